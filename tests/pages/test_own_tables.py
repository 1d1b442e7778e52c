"""Every page on tables that visitors import, those at the edges among them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_run_manager
from dnn.datasets import load_dataset
from dnn.datasets.contents import CONTENTS
from pages.menu import MENU, TRAIN
from pages.server.comparison.comparison_text import write_comparison
from pages.server.data_documents import describe
from pages.shared.session import session
from pages.shared.session.link import from_query
from pages.shared.session.values import VALUES
from tests.own_tables import TABLES, link_of, run_of, stored
from tests.pages.lab.test_slow_doctor import trained
from tests.pages.lab.test_slow_sweep import runs_of_sweep, tried
from tests.pages.opened import opened, said, share_table
from tests.pages.server.comparison.test_comparison_text import compared

OF_HOSTILE_NAMES = ("<b>bold", "<script>", "**strong**", "[link](javascript", "`code`", ":red[")
"""What would be another thing than its letters as Markdown or HTML."""
LESSONS = ("shape_lab", "casebook")
"""Pages whose errors are the lesson."""


@pytest.fixture(autouse=True)
def _tables_at_hand() -> Iterator[None]:
    for name in TABLES:
        stored(name)
    yield
    for content in TABLES.values():
        CONTENTS.discard(content.digest)


def words_of(test: AppTest) -> list[str]:
    """All texts of a page, those in its tables too."""
    found: list[str] = []

    def walk(block: Any) -> None:
        for child in getattr(block, "children", {}).values():
            for words in (getattr(child, "value", None), getattr(child, "label", None)):
                if isinstance(words, pd.DataFrame):
                    found.append(words.to_csv())
                elif isinstance(words, str):
                    found.append(words)
            walk(child)

    walk(test.main)
    walk(test.sidebar)
    return found


def names_of(*names: str) -> list[Any]:
    return [pytest.param(name, id=name.replace(", ", "-").replace(" ", "_")) for name in names or TABLES]


@pytest.mark.parametrize("name", names_of())
@pytest.mark.parametrize("page", list(MENU))
def test_a_page_is_drawn_on_the_table_and_its_names_are_letters(page: str, name: str) -> None:
    test = opened(None if page == TRAIN.name else page, **link_of(name))
    assert test.session_state[VALUES][session.CONFIG].dataset.name == "table"
    assert page in LESSONS or not test.error
    wrong = [words for words in words_of(test) if any(sign in words for sign in OF_HOSTILE_NAMES)]
    assert wrong == []


@pytest.mark.parametrize("name", names_of())
def test_one_example_of_the_table_goes_through_the_network(name: str) -> None:
    for page in ("iteration", "cache"):
        test = opened(page, of="1", **link_of(name))
        assert not test.error and test.get("plotly_chart")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", names_of())
def test_a_run_on_the_table_ends_and_the_doctor_has_an_opinion(name: str, language: str) -> None:
    test = trained(**link_of(name) | {"lang": language})
    assert not test.error and any(each.label.startswith(("Diagnosis", "诊断")) for each in test.expander)
    assert not [words for words in words_of(test) if any(sign in words for sign in OF_HOSTILE_NAMES)]
    for page in ("iteration", "dimensions", "cache", "gradient_check", "gradients"):
        test.switch_page(MENU[page].file).run()
        assert not test.exception and not test.error, page


@pytest.mark.parametrize("name", names_of("two features", "one feature, regression", "iris", "one class"))
def test_values_are_tried_side_by_side_on_the_table(name: str) -> None:
    test = tried(opened(routes=False, pace="full", **link_of(name)))
    runs = runs_of_sweep(test)
    assert len(runs) > 1
    snapshots = [get_run_manager().get(each.id) for each in runs]
    assert {snapshot.config.dataset.name for snapshot in snapshots if snapshot} == {"table"}
    assert "Best after 40 iterations" in said(test)


@pytest.mark.parametrize("name", names_of())
def test_runs_on_the_table_are_compared(name: str) -> None:
    runs = [
        compared(from_query(link_of(name) | changed), 20, number)
        for number, changed in enumerate(({}, {"learning_rate": "0.5"}), start=1)
    ]
    share_table(link_of(name)["content"])
    test = opened("compare", compare=write_comparison(runs))
    assert not test.error
    assert [button.label for button in test.get("download_button")][0] == "Figures as CSV"


@pytest.mark.parametrize("name", names_of())
def test_the_document_of_the_table_is_json_without_gaps(name: str) -> None:
    document = describe(load_dataset(run_of(name).dataset))
    json.dumps(document, allow_nan=False)
    kinds = ("plane", "curve")
    features = len(document["features"])
    assert [document[kind] is not None for kind in kinds] == [features == 2, features == 1]  # type: ignore[literal-required]


def test_points_are_set_by_mouse_on_own_points_and_not_on_a_table() -> None:
    test = opened(**link_of("two features"))
    config = test.session_state[VALUES][session.CONFIG]
    described: dict[str, Any] = {}

    def script(config, described):  # type: ignore[no-untyped-def]  # its text is run
        from pages.shared.run import network_description

        described.update(network_description.describe(config, None))

    AppTest.from_function(script, kwargs={"config": config, "described": described}).run()
    assert (described["drawable"], described["points"], described["features"]) == (False, None, ("x1", "x2"))
    assert described["inputs"] == ["x₁", "x₂"]
    assert described["input_names"] == ["x₁ (width in mm)", "x₂ (height in m)"]


def test_one_class_alone_has_another_beside_it_for_the_output() -> None:
    found: list[Any] = []

    def script(config, found):  # type: ignore[no-untyped-def]  # its text is run
        from pages.shared.run import network_description

        found.append(network_description.classes(config))

    for name in ("one class", "two features"):
        AppTest.from_function(script, kwargs={"config": stored(name), "found": found}).run()
    assert found == [["only", "another class"], ["small", "tall"]]
