"""Every kind of questions by name, and a question of a kind about a network."""

from __future__ import annotations

from dnn.errors import ConfigurationError
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import QuestionKind
from dnn.lessons.path.questions.kinds import (
    cache,
    cost,
    curves,
    depth,
    forward,
    gradient_entries,
    held_out,
    initial_weights,
    layers,
    mean,
    of_practice,
    output_gradient,
    shapes,
    star_product,
    update,
)
from dnn.lessons.path.questions.options import Options
from dnn.lessons.path.questions.question import Question
from dnn.text.messages import Text
from dnn.validation.checks import one_of

QUESTIONS: dict[str, QuestionKind] = {
    kind.name: kind
    for module in (
        of_practice,
        layers,
        shapes,
        forward,
        star_product,
        depth,
        cost,
        gradient_entries,
        mean,
        output_gradient,
        cache,
        update,
        curves,
        initial_weights,
        held_out,
    )
    for kind in module.KINDS
}
"""Every kind by name, in the order of the lessons."""

ATTEMPTS = 60
"""Draws that a network gets to show what a kind is about."""


def ask(name: str, network: AskedNetwork, options: Options | None = None) -> Question:
    """A question of a kind about a network; the same network, options and state of its random numbers give the same.

    Raises:
        ConfigurationError: there is no such kind or option, the experiment has not found what is asked, or the network
            does not show it.
    """
    kind = QUESTIONS[one_of("question", name, tuple(QUESTIONS))]
    given = options or {}
    kind.check(given)
    for _ in range(ATTEMPTS):
        question = kind.make(network, given)
        if question is not None:
            return question
    field = Text("the network of the question “{name}”", name=name)
    got = f"{network.sizes}, {dict(network.facts)}" if kind.uses_facts else str(network.sizes)
    raise ConfigurationError(field, kind.needs, got, Text("another network or other options"))
