"""Words that come from outside are shown letter by letter."""

from __future__ import annotations

import pytest

from pages.shared.frame.text import PUNCTUATION, WORD_JOINER, in_one_line, literal
from tests.pages.opened import opened, read

HOSTILE = (
    "![x](http://images.invalid/x.png)", "[x](javascript:alert(1))", "<img src=http://images.invalid/x.png>",
    "**bold** _and_ ~~more~~", "$x^2$", "`code`", ":red[text]", ":material/check:", ":smile:", "https://images.invalid",
    "www.images.invalid", "me@images.invalid", "# title", "| a | b |", "\\", "<!-- -->", "[^1]", "![a][b]", "&lt;",
)  # fmt: skip
"""Texts that would be something else in Streamlit's Markdown."""


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("$b$ is $(n, 1)$. Then", r"$b$ is $(n, 1)\text{.}$ Then"),
        ("（$m=4$）。", r"（$m=4\text{\footnotesize ）。}$"),
        ("$b$、$z$ 和 $a$", r"$b\text{\footnotesize 、}$ $z$ 和 $a$"),
        (r"\$5, \$6, and $x$", r"\$5, \$6, and $x$"),
        ("no formula, nothing", "no formula, nothing"),
    ],
)
def test_what_ends_a_sentence_stays_with_the_formula_before_it(words: str, kept: str) -> None:
    assert in_one_line(words) == kept


@pytest.mark.parametrize("text", HOSTILE)
def test_every_sign_is_escaped_and_none_is_lost(text: str) -> None:
    shown = literal(text)
    assert shown.replace(WORD_JOINER, "").replace("\\", "") == text.replace("\\", "")
    assert len(PUNCTUATION.findall(shown)) == 2 * len(PUNCTUATION.findall(text))
    assert ":material/" not in shown and ":smile:" not in shown


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("parameter", ["data", "learning_rate", "hidden"])
def test_a_refused_parameter_reaches_no_markdown(parameter: str, text: str) -> None:
    shown = [each.value for each in opened(**{parameter: text}).error]
    assert shown
    assert [literal(read(words)) for words in shown] == shown
