"""The Bring in dialog without a browser: what it finds, what it refuses, and what it makes of the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dnn import DatasetConfig, RunConfig, from_arrays
from dnn.background.services import get_run_manager, get_visitor_tables, open_runs
from dnn.background.settings import Settings
from dnn.datasets.contents import CONTENTS, ContentAway, MissingContent, TableContent
from dnn.export import EXPORTS, TrainedRun
from dnn.network import flatten
from pages.shared.session import session, table_access
from pages.shared.session.values import VALUES
from tests.dnn.imports.run_files import PARAMETERS, REFUSED, npz
from tests.dnn.imports.test_packed_run import REFUSED as PACKED_REFUSED
from tests.pages.opened import opened, read, said
from tests.pages.shared.tables.visitors import Visitor, config, table

SETTINGS: dict[str, Any] = {
    "dataset": {"name": "moons"},
    "architecture": {"hidden": [{"units": 5, "activation": "relu"}, {"units": 3, "activation": "tanh"}]},
    "hyperparameters": {"iterations": 40},
}
CONFIG = RunConfig.from_dict(SETTINGS)
IMPORT_FIRST = "import the table first, on the page Your data"


def bringing_in(language: str = "en", **query: str) -> AppTest:
    """The page with its dialog open."""
    return opened(lang=language, **query).button(key="bring_in_button").click().run()


def given(test: AppTest, content: bytes, name: str = "run.npz") -> AppTest:
    """The page after a file was chosen."""
    return test.file_uploader(key="bring_in_file").set_value((name, content, "application/octet-stream")).run()


def pasted(test: AppTest, text: str) -> AppTest:
    """The page after a text was pasted."""
    return test.text_area(key="bring_in_text").set_value(text).run()


def page_config(test: AppTest) -> RunConfig:
    config: RunConfig = test.session_state[VALUES][session.CONFIG]
    return config


def run_on(test: AppTest) -> Any:
    return get_run_manager().get(str(test.session_state[VALUES][session.RUN]))


def has_button(test: AppTest) -> bool:
    return any(button.key == "bring_in_begin" for button in test.button)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_weights_with_their_settings_go_on_training(language: str) -> None:
    run = TrainedRun.of(CONFIG)
    test = given(bringing_in(language, data="iris"), EXPORTS["weights"].content(run))
    assert not test.exception and not test.error
    assert "(5, 2)" in said(test) and "(1, 3)" in said(test)
    test.button(key="bring_in_begin").click().run()
    assert not test.exception and not test.error
    assert page_config(test) == CONFIG
    begun = run_on(test)
    assert begun.has_given_weights and begun.config == CONFIG
    held = next(each for each in get_run_manager()._held if each.id == begun.id)
    assert held.initial_theta is not None
    assert held.initial_theta.tobytes() == flatten(run.parameters).tobytes()
    assert not any(box.key == "bring_in_text" for box in test.text_area)


def test_weights_alone_take_the_data_of_the_page_and_say_what_is_assumed() -> None:
    test = given(bringing_in(data="moons", hidden="9.relu"), npz(**PARAMETERS))
    words = read(said(test))
    assert "assumed: relu." in words and "The file has no settings" in words
    test.button(key="bring_in_begin").click().run()
    hidden = page_config(test).architecture.hidden
    assert [(layer.units, layer.activation) for layer in hidden] == [(4, "relu")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_weights_for_other_data_show_which_layer_does_not_fit(language: str) -> None:
    test = given(bringing_in(language, data="iris"), npz(**PARAMETERS))
    assert not test.exception and not has_button(test)
    words = read(said(test))
    assert "(4, 2)" in words and "(4, 4)" in words and "(3, 4)" in words
    assert len(test.error) == 1 and "W^[1]" in read(test.error[0].value)


def test_settings_alone_are_taken_as_if_they_had_been_set() -> None:
    test = pasted(bringing_in(data="iris"), json.dumps(SETTINGS))
    assert not test.error
    test.button(key="bring_in_begin").click().run()
    assert page_config(test) == CONFIG and not test.error
    assert test.session_state[VALUES].get(session.RUN) is None
    assert test.query_params["data"] == "moons"


def test_a_file_of_settings_is_one_as_well() -> None:
    test = given(bringing_in(), EXPORTS["json"].write(CONFIG).encode(), "run.json")
    test.button(key="bring_in_begin").click().run()
    assert page_config(test) == CONFIG


def test_settings_with_a_table_that_is_not_here_ask_for_the_table_first() -> None:
    dataset = from_arrays(np.arange(8.0).reshape(2, 4), [0, 1, 0, 1])
    CONTENTS.discard(str(dataset.option("content")).split(".")[-1])
    test = pasted(bringing_in(), RunConfig(dataset).to_json())
    assert not test.exception and not has_button(test)
    assert IMPORT_FIRST in read(test.error[0].value)


def packed(content: TableContent) -> bytes:
    """What Take away gives as the configuration of a run on a table."""
    with CONTENTS.held(content):
        form, run = EXPORTS["json"], config(content, iterations=40)
        return form.packed("mine", form.beside(run), form.write(run).encode())


def visitor_with(*, tables: Sequence[TableContent] = ()) -> tuple[Visitor, AppTest]:
    """A visitor who keeps some tables, with the dialog open."""
    visitor = Visitor()
    for each in tables:
        visitor.keeps(each)
    return visitor, opened_by(visitor)


def opened_by(visitor: Visitor) -> AppTest:
    """A visitor's page with its dialog open."""
    return visitor.opens().button(key="bring_in_button").click().run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_configuration_with_its_table_is_taken_and_the_table_kept(language: str) -> None:
    content = table(31)
    visitor = Visitor()
    test = visitor.opens(routes=False, lang=language).button(key="bring_in_button").click().run()
    given(test, packed(content), "*mine*.zip")
    assert not test.exception and not test.error and has_button(test)
    words = read(said(test))
    assert ("4 features, 120 examples" if language == "en" else "4 个特征, 120 个样本") in words
    assert get_visitor_tables().listed(visitor.key) == [], "looking at a file keeps nothing"
    test.button(key="bring_in_begin").click().run()
    assert not test.exception and not test.error
    assert page_config(test) == config(content, iterations=40)
    assert [each.digest for each in get_visitor_tables().listed(visitor.key)] == [content.digest]
    assert get_visitor_tables().listed(visitor.key)[0].name == "*mine*.zip"
    test.button(key="train").click().run()
    assert not test.exception and run_on(test).config == config(content, iterations=40)


