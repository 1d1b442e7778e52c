"""The computing time of a run by its iterations: bounded, and exact at its ends."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dnn.background.notebook.computing_time import MAX_MARKS, ComputingTime


@pytest.mark.parametrize("count", [1, 2, MAX_MARKS - 1, MAX_MARKS, 5 * MAX_MARKS])
def test_marks_are_bounded_and_grow(count: int) -> None:
    time = ComputingTime()
    for number in range(1, count + 1):
        time.add(10 * number, 0.5)
    marks = time.marks()
    assert marks[0] == (0, 0.0) and marks[-1] == (10 * count, 0.5 * count) and time.seconds == 0.5 * count
    assert len(marks) <= MAX_MARKS + 1 and len(marks) >= min(count, MAX_MARKS // 4)
    assert all(
        later[0] > earlier[0] and later[1] > earlier[1] for earlier, later in zip(marks, marks[1:], strict=False)
    )


def test_marks_lie_close_together() -> None:
    time = ComputingTime()
    for number in range(1, 3001):
        time.add(number, 0.01)
    gaps = [later[1] - earlier[1] for earlier, later in pairwise(time.marks())]
    assert max(gaps) <= 4 * time.seconds / MAX_MARKS


def test_a_copy_changes_no_more() -> None:
    time = ComputingTime()
    time.add(5, 1.0)
    copy = time.copy()
    time.add(9, 1.0)
    assert copy.marks() == [(0, 0.0), (5, 1.0)] and ComputingTime(time.marks()).marks() == time.marks()
