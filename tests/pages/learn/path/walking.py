"""A learner on the page of lessons, without a browser: she predicts, tries, says what she saw, and answers."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from dnn.background.services import get_learning_store, get_run_manager
from dnn.lesson_files import lessons, read_lesson
from dnn.lesson_files.read_lesson import OWN
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import LessonProgress, StepProgress, phase_of
from dnn.lessons.path.progress_document import read, written
from dnn.lessons.path.questions import ChoiceQuestion
from pages.shared.session import session
from pages.shared.session.values import VALUES
from tests.dnn.background.running import SOON
from tests.lesson_answers import RightAnswers, right, wrong
from tests.pages.opened import control, opened, said


def page(**query: str) -> AppTest:
    """The page of lessons as a link opens it."""
    return opened("path", **query)


def visitor_of(test: AppTest) -> str:
    """The key of the visitor of a page."""
    return str(test.session_state[VALUES][session.VISITOR])


def lesson_named(name: str) -> Lesson:
    """One of our lessons, or one that was brought in."""
    if not name.startswith(OWN):
        return lessons()[name]
    text = get_learning_store().lesson(name.removeprefix(OWN))
    assert text is not None
    return read_lesson(text)


def buttons(test: AppTest) -> dict[str, Any]:
    """The buttons of a page by their keys."""
    return {each.key: each for each in test.button}


class Walker:
    """A learner in one lesson."""

    def __init__(self, name: str, test: AppTest | None = None, **query: str) -> None:
        self.test = page(lesson=name, **query) if test is None else test
        self.lesson = lesson_named(name)
        self.answers = RightAnswers(self.lesson, visitor_of(self.test))

    @property
    def progress(self) -> LessonProgress:
        """Her progress as it is stored."""
        stored = get_learning_store().progress(visitor_of(self.test), self.lesson.name)
        found = None if stored is None else read(stored.document, self.lesson, stored.updated)
        return found or LessonProgress(self.lesson.name, self.answers.seed)

    def step(self, place: int) -> StepProgress:
        return self.progress.step(place)

    def phase(self, place: int) -> str:
        return phase_of(self.lesson.steps[place], self.step(place))

    def press(self, key: str) -> None:
        self.test.button(key=key).click().run()
        assert not self.test.exception

    def walk(self, place: int) -> None:
        """Do a step from its first phase to its last, all of it right."""
        for phase, act in (("predict", self.predict), ("try", self.do), ("see", self.see)):
            if self.phase(place) == phase:
                act(place)
        for which in range(len(self.lesson.steps[place].questions)):
            self.answer(place, which)
        assert self.phase(place) == "done"

    def predict(self, place: int) -> None:
        """Commit to a prediction."""
        step, key = self.lesson.steps[place], f"predicted_{self.lesson.name}_{place}_{self.progress.seed}"
        assert step.prediction is not None
        if step.prediction.kind == "number":
            slider = self.test.slider(key=key)
            slider.set_value(slider.value + step.prediction.step).run()
        elif step.prediction.kind == "order":
            self.test.button_group(key=key).set_value(list(range(1, len(step.experiment.variants) + 1))).run()
        elif step.prediction.kind == "curve":
            store_prediction(self, place, ((0, 1.0), (5, 0.5)))
            self.test.run()
            return
        elif step.prediction.kind == "question":
            question = self.answers.predicted_question(place)
            if isinstance(question, ChoiceQuestion):
                self.test.radio(key=key).set_value(question.right).run()
            else:
                self.test.text_input(key=key).set_value(f"{question.value!r}").run()
        else:
            self.test.radio(key=key).set_value(0).run()
        self.press("commit_prediction")

    def do(self, place: int) -> None:
        """Make the experiment, with settings that do its task."""
        step, settings = self.lesson.steps[place], self.answers.settings(place)
        for name, value in settings.items():
            widget = f"lesson_{self.lesson.name}_{place}_{name}_value"
            control(self.test.button_group, widget).set_value(value).run()
        if "try_it" in buttons(self.test):
            self.press("try_it")
        if EXPERIMENTS[step.experiment.kind].trains:
            for run_id in self.step(place).runs:
                get_run_manager().wait_until(run_id, lambda run: run.ended, SOON)
            self.test.run()
        assert not self.test.exception

    def see(self, place: int, is_right: bool = True) -> None:
        """Say what was seen, or something else."""
        own = self.step(place)
        truth = self.answers.seen(place, own.facts)
        others = [at for at in self.answers.seen_in_order(place) if at != truth]
        key = f"seen_{self.lesson.name}_{place}_{self.progress.seed}_{len(own.seen)}"
        self.test.radio(key=key).set_value(truth if is_right else others[0]).run()
        self.press("commit_observation")

    def answer(self, place: int, which: int, is_right: bool = True) -> None:
        """Answer a question of the check."""
        own = self.step(place)
        draw = own.question(which).latest_draw
        question = self.answers.question(place, which, draw, own.facts)
        key = f"answer_{self.lesson.name}_{place}_{which}_{self.progress.seed}_{draw}"
        taken = right(question) if is_right else wrong(question)
        if isinstance(question, ChoiceQuestion):
            self.test.radio(key=key).set_value(int(taken)).run()
        else:
            self.test.text_input(key=key).set_value(f"{float(taken)!r}")  # sent with the press
        self.press("check_answer")


def store_prediction(walker: Walker, place: int, prediction: Any) -> None:
    """Store a prediction that is drawn with a pointer."""
    progress = walker.progress
    step = StepProgress(prediction=prediction)
    put(walker, progress.with_step(place, step))


def put(walker: Walker, progress: LessonProgress) -> None:
    """Store progress as another tab would."""
    document = written(progress, walker.lesson)
    get_learning_store().put_progress(visitor_of(walker.test), walker.lesson.name, document)


def pictures(test: AppTest) -> str:
    """What the components of a page are given."""
    return "\n".join(json.dumps(json.loads(each.proto.json)) for each in test.get("bidi_component") if each.proto.json)


def shown(test: AppTest) -> str:
    """All that a page has on it: words, tables, code, what its components are given, and names of its widgets."""
    tables = [each.proto.body for each in test.get("html") if "<style" not in each.proto.body]
    widgets = [*test.button, *test.radio, *test.checkbox, *test.button_group, *test.expander, *test.slider]
    labels = [each.label for each in widgets]
    options = [option for each in test.radio for option in each.options]
    heads = [each.value for kind in (test.title, test.header, test.subheader) for each in kind]
    return "\n".join(
        (said(test), *heads, *(each.value for each in test.code), *tables, *labels, *options, pictures(test))
    )