def test_a_table_that_she_has_keeps_its_name() -> None:
    content = table(32)
    visitor, test = visitor_with(tables=[content])
    given(test, packed(content), "mine.zip").button(key="bring_in_begin").click().run()
    (kept,) = get_visitor_tables().listed(visitor.key)
    assert (kept.digest, kept.name) == (content.digest, "*mine*") and not test.error
    assert page_config(test) == config(content, iterations=40)


def test_a_table_beyond_what_she_may_keep_leaves_the_page_as_it_was() -> None:
    open_runs(Settings(executor="thread", tables_per_visitor=1))
    content = table(33)
    visitor, test = visitor_with(tables=[table(34)])
    before = page_config(test)
    given(test, packed(content), "mine.zip").button(key="bring_in_begin").click().run()
    assert not test.exception and page_config(test) == before
    assert len(test.error) == 1 and "at most 1" in read(test.error[0].value)
    assert [each.digest for each in get_visitor_tables().listed(visitor.key)] == [table(34).digest]


def test_a_database_that_is_away_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(dataset: DatasetConfig) -> None:
        raise ContentAway(table(37).digest)

    _visitor, test = visitor_with()
    monkeypatch.setattr(table_access, "check", away)
    test = pasted(test, config(table(37)).to_json())
    assert not test.exception and not has_button(test)
    assert "try again in a minute" in read(test.error[0].value)


def test_a_table_that_was_looked_at_is_at_nobody_s_hand() -> None:
    content = table(35)
    _visitor, test = visitor_with()
    given(test, packed(content), "mine.zip")
    assert has_button(test)
    with pytest.raises(MissingContent):
        CONTENTS.get(content.digest)
    other = pasted(opened_by(Visitor()), config(content).to_json())
    assert IMPORT_FIRST in read(other.error[0].value)


@pytest.mark.parametrize(
    "name", ["two configurations", "another table", "a bomb that lies", "an archive in the archive"]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_archive_that_cannot_be_is_a_sentence(name: str, language: str) -> None:
    test = given(bringing_in(language), PACKED_REFUSED[name][0], "mine.zip")
    assert not test.exception and not has_button(test) and len(test.error) == 1


@pytest.mark.parametrize("wrong", ["", "examples", "features", "classes"])
def test_another_visitor_s_table_is_answered_as_one_that_is_not_here(wrong: str) -> None:
    content = table(36)
    owner, other = Visitor(), Visitor()
    owner.keeps(content)
    right = content.reference
    changes = {"": right, "examples": replace(right, m=119), "features": replace(right, n_x=5)}
    reference = changes.get(wrong, replace(right, classes=3))
    text = config(content).to_json().replace(str(right), str(reference))
    assert (text == config(content).to_json()) == (wrong == "")
    test = pasted(opened_by(other), text)
    nowhere = pasted(opened_by(other), text.replace(right.digest, right.digest[:12] + "0" * 52))
    for each in (test, nowhere):
        assert not each.exception and not has_button(each) and len(each.error) == 1
    assert IMPORT_FIRST in read(test.error[0].value)
    assert test.error[0].value == nowhere.error[0].value, "the answer tells nobody whether somebody has it"
    hers = pasted(opened_by(owner), text)
    assert has_button(hers) == (wrong == "") and (wrong == "" or IMPORT_FIRST not in read(hers.error[0].value))


@pytest.mark.parametrize("name", ["a pickle", "zip bomb", "Markdown as a key", "not a number", "W without b", "empty"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_is_a_sentence_letter_by_letter(name: str, language: str) -> None:
    content, _part = REFUSED[name]
    test = given(bringing_in(language), content)
    assert not test.exception and not has_button(test)
    assert len(test.error) == 1
    if name == "Markdown as a key":
        assert "[a](" not in test.error[0].value and "[a](http://b)" in read(test.error[0].value)


def test_a_network_that_the_server_does_not_take_leaves_settings_and_run_on_the_page() -> None:
    open_runs(Settings(executor="thread", iteration_multiplications=100_000))
    test = bringing_in(data="moons", hidden="3.tanh", samples="60")
    before = page_config(test)
    wide = {"W1": np.ones((900, 2)), "b1": np.zeros(900), "W2": np.ones((1, 900)), "b2": np.zeros(1)}
    given(test, npz(**wide)).button(key="bring_in_begin").click().run()
    assert not test.exception
    assert "million multiplications" in read(test.error[0].value)
    assert page_config(test) == before and test.session_state[VALUES].get(session.RUN) is None


def test_a_run_that_began_so_says_what_links_and_programs_begin_with() -> None:
    test = given(bringing_in(), EXPORTS["weights"].content(TrainedRun.of(CONFIG)))
    test.button(key="bring_in_begin").click().run()
    test.button(key="take_away_button").click().run()
    assert "This run began with weights from a file" in read(said(test))
