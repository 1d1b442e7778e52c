"""The dialog of a run on a table of one's own, of a run that was changed, and of what cannot be written."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import content_of, reference_of
from dnn.export import EXPORTS, TrainedRun
from pages.shared.take_away.run_to_take import RunToTake
from tests.dnn.export.own_tables import categories, iris, on_table
from tests.pages.opened import SLOWEST, said


def opened(taken: RunToTake, *, is_kept: bool = True) -> AppTest:
    """The dialog of a run on a table, which is one of the visitor's."""
    content = content_of(taken.run.config.dataset) if is_kept else None

    def script(taken, content):  # type: ignore[no-untyped-def]  # its text is run, without this module's names
        from dnn.background.services import get_visitor_tables
        from pages.shared.session import session
        from pages.shared.take_away import dialog

        if content is not None:
            get_visitor_tables().keep(session.visitor(), content, "mine")
        session.set_page_value(dialog.OPEN, session.page_entry().name)
        dialog.draw(lambda: taken)

    test = AppTest.from_function(script, default_timeout=SLOWEST, kwargs={"taken": taken, "content": content}).run()
    assert not test.exception
    return test


def choose(test: AppTest, name: str) -> AppTest:
    menu = next(box for box in test.selectbox if box.key == "take_away_form")
    menu.select(name).run()
    assert not test.exception
    return test


@pytest.mark.parametrize("name", EXPORTS)
def test_every_form_of_a_run_on_a_small_table(name: str) -> None:
    if not EXPORTS[name].available():
        pytest.skip(f"needs {EXPORTS[name].requires}, of the extra exports")
    test = choose(opened(RunToTake(TrainedRun.of(on_table(iris())), "mine")), name)
    assert not test.info and ("mine.json, table.npz" in said(test)) == (name == "json")


@pytest.mark.parametrize("name", ["numpy", "pytorch", "keras", "notebook"])
def test_the_program_of_a_large_table_comes_with_its_file(name: str) -> None:
    run = TrainedRun.of(on_table(categories(900)))
    test = choose(opened(RunToTake(run, "mine")), name)
    assert f"belongs into one folder: mine.{EXPORTS[name].extension}, data.npz." in said(test)
    assert "data.npz" in test.code[0].value and len(test.code[0].value) > 1_000


def test_a_table_that_is_gone_is_one_sentence() -> None:
    table = categories(70)
    run = TrainedRun.of(on_table(table))
    CONTENTS.discard(reference_of(table).digest)
    test = choose(opened(RunToTake(run, "mine"), is_kept=False), "predictions")
    assert "to be stored here" in test.info[0].value and not test.code


def test_a_run_that_was_changed_says_so_of_its_programs_alone() -> None:
    test = opened(RunToTake(TrainedRun.of(on_table(iris())), "mine", was_changed=True))
    assert "begins with the settings of now" in said(choose(test, "numpy"))
    assert "begins with the settings of now" not in said(choose(test, "weights"))
