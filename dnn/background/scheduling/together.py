"""Several calls that a worker makes one after the other, and whose results travel back together."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dnn.errors import DnnError

Task = tuple[Any, ...]
"""A function and its arguments."""


class TaskError(Exception):
    """An error in a task, as words: its kind, what it says, and where it was raised in a note. Whether an error itself
    can travel is not known, and the others' results have to."""


@dataclass(frozen=True)
class Failed:
    """An error in the place of a result."""

    error: Exception


def call_together(*tasks: Task) -> tuple[Any, ...]:
    """The result of each task, or what it raised: the error of one says nothing of the others."""
    return tuple(_outcome(task) for task in tasks)


def result_of(outcomes: Sequence[Any], position: int) -> Any:
    """The result of one of the tasks of `call_together`.

    Raises:
        DnnError: the task raised it.
        TaskError: the task raised anything else.
    """
    outcome = outcomes[position]
    if isinstance(outcome, Failed):
        raise outcome.error
    return outcome


def _outcome(task: Task) -> Any:
    function, *arguments = task
    try:
        return function(*arguments)
    except DnnError as error:
        return Failed(error)
    except Exception as error:  # noqa: BLE001  whatever it is, the others' results have to come back
        in_words = TaskError(f"{type(error).__name__}: {error}")
        in_words.add_note("".join(traceback.format_exception(error)))
        return Failed(in_words)
