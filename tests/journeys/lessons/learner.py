"""A learner in a browser: she predicts, tries, says what she saw, and answers rightly or wrongly, and waits until the
page has taken it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

from dnn.lesson_files import lessons
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.questions import ChoiceQuestion, Question
from tests.journeys.visitor import LONG, SOON
from tests.lesson_answers import RightAnswers, right, wrong

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

SAVED = "() => document.querySelector('.dnn-lesson')?.dataset.saved === 'true'"
PLOT = """() => {
  const chart = document.querySelector('.dnn-lesson-chart'), { left, top } = chart.getBoundingClientRect();
  const clip = chart.querySelector('clipPath rect'), of = (name) => Number(clip.getAttribute(name));
  return [left + of('x'), top + of('y') + 1, of('width') - 2, of('height') - 3];
}"""
"""Where the plot of the chart is on the screen: left, top, width, height."""
VISITOR = "dnn_visitor"
"""The cookie with the visitor's key, which gives her network."""
Visit = Callable[..., "Visitor"]

STILL = """(element) => new Promise((done) => {
  let [top, frames] = [NaN, 0];
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const look = () => {
    const now = element.getBoundingClientRect().top;
    frames = now === top ? frames + 1 : 0;
    top = now;
    frames < 20 ? requestAnimationFrame(look) : done();
  };
  look();
})"""
"""Scrolls to an element, since one at the window's very edge is pressed beside its field, and waits until it has stood
where it is for twenty frames: a page that turns to the next question scrolls as well, a frame or two after that."""


class Learner:
    """A visitor in one of our lessons."""

    def __init__(self, visit: Visit, name: str, query: str = "", **habits: object) -> None:
        self.visitor = visit(f"?lesson={name}{query}", page="path", **habits)
        self.page, self.lesson = self.visitor.page, lessons()[name]
        self.work = self.page.locator(".st-key-lesson_work")
        expect(self.work).to_be_visible(timeout=SOON)
        cookies = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}  # type: ignore[typeddict-item]
        self.answers = RightAnswers(self.lesson, str(cookies[VISITOR]))

    def button(self, key: str) -> Locator:
        """A button of the page by its key."""
        return self.page.locator(f".st-key-{key} button").locator("visible=true").first

    def press(self, key: str) -> None:
        """Press a button once it can be."""
        expect(self.button(key)).to_be_enabled(timeout=SOON)
        self.button(key).click(timeout=SOON)

    def gone(self, key: str) -> None:
        """Wait until a button is gone, as what it asked for is done."""
        expect(self.page.locator(f".st-key-{key} button").locator("visible=true")).to_have_count(0, timeout=LONG)

    def is_at(self, place: int) -> None:
        """Wait until a step is shown."""
        self.visitor.wait_for_link("part", str(place + 1))
        expect(self.page.locator(".st-key-lesson_text h3")).to_be_visible(timeout=SOON)

    def walk(self, place: int) -> None:
        """Do a step from its beginning to its end, all of it right, and go on."""
        self.is_at(place)
        self.predict(place)
        self.do(place)
        if self.lesson.steps[place].observation is not None:
            self.see(place)
        for which in range(len(self.lesson.steps[place].questions)):
            self.answer(place, which)
        self.go_on()

    def go_on(self) -> None:
        """Turn to the next step, or to what came of the lesson."""
        before = self.visitor.link["part"]
        self.press("next_step")
        self.page.wait_for_function(
            "before => new URL(location.href).searchParams.get('part') !== before", arg=before, timeout=SOON
        )

    def predict(self, place: int) -> None:
        """Commit to a prediction."""
        step = self.lesson.steps[place]
        assert step.prediction is not None
        if step.prediction.kind == "number":
            self.work.get_by_role("slider").press("ArrowRight")
        elif step.prediction.kind == "order":
            for variant in step.experiment.variants:
                pill = self.work.get_by_role("button", name=str(variant.label), exact=True)
                pill.click(timeout=SOON)
                expect(pill).to_have_attribute("aria-pressed", "true", timeout=SOON)
                self.visitor.wait_for_rest()
        elif step.prediction.kind == "curve":
            self.sketch()
        else:
            self.choose(self.work.get_by_role("radio"), 0)
        self.press("commit_prediction")
        self.gone("commit_prediction")

    def sketch(self) -> None:
        """Draw a falling curve into the chart."""
        chart = self.page.locator(".dnn-lesson[data-phase=sketching] svg text").first
        expect(chart).to_be_visible(timeout=SOON)
        left, top, width, height = self.page.evaluate(PLOT)
        self.page.mouse.move(left + 0.02 * width, top + 0.3 * height)
        self.page.mouse.down()
        for share in (0.2, 0.4, 0.6, 0.8, 0.97):
            self.page.mouse.move(left + share * width, top + (0.3 + 0.5 * share) * height)
        self.page.mouse.up()
        self.page.wait_for_function(SAVED, timeout=SOON)

    def do(self, place: int) -> None:
        """Make the experiment, and wait for what it finds."""
        step = self.lesson.steps[place]
        for name, value in self.answers.settings(place).items():
            control = next(each for each in step.experiment.controls if each.name == name)
            group = (
                self.page.locator(f"[class*='lesson_{self.lesson.name}_{place}_{name}_']").locator("visible=true").first
            )
            option = group.locator("button").nth(control.values.index(value))
            option.click(timeout=SOON)
            self.visitor.wait_for_rest()
        trains = EXPERIMENTS[step.experiment.kind].trains
        if trains or not step.experiment.controls or step.experiment.until is None:
            self.press("try_it")
        self.gone("try_it")

    def see(self, place: int, is_right: bool = True, tries: int = 0) -> None:
        """Say what was seen, or something else."""
        truth = self.answers.seen(place)
        order = self.answers.seen_in_order(place)
        at = order.index(truth) if is_right else next(at for at, each in enumerate(order) if each != truth)
        group = self.page.locator(f".st-key-seen_{self.lesson.name}_{place}_{self.answers.seed}_{tries}")
        self.choose(group.get_by_role("radio"), at)
        self.press("commit_observation")
        expect(group).to_have_count(0, timeout=SOON)

    def answer(self, place: int, which: int, is_right: bool = True, draw: int = 0) -> Question:
        """Answer a question of the check, in one of its draws."""
        question = self.answers.question(place, which, draw)
        taken = right(question) if is_right else wrong(question)
        field = self.page.locator(f".st-key-answer_{self.lesson.name}_{place}_{which}_{self.answers.seed}_{draw}")
        if isinstance(question, ChoiceQuestion):
            self.choose(field.get_by_role("radio"), int(taken))
        else:
            number = field.get_by_role("textbox")
            number.fill(f"{taken:.6g}", timeout=SOON)  # the press below takes it, with no pause between
        self.press("check_answer")
        expect(field).to_have_count(0, timeout=SOON)
        return question

    def choose(self, radios: Locator, at: int) -> None:
        """Choose one of several, once the page has scrolled to it; what is seen of a choice lies over it."""
        radios.nth(at).evaluate(STILL, timeout=SOON)
        radios.nth(at).check(force=True, timeout=SOON)
