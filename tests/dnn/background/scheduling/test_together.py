"""Calls that travel together: each has its own result, or its own error."""

from __future__ import annotations

import pickle

import pytest

from dnn.background.scheduling.together import TaskError, call_together, result_of
from dnn.datasets.contents import MissingContent


class Unpicklable(Exception):
    """An error that cannot travel."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


def fail(error: Exception) -> None:
    raise error


def travelled(*tasks: tuple[object, ...]) -> tuple[object, ...]:
    """What comes back to the server."""
    outcomes: tuple[object, ...] = pickle.loads(pickle.dumps(call_together(*tasks)))
    return outcomes


def test_each_has_its_own_result() -> None:
    outcomes = travelled((divmod, 7, 2), (sum, (1, 2)))
    assert [result_of(outcomes, position) for position in range(2)] == [(3, 1), 3]


def test_an_error_of_one_leaves_the_others_their_results() -> None:
    outcomes = travelled((abs, -1), (fail, Unpicklable(1, 2)), (abs, -2))
    assert (result_of(outcomes, 0), result_of(outcomes, 2)) == (1, 2)
    with pytest.raises(TaskError) as raised:
        result_of(outcomes, 1)
    assert str(raised.value) == "Unpicklable: 1 and 2" and "test_together.py" in raised.value.__notes__[0]


def test_a_table_that_a_worker_does_not_have_is_asked_for_as_if_it_had_gone_alone() -> None:
    outcomes = travelled((fail, MissingContent("ab" * 32)), (abs, -2))
    with pytest.raises(MissingContent) as missing:
        result_of(outcomes, 0)
    assert missing.value.digest == "ab" * 32


def test_what_ends_a_worker_ends_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        call_together((fail, KeyboardInterrupt()))
