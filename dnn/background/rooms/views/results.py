"""Results of a room as CSV, with the invented names: a line a member."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from dnn.background.rooms.answers import written
from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.member import Vote
from dnn.background.rooms.views.tiles import RunTile
from dnn.lessons.path.gain import Scores
from dnn.text.messages import Translations

COLUMNS = (
    "seat",
    "name",
    "signal",
    "lesson",
    "step",
    "phase",
    "status",
    "iteration",
    "cost",
    "test_cost",
    "test_score",
    "right_before",
    "right_after",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of what a spreadsheet would take for a formula."""


def results_csv(
    held: HeldRoom, tiles: Mapping[str, RunTile], catalogue: Translations, scores: Mapping[str, Scores | None]
) -> str:
    """The table: seat, name, signal, place, run, right answers before and after the lessons, and both votes on each
    question. Called under the room's lock."""
    members = list(held)
    questions = list(dict.fromkeys(question for member in members for question in member.answers))
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow([*COLUMNS, *(_text(f"{question} {vote}") for question in questions for vote in (1, 2))])
    for member in members:
        position, tile = member.position, tiles.get(member.run)
        place = ("", "", "") if position is None else (position.lesson, position.step, position.phase)
        names = ("status", "iteration", "cost", "test_cost", "test_score")
        numbers = [""] * len(names) if tile is None else [tile.run[name] for name in names]  # type: ignore[literal-required]
        answers = [member.answers.get(question) for question in questions]
        votes = [_vote(None if answer is None else answer.vote(which)) for answer in answers for which in (1, 2)]
        signal = "" if member.signal == "none" else member.signal
        tested = scores.get(member.id) or ("", "")
        name = _text(member.name.render(catalogue))
        table.writerow([member.seat, name, signal, *place, *numbers, *tested, *votes])
    return file.getvalue()


def _vote(vote: Vote | None) -> object:
    if vote is None:
        return ""
    if isinstance(vote.value, int | float) and not isinstance(vote.value, bool):
        return vote.value
    return _text(vote.value if isinstance(vote.value, str) else written(vote.value))


def _text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
