"""Lessons that teachers write: taken from a file or a link, refused with line and reason, shown letter by letter."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_learning_store
from dnn.lesson_files import MAX_LESSON_BYTES
from dnn.lesson_files.lessons import lesson_paths
from dnn.lesson_files.read_lesson import OWN, digest_of
from pages.learn.path.lesson_words import plain_words, words
from pages.shared.session.values import VALUES
from tests.dnn.lesson_files.whole_lesson import WHOLE, at, written
from tests.dnn.lessons.path.lesson_texts import SHORT
from tests.pages.learn.path.walking import Walker, buttons, page, visitor_of
from tests.pages.opened import read, said

HOSTILE = (
    "<b>bold</b><script>document.title='taken'</script> **strong** [link](javascript:0) ![x](http://127.0.0.1/x.png) "
    "$x^2$ `code` :red[red] :material/delete: https://example.org :smile: # {name} {0} %s %(a)d ~~gone~~ | a | "
)
"""Words that HTML, Markdown, TeX or a template would change."""
SIGNS = (
    "<b>bold", "<script>", "**strong", "[link](", "![x](", "$x^2", "`code", ":red[", ":material/", "https://e",
    ":smile:", "~~gone",
)  # fmt: skip
MARKUP = re.compile("|".join(rf"(?<!\\){re.escape(sign)}" for sign in SIGNS))
"""What would be markup: signs that are not escaped."""
LONGEST = {"label": 42, "title": 150}
READ_BY_VISITORS = {"title", "aim", "text", "because", "question", "explain", "extra", "task", "label", "unit"}


def hostile(value: Any, key: str = "", place: str = "") -> Any:
    """A document whose every text has markup in it, each with something of its own."""
    if isinstance(value, dict):
        return {
            name: hostile(each, "label" if key == "lines" else name, f"{place} {name}") for name, each in value.items()
        }
    if isinstance(value, list):
        return [hostile(each, key, f"{place} {number}") for number, each in enumerate(value)]
    if key not in READ_BY_VISITORS or not isinstance(value, str):
        return value
    return f"{HOSTILE[: LONGEST.get(key)]}{place}"


def document() -> dict[str, Any]:
    """A lesson with everything, and questions about its runs."""
    whole = json.loads(json.dumps(WHOLE))
    seen = {
        "question": "What?",
        "choices": [{"text": "a", "right": True, "because": "b"}, {"text": "c", "because": "d"}],
    }
    for step in whole["steps"][1:]:
        step["see"], step["explain"] = seen, "e"
    whole["steps"][2]["check"] = [{"kind": "best value"}, {"kind": "extreme run"}]
    whole["steps"][2]["configuration"] = {"hyperparameters": {"iterations": 150}}
    whole["steps"][2]["try"]["runs"] = [
        {"label": "a", "value": rate, "changes": {"hyperparameters": {"learning_rate": rate}}}
        for rate in (0.001, 0.1, 1.0)
    ]
    return hostile(whole)


def brought(test: AppTest, content: bytes, name: str = "lesson.yaml") -> AppTest:
    """Bring a file in."""
    uploader = next(each for each in test.file_uploader if each.key and each.key.startswith("lesson_file_"))
    uploader.set_value((name, content, "application/yaml")).run()
    assert not test.exception
    return test


def link_of(test: AppTest) -> dict[str, str]:
    found: dict[str, str] = test.session_state[VALUES]["parameters"]
    return found


def assert_letters(test: AppTest) -> None:
    """Nothing of the markup is markup on this page: what stands there reads as it was written."""
    kinds = (
        test.error,
        test.warning,
        test.info,
        test.success,
        test.markdown,
        test.caption,
        test.header,
        test.subheader,
    )
    words = [each.value for kind in kinds for each in kind]
    words += [option for each in test.radio for option in each.options]
    words += [each.proto.help for each in test.button] + [each.label for each in test.expander]
    for text in words:
        assert not MARKUP.search(text), text
    tables = [each.proto.body for each in test.get("html") if "<style" not in each.proto.body]
    assert not any(sign in text for text in tables for sign in ("<b>bold", "<script>")), tables


def test_a_lesson_is_brought_in_opened_listed_and_deleted() -> None:
    text = written(SHORT)[0]
    test = brought(page(), text.encode())
    digest = digest_of(text)
    assert not test.error and link_of(test) == {"lesson": OWN + digest, "part": "1"}
    assert [each.value for each in test.header] == ["Shapes"]
    assert get_learning_store().lesson(digest) == text
    test.button(key="all_lessons").click().run()
    assert f"open_{digest}" in buttons(test)
    test.button(key=f"open_{digest}").click().run()
    assert link_of(test)["lesson"] == OWN + digest
    test.button(key="all_lessons").click().run()
    test.button(key=f"delete_{digest}").click().run()
    assert f"open_{digest}" not in buttons(test) and get_learning_store().lesson(digest) is None
    assert len(page(lesson=OWN + digest).error) == 1


def test_whoever_has_the_link_can_take_it_and_keeps_her_own_progress() -> None:
    text = written(SHORT)[0]
    teacher = brought(page(), text.encode())
    learner = Walker(OWN + digest_of(text))
    assert visitor_of(learner.test) != visitor_of(teacher)
    learner.walk(0)
    learner.press("next_step")
    assert "right at once" in said(learner.test)
    learner.press("all_lessons")
    assert not any(key and key.startswith("delete_") for key in buttons(learner.test))
    learner.press("my_answers")
    assert [each.value for each in learner.test.subheader] == ["Shapes"]
    assert "1 of 1 step" in said(learner.test)
    assert Walker(OWN + digest_of(text)).progress.steps == ()


@pytest.mark.parametrize("path", lesson_paths(), ids=lambda path: path.stem)
def test_one_of_ours_can_be_taken_as_an_example_and_brought_back(path: Any) -> None:
    test = page()
    (example,) = [each for each in test.get("download_button") if each.proto.label == path.name]
    assert example.proto.url
    brought(test, path.read_bytes(), path.name)
    assert not test.error, test.error[0].value
    assert "commit_prediction" in buttons(test)


def test_every_text_is_shown_letter_by_letter_in_every_phase() -> None:
    text = json.dumps(document(), indent=1)
    test = brought(page(), text.encode())
    assert not test.error, read(test.error[0].value)
    walker = Walker(OWN + digest_of(text), test)
    for place in range(len(walker.lesson.steps)):
        for phase, act in (("predict", walker.predict), ("try", walker.do)):
            assert walker.phase(place) == phase
            assert_letters(test)
            act(place)
        walker.see(place, is_right=False)
        assert_letters(test)
        walker.see(place)
        assert_letters(test)
        for which in range(len(walker.lesson.steps[place].questions)):
            walker.answer(place, which, is_right=False)
            assert_letters(test)
            walker.answer(place, which)
        assert walker.phase(place) == "done"
        assert_letters(test)
        walker.press("next_step")
    assert_letters(test)
    walker.press("all_lessons")
    assert_letters(test)
    assert HOSTILE.strip()[:40] in read(said(test))
    walker.press("my_answers")
    assert_letters(test)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\n    W = W - 1\n\tb", "a  \n  \n\u00a0\u00a0\u00a0\u00a0W \\= W \\- 1  \n\u00a0b"),
        ("1. a\n- b\n# c\n> d\n---", "1\\. a  \n\\- b  \n\\# c  \n\\> d  \n\\-\\-\\-"),
        ("课\u3000文", "课\u3000文"),
    ],
)
def test_lines_of_a_text_stay_lines_and_become_no_code_or_list(text: str, shown: str) -> None:
    assert words(text) == shown and plain_words(text) == text


def test_the_slider_takes_a_unit_as_it_is_written() -> None:
    whole = json.loads(json.dumps(WHOLE))
    whole["steps"][0]["predict"]["unit"] = "%s %d 100%"
    text = json.dumps(whole)
    brought(page(), text.encode())
    walker = Walker(OWN + digest_of(text))
    assert walker.test.slider[0].proto.format == "%g %%s %%d 100%%"


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "Line 1: expected a lesson, got an empty text"),
    "no text": (b"\xff\xfe\x00\x01", "expected a text in UTF-8"),
    "an image": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "expected a text in UTF-8"),
    "too much": (b"#" * (MAX_LESSON_BYTES + 1), f"expected at most {MAX_LESSON_BYTES} bytes"),
    "no YAML": (b"title: [", "got a text that is none"),
    "a type": (b"title: !!python/object/apply:os.system ['id']\n", "got a type (!)"),
    "markup as a key": (b"'<script>alert(1)</script>': '**x**'\n", "to have title"),
    "a section too few": (json.dumps({"title": "a", "aim": "b", "minutes": 1}).encode(), "to have steps"),
    "a number too large": (json.dumps(SHORT | {"minutes": 99}, indent=1).encode(), "from 1 to 6, got 99"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_lesson_is_refused_with_line_and_reason(name: str) -> None:
    content, words = REFUSED[name]
    test = brought(page(), content)
    (error,) = test.error
    assert words in read(error.value) and re.match(r"Line \d+: ", read(error.value)), read(error.value)
    assert_letters(test)
    assert get_learning_store().lessons(visitor_of(test)) == []


def test_a_refusal_is_said_in_chinese_and_goes_with_the_next_file() -> None:
    test = brought(page(lang="zh"), b"title: a\n")
    (error,) = test.error
    assert re.search(r"[\u4e00-\u9fff]", error.value)
    brought(test, written(SHORT)[0].encode())
    assert not test.error


def test_a_lesson_whose_questions_cannot_be_asked_is_refused_with_its_step() -> None:
    wrong = json.loads(json.dumps(SHORT))
    wrong["steps"][0]["check"] = [{"kind": "luck"}]
    test = brought(page(), json.dumps(wrong).encode())
    assert read(test.error[0].value).startswith("Step 1: ")
    assert get_learning_store().lessons(visitor_of(test)) == []


def test_a_mark_of_byte_order_and_ends_of_lines_of_windows_are_no_hindrance() -> None:
    text = written(SHORT)[0].replace("\n", "\r\n")
    test = brought(page(), b"\xef\xbb\xbf" + text.encode())
    assert not test.error and link_of(test)["lesson"] == OWN + digest_of(text)


def test_a_stored_lesson_that_can_no_longer_be_read_is_not_there() -> None:
    test = page()
    text = "title: of another version\n"
    get_learning_store().put_lesson(visitor_of(test), digest_of(text), "of another version", text)
    again = page(lesson=OWN + digest_of(text))
    assert len(again.error) == 1 and "open_lesson_layers" in buttons(again)


def test_the_whole_of_the_title_is_shown_in_the_list() -> None:
    whole = SHORT | {"title": "A title of many words, " * 8}
    text = json.dumps(whole)
    test = brought(page(), text.encode())
    assert not test.error
    test.button(key="all_lessons").click().run()
    assert "A title of many words" in read(said(test)) and at(whole, ("minutes",)) == 3
