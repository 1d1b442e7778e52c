"""The words of a lesson for Markdown: ours translated, with formulas; those from outside letter by letter."""

from __future__ import annotations

from dnn.lessons.path.lesson import Words
from dnn.text.messages import Text
from pages.shared.frame.text import literal, say


def words(text: Words) -> str:
    """A text of a lesson as Markdown."""
    return say(text) if isinstance(text, Text) else literal(text).replace("\n", "  \n")


def plain_words(text: Words) -> str:
    """A text of a lesson for a place that reads no Markdown, such as the end of a line of a chart."""
    return say(text) if isinstance(text, Text) else text
