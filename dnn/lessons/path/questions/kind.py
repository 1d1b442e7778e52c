"""A kind of questions about a learner's network: the options it takes, and how a question of it is drafted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from dnn.activations import ACTIVATIONS
from dnn.errors import ConfigurationError
from dnn.lessons.path.option_checks import Check
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.numbers import NumberDraft, number_question
from dnn.lessons.path.questions.options import Options
from dnn.lessons.path.questions.question import ChoiceQuestion, Hints, Question
from dnn.lessons.practice.question import Draft, answers
from dnn.text.messages import Text
from dnn.validation.checks import one_of


@dataclass(frozen=True)
class HintedDraft:
    """A question with several answers before these are drawn, and its hints."""

    draft: Draft
    hints: Hints


def called(activation: str) -> Text | str:
    """The name of an activation function in the middle of a sentence."""
    return activation if activation in SMALL else ACTIVATIONS[activation].title


SMALL = ("sigmoid", "tanh", "softplus")
"""Activation functions whose names have no capital letter but at the beginning of a line."""
Drafter = Callable[[AskedNetwork, Options], HintedDraft | NumberDraft | None]
"""Drafts a question of a network; None where the network does not show what is asked."""

DIFFERENT_SIZES = Text("one whose numbers of units and of examples differ")
FEW_INPUTS = Text("one with a layer whose sums are short enough to be computed by hand, and not 0")
HIDDEN_LAYER = Text("one with a hidden layer")
TELLING_RUNS = Text("one with runs that differ clearly enough to be told apart")


@dataclass(frozen=True)
class QuestionKind:
    """A kind of questions.

    Attributes:
        name: its name in QUESTIONS.
        title: what is asked, for a list.
        idea: what it is on, a name in IDEAS.
        needs: the networks that it can be asked about, to be read after "to be".
        draft: drafts a question.
        options: what it takes, with the check of each; each can be left out.
        uses_facts: whether it asks about the experiment's facts, and so can only be made after it.
    """

    name: str
    title: Text
    idea: str
    needs: Text
    draft: Drafter
    options: Mapping[str, Check] = field(default_factory=dict)
    uses_facts: bool = False

    def check(self, options: Options) -> None:
        """Check options from outside.

        Raises:
            ConfigurationError: it takes no such option, or not such a value.
        """
        for name, value in options.items():
            if not self.options:
                expected = Text("left out, since a question of this kind takes no options")
                raise ConfigurationError("options", expected, dict(options), Text("no options"))
            one_of("options", name, tuple(self.options))
            if value is not None:
                self.options[name](name, value)

    def make(self, network: AskedNetwork, options: Options) -> Question | None:
        """A question about a network; None where the network, or what was drawn of it, does not show what is asked.

        Raises:
            ConfigurationError: the network has no layer of this number, or the experiment has not found a fact.
        """
        drafted = self.draft(network, options)
        if drafted is None:
            return None
        if isinstance(drafted, NumberDraft):
            return number_question(self.name, drafted)
        return choice_question(self.name, drafted, network.random)


def choice_question(kind: str, drafted: HintedDraft, random: Random) -> ChoiceQuestion | None:
    """The question of a draft with its answers; None where too few of them differ."""
    choices = answers(drafted.draft, random)
    return ChoiceQuestion(kind, drafted.draft.prompt, choices, drafted.hints) if choices else None
