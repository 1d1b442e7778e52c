"""A teacher's own lesson in browsers: refused with its line and the reason, mended, walked, and given on by its link to
another visitor's phone; and a room that works on it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from dnn.lesson_files import read_lesson
from dnn.lesson_files.read_lesson import OWN, digest_of
from tests.conftest import Server
from tests.journeys.lessons.learner import VISITOR, Learner, Visit
from tests.journeys.room.in_class import Teacher, join, wait_for_tile
from tests.journeys.visitor import PHONE, SOON, Visitor
from tests.lesson_answers import RightAnswers

pytestmark = pytest.mark.browser

SIGNS = (
    "<script>window.taken=1</script> <img src=x onerror='window.taken=1'> **x** $y$ "
    "[z](javascript:window.taken=1) :red[w]"
)
"""Words that HTML, TeX or Markdown would change, or run."""


def marked(words: str) -> str:
    return f"{words} {SIGNS}"


LESSON: dict[str, Any] = {
    "title": marked("Layers"),
    "aim": marked("You count them."),
    "minutes": 3,
    "configuration": {
        "dataset": {"name": "circles", "samples": 60},
        "architecture": {"hidden": [{"units": 4, "activation": "tanh"}, {"units": 3, "activation": "tanh"}]},
        "hyperparameters": {"iterations": 20},
    },
    "steps": [
        {
            "title": marked("How many"),
            "text": marked("Count them."),
            "predict": {
                "kind": "choice",
                "question": marked("How many layers?"),
                "choices": [{"text": marked(each), "because": marked("So it is.")} for each in ("two", "three")],
            },
            "try": {"experiment": "layers", "task": marked("Look.")},
            "see": {
                "question": marked("How many were there?"),
                "choices": [
                    {"text": marked("three"), "right": True, "because": marked("Two hidden ones and the output.")},
                    {"text": marked("two"), "because": marked("The output is a layer, too.")},
                ],
            },
            "explain": marked("The input is not counted."),
            "check": [{"kind": "layers"}],
            "extra": marked("Count the units."),
        }
    ],
}
TEXT = json.dumps(LESSON, indent=1)
WRONG = TEXT.replace('"minutes": 3', '"minutes": 30')
NAME = OWN + digest_of(TEXT)
READ = "() => document.querySelector('[data-testid=stMain]').innerText.replaceAll('\\u2060', '').replace(/\\s+/g, ' ')"
FOREIGN = """() => [...document.querySelectorAll('.st-key-page :is(script, img, a, strong, annotation, span)')]
  .filter((each) => each.matches('script, img[src=x], a[href^=javascript]') || /^[xyzw]$/.test(each.textContent))
  .map((each) => each.outerHTML.slice(0, 200))"""
"""What has come of the signs."""


class Reader(Learner):
    """A visitor in the teacher's lesson."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.lesson = visitor, visitor.page, read_lesson(TEXT)
        self.work = self.page.locator(".st-key-lesson_work")
        expect(self.work).to_be_visible(timeout=SOON)
        cookies = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}  # type: ignore[typeddict-item]
        self.answers = RightAnswers(self.lesson, str(cookies[VISITOR]))

    def reads(self, *words: str) -> None:
        """Wait until these words stand on the page as they were written, and nothing has come of their signs."""
        for each in words:
            self.page.wait_for_function(f"text => ({READ})().includes(text)", arg=marked(each), timeout=SOON)
        assert self.page.evaluate(FOREIGN) == [] and self.page.evaluate("window.taken") is None

    def walk_letter_by_letter(self) -> None:
        """Do the step; in each phase its words are letters."""
        self.reads("Layers", "Count them.", "How many layers?", "two", "three")
        self.predict(0)
        self.do(0)
        self.reads("How many were there?")
        self.see(0, is_right=False)
        self.reads("The output is a layer, too.")
        self.see(0, tries=1)
        self.reads("The input is not counted.")
        self.answer(0, 0)
        self.go_on()
        self.visitor.wait_for_link("part", "result")
        self.reads("Layers", "How many layers?", "How many were there?")


def brought(visitor: Visitor, text: str) -> None:
    """Bring a file in, on the list of lessons."""
    page = visitor.page
    box = page.locator("input[type=file]")
    if box.count() == 0 or not box.first.is_visible():
        summary = page.locator("[data-testid=stExpander] summary").last
        if page.locator("[data-testid=stExpander] details[open]").count() == 0:
            summary.click(timeout=SOON)
    file = {"name": "lesson.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    box.first.set_input_files(files=[file], timeout=SOON)  # type: ignore[list-item]


def test_a_teacher_writes_a_lesson_mends_it_and_gives_it_on(visit: Visit) -> None:
    teacher = visit(page="path")
    brought(teacher, WRONG)
    told = teacher.page.get_by_role("alert")
    line = 1 + WRONG[: WRONG.index('"minutes"')].count("\n")
    reason = "Expected minutes to be a whole number from 1 to 6, got 30"
    expect(told).to_contain_text(f"Line {line}: {reason}", timeout=SOON)
    brought(teacher, TEXT)
    teacher.wait_for_link("lesson", NAME)
    Reader(teacher).walk_letter_by_letter()
    learner = visit(f"?lesson={NAME}", page="path", locale="zh-CN", size=PHONE, touch=True)
    reader = Reader(learner)
    assert reader.answers.seed is not None
    expect(reader.button("commit_prediction")).to_be_visible(timeout=SOON)
    reader.walk_letter_by_letter()
    assert learner.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert teacher.errors == learner.errors == []


def test_a_refusal_is_read_in_chinese(visit: Visit) -> None:
    teacher = visit(page="path", locale="zh-CN")
    brought(teacher, WRONG)
    expect(teacher.page.get_by_role("alert")).to_contain_text("minutes 应为从 1 到 6 的整数，实际为 30", timeout=SOON)
    assert teacher.errors == []


def test_a_room_works_on_a_lesson_of_the_teachers_own(visit: Visit, server: Server) -> None:
    author = visit(page="path")
    brought(author, TEXT)
    author.wait_for_link("lesson", NAME)
    teacher = Teacher(server, lesson=NAME)
    student = join(visit(page=None, locale="zh-CN", size=PHONE, touch=True), teacher)
    student.wait_for_link("lesson", NAME)
    reader = Reader(student)
    reader.reads("Layers", "How many layers?")
    reader.predict(0)
    wait_for_tile(student, teacher, lambda tile: (tile["position"] or {}).get("lesson") == NAME)
    assert teacher.tiles()[0]["question"].startswith(NAME)
    assert student.errors == []
