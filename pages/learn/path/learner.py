"""A learner's progress: her network of each lesson, and what is stored of her answers, with her runs."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from dnn.background.services import get_learning_store
from dnn.errors import DnnError
from dnn.lessons.path.learner_config import learner_seeds
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import LessonProgress, StepProgress
from dnn.lessons.path.progress_document import read, written
from pages.learn.path.room import reporting
from pages.shared.session import session


def progress_of(lesson: Lesson) -> LessonProgress:
    """The progress of this visitor in a lesson."""
    stored = get_learning_store().progress(session.visitor(), lesson.name)
    found = None if stored is None else read(stored.document, lesson, stored.updated)
    return found or LessonProgress(lesson.name, _first_seed(lesson))


def store(lesson: Lesson, progress: LessonProgress) -> None:
    """Store how far she is; that it cannot be stored is said on the page."""
    try:
        get_learning_store().put_progress(session.visitor(), lesson.name, written(progress, lesson))
    except DnnError as problem:
        session.add_problem(problem)


def store_step(lesson: Lesson, place: int, step: StepProgress) -> None:
    """Store how far one step is, and tell the room that the learner is in."""
    before = progress_of(lesson)
    store(lesson, before.with_step(place, step))
    reporting.report_step(lesson, place, before, step)


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
