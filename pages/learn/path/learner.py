"""A learner's progress: her network of each lesson, and what is stored of her answers, with her runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from dnn.background.services import get_learning_store
from dnn.errors import DnnError
from dnn.lesson_files import lessons
from dnn.lesson_files.read_lesson import OWN
from dnn.lessons.path.learner_config import learner_seeds
from dnn.lessons.path.lesson import Lesson, Phase
from dnn.lessons.path.progress import LessonProgress, StepProgress, furthest_step, phase_of
from dnn.lessons.path.progress_document import read, written
from pages.learn.path.room import pace, reporting
from pages.shared.session import session
from pages.shared.session.known_lessons import lesson_of

Parameters = ParamSpec("Parameters")
_drawn: ContextVar[dict[str, LessonProgress] | None] = ContextVar("progress_drawn", default=None)


def reporting_refusals(act: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """A callback whose refusal, as that progress cannot be read at present, is said on the page."""

    @wraps(act)
    def acting(*arguments: Parameters.args, **named: Parameters.kwargs) -> None:
        try:
            act(*arguments, **named)
        except DnnError as problem:
            session.add_problem(problem)

    return acting


@contextmanager
def read_once() -> Iterator[None]:
    """Read the progress in a lesson once only while a page is drawn; a callback, which comes before, reads it anew."""
    token = _drawn.set({})
    try:
        yield
    finally:
        _drawn.reset(token)


def progress_of(lesson: Lesson) -> LessonProgress:
    """The progress of this visitor in a lesson.

    Raises:
        StoreAway: it cannot be known at present.
    """
    drawn = _drawn.get()
    known = None if drawn is None else drawn.get(lesson.digest)
    if known is not None:
        return known
    stored = get_learning_store().progress(session.visitor(), lesson.name)
    found = None if stored is None else read(stored.document, lesson, stored.updated)
    progress = found or LessonProgress(lesson.name, _first_seed(lesson))
    if drawn is not None:
        drawn[lesson.digest] = progress
    return progress


def begun_lessons() -> list[Lesson]:
    """The lessons that this visitor has begun: ours in their order, then those of teachers, the latest first."""
    names = [each.lesson for each in get_learning_store().all_progress(session.visitor())]
    own = (lesson_of(name) for name in names if name.startswith(OWN))
    known = [*(lesson for name, lesson in lessons().items() if name in names), *(each for each in own if each)]
    return [lesson for lesson in known if progress_of(lesson).steps]


def store(lesson: Lesson, progress: LessonProgress) -> None:
    """Store how far she is; that it cannot be stored is said on the page."""
    drawn = _drawn.get()
    if drawn is not None:
        drawn.pop(lesson.digest, None)
    try:
        get_learning_store().put_progress(session.visitor(), lesson.name, written(progress, lesson))
    except DnnError as problem:
        session.add_problem(problem)


def store_step(lesson: Lesson, place: int, step: StepProgress) -> None:
    """Store how far one step is, and tell the room that the learner is in."""
    before = progress_of(lesson)
    store(lesson, before.with_step(place, step))
    reporting.report_step(lesson, place, before, step)


def is_at(lesson: Lesson, place: int, phase: Phase) -> bool:
    """True if this is what the learner is at. On a page that has stayed open she may press what belongs to a step that
    another tab is done with, or that was deleted."""
    progress = progress_of(lesson)
    furthest = max(furthest_step(lesson, progress), pace.class_step(lesson))
    return place <= furthest and phase_of(lesson.steps[place], progress.step(place)) == phase


def begin_again(lesson: Lesson) -> None:
    """Begin a lesson anew, with another network and other questions."""
    before = progress_of(lesson)
    seeds = learner_seeds(lesson)
    later = [seed for seed in seeds if seed > before.seed] or list(seeds)
    store(lesson, replace(before, seed=later[0], steps=()))


def _first_seed(lesson: Lesson) -> int:
    """The seed of a learner's first network: neighbours have others."""
    digest = hashlib.sha256(f"{session.visitor()}/{lesson.name}".encode()).digest()
    seeds = learner_seeds(lesson)
    return seeds[int.from_bytes(digest[:4], "big") % len(seeds)]
