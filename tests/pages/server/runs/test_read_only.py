"""Runs that cannot be continued, as their routes send them: a row with the reason, a curve as far as it can be read."""

from __future__ import annotations

from dnn.background.curve import curve_of_read_only
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.read_only_entry import ReadOnlyEntry, ReadOnlyRecord
from dnn.background.run_snapshot import ChangeRecord
from dnn.background.store.versions import OTHER_FORM
from dnn.background.wire import NotebookRow
from dnn.configuration import RunConfig
from pages.locale.languages import translations
from pages.server.runs.curve import curve_document
from pages.server.runs.notebook import _row
from tests.dnn.background.running import config

LABELS = RunLabels(number=3, name="mine", sweep="a sweep", varied=("gone",), tried=(1.0,))


def entry_with(configuration: RunConfig | None) -> ReadOnlyEntry:
    figures = (0.5, None, 0.6, None, None)
    return ReadOnlyEntry("a" * 22, LABELS, OTHER_FORM, configuration, None, 30, 30, *figures, seconds=1.5)


def test_a_row_of_which_nothing_but_figures_can_be_read() -> None:
    row = _row(entry_with(None), translations("en"))
    assert set(row) == set(NotebookRow.__annotations__)
    assert (row["status"], row["number"], row["train_cost"], row["settings"]) == ("read_only", 3, 0.5, {})
    assert (row["data"], row["start"], row["sweep"], row["tries"]) == ("", "", None, [])


def test_the_reason_is_said_in_the_visitor_s_language() -> None:
    reasons = [_row(entry_with(None), translations(language))["read_only"] for language in ("en", "zh")]
    assert "another version" in str(reasons[0]) and "另一个版本" in str(reasons[1])


def test_settings_that_can_be_read_are_said() -> None:
    row = _row(entry_with(config(learning_rate=0.25)), translations("en"))
    assert row["settings"]["learning_rate"] == "0.25" and row["sizes"] and row["data"]


def test_its_curve() -> None:
    changes = (ChangeRecord(11, "batch_size", 16, None, 1),)
    known = ReadOnlyRecord(
        "me", entry_with(config(batch_size=16)), ([1, 2], [0.5, 0.4]), (), None, ((0, 0.0),), changes
    )
    document = curve_document(curve_of_read_only(known))
    assert (document["points"], document["examples"]) == ([[1, 2], [0.5, 0.4]], 42)
    assert document["batches"] == [[1, 16], [11, None]]
    unknown = curve_document(curve_of_read_only(ReadOnlyRecord("me", entry_with(None), ([], []), (), None, (), ())))
    assert (unknown["examples"], unknown["batches"], unknown["points"]) == (0, [], [[], []])
