"""Things that a teacher can send to her class: steps of lessons, and settings at several values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dnn.background.services import get_learning_store
from dnn.background.wire import RoomAsked, RoomControl, RoomLesson, RoomLessonStep, RoomSetting
from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS, Value, Variation
from dnn.lesson_files import lessons
from dnn.lesson_files.read_lesson import OWN
from dnn.lessons.path.lesson import Lesson, Observation, Prediction, Step, Words
from dnn.lessons.path.questions import QUESTIONS
from dnn.text.messages import Text
from pages.room.teacher.plain_formulas import plain
from pages.server.runs.setting_texts import setting_labels, setting_texts
from pages.shared.frame.text import _, say, translator
from pages.shared.room.held_controls import ROOM_CONTROLS
from pages.shared.session.known_lessons import lesson_of

RANGE_OF_RATES = (0.001, 10.0)
"""The range of learning rates of a sweep by a whole class: from too small to diverging."""
LOGARITHMIC = ("learning_rate", "l2")
NAMED_SETTINGS = ("data", "units", "activations", "learning_rate", "optimizer", "batch_size")
"""Settings by which a configuration is told apart."""


def sendable_lessons(visitor: str) -> dict[str, Lesson]:
    """Our lessons and those that a visitor has written, by their names."""
    own = (lesson_of(OWN + stored.digest) for stored in get_learning_store().lessons(visitor))
    return dict(lessons()) | {lesson.name: lesson for lesson in own if lesson is not None}


def lesson_documents(found: dict[str, Lesson]) -> list[RoomLesson]:
    """Lessons as the wall takes them, in the visitor's language."""
    titles = numbered_titles(found)
    return [
        {
            "name": name,
            "title": titles[name],
            "is_own": lesson.is_own,
            "steps": [_step(step) for step in lesson.steps],
        }
        for name, lesson in found.items()
    ]


def numbered_titles(found: Mapping[str, Lesson]) -> dict[str, str]:
    """The titles of lessons by their names, ours with the numbers that the list of lessons has: "6 · Backward"."""
    numbers = {name: number for number, name in enumerate(lessons(), start=1)}
    return {
        name: f"{numbers[name]} · {words_of(lesson.title)}" if name in numbers else words_of(lesson.title)
        for name, lesson in found.items()
    }


def words_of(words: Words) -> str:
    """Words of a lesson in the visitor's language, their formulas as plain text; those of one from outside as they are
    written."""
    return plain(say(words)) if isinstance(words, Text) else words


def _step(step: Step) -> RoomLessonStep:
    return {
        "title": words_of(step.title),
        "prediction": _asked(step.prediction),
        "observation": _asked(step.observation),
        "checks": [say(QUESTIONS[each.kind].title) for each in step.questions],
    }


def _asked(asked: Prediction | Observation | None) -> RoomAsked | None:
    if asked is None:
        return None
    alternatives = asked.alternatives
    return {
        "prompt": words_of(asked.question),
        "alternatives": [words_of(each.text) for each in alternatives],
        "right": [place for place, each in enumerate(alternatives) if each.is_right and each.when is None],
    }


def control_documents() -> list[RoomControl]:
    """The controls that a room can lock or hide, as the wall takes them."""
    return [{"name": name, "title": say(title)} for name, title in ROOM_CONTROLS.items()]


def settings_documents(config: RunConfig) -> list[RoomSetting]:
    """The settings that a class can sweep from a configuration, as the wall takes them."""
    return [_setting(variation, variation.proposed(config)) for variation in VARIATIONS.values()]


def _setting(variation: Variation, proposed: Sequence[Value]) -> RoomSetting:
    numbers = [value for value in proposed if isinstance(value, int | float) and not isinstance(value, bool)]
    is_logarithmic = variation.name in LOGARITHMIC
    positive = [value for value in numbers if value > 0 or not is_logarithmic]
    low, high = (
        RANGE_OF_RATES
        if variation.name == "learning_rate"
        else (min(positive), max(positive))
        if positive
        else (None, None)
    )
    return {
        "name": variation.name,
        "title": say(variation.title),
        "options": [[name, say(title)] for name, title in variation.options],
        "low": None if variation.options else low,
        "high": None if variation.options else high,
        "is_logarithmic": is_logarithmic,
        "is_whole": variation.is_whole,
    }


def config_in_words(config: RunConfig) -> str:
    """A configuration by the settings that tell it apart."""
    texts, labels = setting_texts(config, translator()), setting_labels()
    named = (f"{say(labels[name])} {texts[name]}" for name in NAMED_SETTINGS if texts.get(name))
    return _(", ").join(named)
