"""The words of a lesson for Markdown: ours translated, with formulas; those from outside letter by letter."""

from __future__ import annotations

import re

from dnn.lessons.path.lesson import Words
from dnn.text.messages import Text
from pages.shared.frame.text import in_one_line, literal, say

INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
"""Spaces at the beginning of a line, of which Markdown would make something."""
NO_BREAK_SPACE = "\u00a0"


def words(text: Words) -> str:
    """A text of a lesson as Markdown."""
    if isinstance(text, Text):
        return our_words(text)
    return INDENT.sub(lambda found: NO_BREAK_SPACE * len(found[0]), literal(text)).replace("\n", "  \n")


def our_words(text: Text) -> str:
    """A text of ours as Markdown, no sign alone on its line after a formula."""
    return in_one_line(say(text))


def plain_words(text: Words) -> str:
    """A text of a lesson for a place that reads no Markdown, such as the end of a line of a chart."""
    return say(text) if isinstance(text, Text) else text
