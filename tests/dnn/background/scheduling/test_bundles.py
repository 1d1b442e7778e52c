"""Bundles: whose slices travel together, and whose do not."""

from __future__ import annotations

import pytest

from dnn.background.run import Run
from dnn.background.scheduling.bundles import bundled
from dnn.background.scheduling.job import Job
from tests.dnn.background.running import ME, config

SHORT = 0.003
LONGEST = 4 * SHORT
MANY = 99


def job(name: str, processor_seconds: float = SHORT, **of_run: object) -> Job:
    """A run that has had a slice, and has no command."""
    run = Run(name, ME, config())
    for field, value in of_run.items():
        setattr(run, field, value)
    made = Job(run, latest_processor_seconds=processor_seconds)
    made.turn.urgent = False
    return made


def bundles(jobs: list[Job], seconds: float = SHORT, most: int = MANY) -> list[str]:
    """The names of the runs in each bundle."""
    return ["".join(each.run.id for each in bundle) for bundle in bundled(jobs, lambda _job: seconds, LONGEST, most)]


def test_short_slices_go_together_in_their_order() -> None:
    assert bundles([job(name) for name in "abcdefghi"]) == ["abcd", "efgh", "i"]
    assert bundles([]) == []


def test_no_more_go_together_than_leave_some_for_the_other_workers() -> None:
    assert bundles([job(name) for name in "abcd"], most=2) == ["ab", "cd"]


def test_long_slices_go_alone() -> None:
    assert bundles([job(name) for name in "abc"], seconds=LONGEST) == ["a", "b", "c"]
    assert bundles([job("a"), job("b", LONGEST), job("c"), job("d")]) == ["a", "b", "cd"]


def urgent() -> Job:
    made = job("x")
    made.turn.urgent = True
    return made


@pytest.mark.parametrize(
    "alone",
    [urgent(), job("x", processor_seconds=0.0), job("x", failures=1), job("x", is_background=True)],
    ids=["commanded", "new", "suspect", "background"],
)
def test_one_that_others_should_not_wait_for_goes_alone(alone: Job) -> None:
    assert bundles([job("a"), job("b"), alone, job("c"), job("d")]) == ["ab", "x", "cd"]
