"""All mistakes by name."""

from __future__ import annotations

from dnn.lessons.mistakes.backward_mistakes import BACKWARD_MISTAKES
from dnn.lessons.mistakes.cost_mistakes import COST_MISTAKES
from dnn.lessons.mistakes.forward_mistakes import FORWARD_MISTAKES
from dnn.lessons.mistakes.gradient_mistakes import GRADIENT_MISTAKES
from dnn.lessons.mistakes.mistake import TOPICS, Mistake

_ALL = (*FORWARD_MISTAKES, *COST_MISTAKES, *BACKWARD_MISTAKES, *GRADIENT_MISTAKES)

MISTAKES: dict[str, Mistake] = {mistake.name: mistake for topic in TOPICS for mistake in _ALL if mistake.topic == topic}
"""All mistakes by name, in the order of the menu: topic after topic."""
