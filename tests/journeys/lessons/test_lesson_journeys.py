"""Journeys through lessons: to the end of one, with real runs, with a sketched curve, over reloads, Back and tabs, on a
telephone in Chinese, by keys alone; and what axe finds on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pages.locale.languages import translations
from tests.journeys.accessibility.test_keyboard import MAX_KEYS, PREPARE, expect_a_mark
from tests.journeys.accessibility.test_rules import EXCEPTIONS, violations
from tests.journeys.lessons.learner import Learner, Visit
from tests.journeys.visitor import PHONE, SOON, Visitor
from tests.node_packages import installed

LESSONS = {"empty-table-header": "th:has(math)", "color-contrast": ".st-key-lesson_controls *"}
"""axe reads no MathML, which is all that some columns are called; and the name of a control that cannot be changed yet
is as pale as the control."""
WIDER = "() => document.documentElement.scrollWidth > window.innerWidth + 1"


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return (installed() / "axe-core" / "axe.min.js").read_text("utf-8")


def assert_no_violation(page: Page, axe: str) -> None:
    """What axe finds, in full."""
    found = violations(page, axe, exceptions=EXCEPTIONS | LESSONS)
    assert not found, "\n".join(found)


def test_a_lesson_from_its_first_prediction_to_its_end_with_wrong_answers_on_the_way(visit: Visit, axe: str) -> None:
    learner = Learner(visit, "layers")
    page = learner.page
    learner.predict(0)
    learner.do(0)
    learner.see(0, is_right=False)
    expect(page.locator(".st-key-lesson_work [data-testid=stAlert]")).to_be_visible(timeout=SOON)
    learner.see(0, tries=1)
    learner.answer(0, 0, is_right=False)
    expect(page.get_by_text("is not right")).to_be_visible(timeout=SOON)
    assert_no_violation(page, axe)
    learner.answer(0, 0, draw=1)
    learner.answer(0, 1)
    learner.go_on()
    learner.walk(1)
    learner.visitor.wait_for_link("part", "result")
    told = page.locator(".st-key-page")
    expect(told.get_by_text("3 of 4 questions answered so far were right at once")).to_be_visible(timeout=SOON)
    expect(told.get_by_text("To be repeated")).to_be_visible(timeout=SOON)
    assert_no_violation(page, axe)
    learner.press("next_lesson")
    learner.visitor.wait_for_link("lesson", "shapes")
    learner.press("all_lessons")
    expect(page.get_by_text("3 of 4 at once")).to_be_visible(timeout=SOON)
    assert_no_violation(page, axe)
    learner.press("my_answers")
    expect(told.get_by_text("3 of 4 questions answered so far were right at once")).to_be_visible(timeout=SOON)
    learner.press("repeat_layers_0")
    learner.is_at(0)
    learner.press("once_more_0")
    learner.answer(0, 0, draw=2)  # 0 and 1 were asked before
    expect(page.get_by_text("Once more:")).to_be_visible(timeout=SOON)
    assert_no_violation(page, axe)
    assert learner.visitor.errors == []


@pytest.mark.parametrize("place", [0, 1])
def test_real_runs_fall_in_the_chart_and_a_reload_in_the_middle_loses_nothing(visit: Visit, place: int) -> None:
    learner = Learner(visit, "cost")
    page = learner.page
    if place == 1:
        learner.walk(0)
    learner.is_at(place)
    learner.predict(place)
    learner.press("try_it")
    expect(page.locator(".st-key-try_it button:enabled")).to_have_count(0, timeout=SOON)  # they have begun
    page.reload()
    expect(learner.work).to_be_visible(timeout=SOON)
    learner.gone("try_it")
    expect(page.locator(".st-key-lesson_runs_table")).to_be_visible(timeout=SOON)
    learner.see(place)
    page.reload()
    learner.answer(place, 0)
    assert [each for each in learner.visitor.errors if "WebSocket" not in each] == []


def test_a_curve_is_sketched_and_stays_beside_the_runs(visit: Visit) -> None:
    learner = Learner(visit, "learning_rate")
    learner.walk(0)
    learner.is_at(1)
    learner.predict(1)
    learner.do(1)
    sketched = learner.page.locator(".dnn-lesson-chart svg g[clip-path] path")
    assert sketched.count() >= 3  # the sketch, and a curve for each run
    learner.see(1)
    learner.answer(1, 0)
    learner.go_on()
    learner.visitor.wait_for_link("part", "result")
    assert learner.visitor.errors == []


def test_back_leads_to_the_step_before_and_another_tab_goes_on(visit: Visit) -> None:
    learner = Learner(visit, "layers", entries=12)
    page = learner.page
    learner.walk(0)
    learner.is_at(1)
    learner.predict(1)
    other = page.context.new_page()
    other.goto(f"{learner.visitor.url}/path?lesson=layers")
    expect(other.get_by_text(str(learner.lesson.steps[1].title)).first).to_be_visible(timeout=SOON)
    expect(other.locator(".st-key-lesson_controls")).to_be_visible(timeout=SOON)
    assert other.locator(".st-key-commit_prediction").count() == 0  # it was made in the first tab
    other.close()
    page.go_back()
    learner.visitor.wait_for_link("part", "1")
    expect(page.locator(".st-key-lesson_text h3")).to_have_text(str(learner.lesson.steps[0].title), timeout=SOON)
    expect(learner.button("next_step")).to_be_visible(timeout=SOON)


def test_a_telephone_in_chinese(visit: Visit, axe: str) -> None:
    learner = Learner(visit, "shapes", locale="zh-CN", size=PHONE, touch=True)
    page, say = learner.page, translations("zh")
    expect(page.locator(".st-key-lesson_text h3")).to_have_text(
        learner.lesson.steps[0].title.render(say),
        timeout=SOON,  # type: ignore[union-attr]
    )
    learner.predict(0)
    learner.do(0)
    learner.see(0)
    assert not page.evaluate(WIDER)
    learner.answer(0, 0, is_right=False)
    learner.answer(0, 0, draw=1)
    for which in range(1, len(learner.lesson.steps[0].questions)):
        learner.answer(0, which)
    learner.go_on()
    learner.is_at(1)
    assert not page.evaluate(WIDER)
    assert_no_violation(page, axe)
    learner.press("all_lessons")
    expect(page.locator(".st-key-open_lesson_shapes")).to_be_visible(timeout=SOON)
    assert not page.evaluate(WIDER)
    assert_no_violation(page, axe)
    assert learner.visitor.errors == []


def test_keys_alone_do_a_step(visit: Visit) -> None:
    visitor: Visitor = visit(page="path")
    page = visitor.page
    expect(page.locator(".st-key-open_lesson_layers button")).to_be_visible(timeout=SOON)
    reach(page, ".st-key-open_lesson_layers button")
    page.keyboard.press("Enter")
    visitor.wait_for_link("lesson", "layers")
    learner = Learner(_same(visitor), "layers")
    reach(page, ".st-key-lesson_work input[type=radio]")
    page.keyboard.press("Space")
    expect(learner.button("commit_prediction")).to_be_enabled(timeout=SOON)
    reach(page, ".st-key-commit_prediction button")
    page.keyboard.press("Enter")
    learner.gone("commit_prediction")
    expect(learner.button("try_it")).to_be_enabled(timeout=SOON)
    reach(page, ".st-key-try_it button")
    page.keyboard.press("Enter")
    learner.gone("try_it")
    at = learner.answers.seen_in_order(0).index(learner.answers.seen(0))
    group = page.locator(f".st-key-seen_layers_0_{learner.answers.seed}_0")
    expect(group).to_be_visible(timeout=SOON)
    _take(learner, ".st-key-lesson_work input[type=radio]", at)
    reach(page, ".st-key-commit_observation button")
    page.keyboard.press("Enter")
    expect(group).to_have_count(0, timeout=SOON)
    question = learner.answers.question(0, 0, 0)
    _take(learner, ".st-key-lesson_work input[type=radio]", question.right)  # type: ignore[union-attr]
    reach(page, ".st-key-check_answer button")
    page.keyboard.press("Enter")
    expect(page.locator(f".st-key-answer_layers_0_0_{learner.answers.seed}_0")).to_have_count(0, timeout=SOON)
    assert visitor.errors == []


def reach(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus; each one that Tab leads to shows that it has it."""
    page.evaluate(PREPARE)
    for _key in range(MAX_KEYS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
        expect_a_mark(page)
    raise AssertionError(f"Tab never reached {selector}")


def _take(learner: Learner, radios: str, at: int) -> None:
    """Choose one of several with the arrow keys."""
    page = learner.page
    expect(page.locator(radios).first).to_be_enabled(timeout=SOON)
    reach(page, radios)
    page.keyboard.press("Space")
    for _press in range(at):
        page.keyboard.press("ArrowDown")
    expect(page.locator(radios).nth(at)).to_be_checked(timeout=SOON)
    learner.visitor.wait_for_rest()


def _same(visitor: Visitor) -> Visit:
    return lambda *_link, **_habits: visitor
