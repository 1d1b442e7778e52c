"""Colours of runs: the next one is the farthest from those likely shown, the same on every server, and for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dnn.background.manager import RunManager
from dnn.background.notebook.labels import COLOURS, RunLabels
from dnn.background.notebook.run_colours import DISTANCES, SHOWN, GivenColours, next_colour
from tests.dnn.background.notebook.test_notebook import servers, trained
from tests.dnn.background.running import ME

__all__ = ["servers"]


def given_in_order(count: int) -> list[int]:
    """The colours of so many runs, the latest first."""
    given: list[int] = []
    for _ in range(count):
        given.insert(0, next_colour(given))
    return given


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_it_is_the_farthest_from_those_shown(count: int) -> None:
    given = given_in_order(count)

    def nearest(colour: int) -> int:
        return min(DISTANCES[colour][other] for other in given[:SHOWN])

    assert nearest(next_colour(given)) == max(nearest(colour) for colour in range(COLOURS))


def test_two_runs_are_as_different_as_runs_can_be_from_the_first() -> None:
    first, second = given_in_order(2)[::-1]
    assert (first, second) == (0, 5)  # a green and a red


def test_as_many_runs_as_there_are_colours_have_all_of_them() -> None:
    assert sorted(given_in_order(COLOURS)) == list(range(COLOURS))
    assert sorted(given_in_order(3 * COLOURS)[:COLOURS]) == list(range(COLOURS))


def test_then_the_colour_comes_that_was_given_longest_ago() -> None:
    assert next_colour(range(COLOURS)) == COLOURS - 1
    assert next_colour(list(range(COLOURS)), starred=range(COLOURS)) == COLOURS - 1


def test_the_colour_of_a_deleted_run_is_free_again() -> None:
    assert next_colour([colour for colour in range(COLOURS) if colour != 4]) == 4


def test_a_star_is_shown_however_old_its_run_is() -> None:
    latest = [colour for colour in range(COLOURS) if colour not in (4, 7)]
    assert next_colour(latest, starred=[4]) == 7 and next_colour(latest, starred=[7]) == 4


def test_runs_that_are_written_down_count_with_those_in_memory() -> None:
    labels = [RunLabels(number=number, colour=colour) for number, colour in enumerate(range(COLOURS - 1), 1)]
    written, held = GivenColours.of(labels[:5]), labels[4:]
    assert written.next(held) == COLOURS - 1
    assert GivenColours.of([RunLabels(number=1, colour=3, is_starred=True)]).starred == {3}


def test_the_next_server_goes_on_where_this_one_stood(servers: Callable[[], RunManager]) -> None:
    runs = servers()
    before = [trained(runs, 3).id for _ in range(3)]
    colours = {entry.id: entry.labels.colour for entry in runs.notebook.entries(ME)}
    runs = servers()
    trained(runs, 3)
    entries = runs.notebook.entries(ME)
    assert {entry.id: entry.labels.colour for entry in entries if entry.id in before} == colours
    assert entries[0].labels.colour == next_colour([colours[run_id] for run_id in reversed(before)])
