"""The kinds of practice, asked about the learner's network, with hints."""

from __future__ import annotations

from dnn.lessons.path.option_checks import flag
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import DIFFERENT_SIZES, HintedDraft, QuestionKind
from dnn.lessons.path.questions.options import Options
from dnn.lessons.practice import KINDS as PRACTICE
from dnn.lessons.practice.question import Kind, Setting
from dnn.text.messages import Text

IDEAS_OF_TOPICS = {
    "shapes": "shapes",
    "counts": "shapes",
    "layers": "layer index",
    "products": "shapes",
    "broadcasting": "keepdims",
    "cache": "cache",
}
"""The idea of each topic of practice."""

IDEAS_OF_KINDS = {"way back": "activation gradient"}
"""The idea of a kind that has another one than its topic."""

HINTS_OF_TOPICS: dict[str, tuple[Text, Text]] = {
    "shapes": (
        Text("Write down the dimensions first: what does a row stand for, what a column?"),
        Text(
            "{W} is {weights}, {b} is {bias}; Z and A have a row for each unit and a column for each example; a "
            "gradient has the shape of what it is the gradient of.",
            W="$W^{[l]}$",
            weights="$(n^{[l]},\\,n^{[l-1]})$",
            b="$b^{[l]}$",
            bias="$(n^{[l]},\\,1)$",
        ),
    ),
    "counts": (
        Text("Every unit has a weight for each unit of the layer before, and one bias."),
        Text(
            "Layer l has {formula} parameters; the input has none.",
            formula="$n^{[l]}\\cdot n^{[l-1]}+n^{[l]}$",
        ),
    ),
    "layers": (
        Text("A layer is counted where something is computed: where there are W and b."),
        Text("The input is layer 0; the layers 1 to L − 1 are hidden, layer L is the output layer."),
    ),
    "products": (
        Text("Write the shape below each factor."),
        Text("(a, b) · (b, c) gives (a, c): the inner dimensions have to agree, the outer ones remain."),
    ),
    "broadcasting": (
        Text("NumPy compares the shapes from the last dimension on."),
        Text("Two dimensions fit if they are equal or one of them is 1; a rank-1 array counts as a row."),
    ),
    "cache": (
        Text("Which layers compute a Z, and how many numbers is one Z?"),
        Text("{Z} has {formula} numbers; add up the layers 1 to L.", Z="$Z^{[l]}$", formula="$n^{[l]}\\cdot m$"),
    ),
}
"""The first two hints of each topic."""

MAX_ASKED_UNITS, MIN_ASKED_LAYERS, MAX_ASKED_LAYERS, MAX_SETTING_EXAMPLES = 9, 2, 5, 99


def described(setting: Setting) -> Setting:
    """Another network, only described, whose sizes are pairwise different."""
    random = setting.random
    sizes = tuple(random.sample(range(1, MAX_ASKED_UNITS + 1), random.randint(MIN_ASKED_LAYERS, MAX_ASKED_LAYERS) + 1))
    return Setting(sizes, random.randint(MAX_ASKED_UNITS + 1, MAX_SETTING_EXAMPLES), random)


def setting_of(network: AskedNetwork, options: Options) -> Setting:
    """The network asked about: the learner's, or with the option `described` another one."""
    return described(network.setting) if options.get("described") else network.whole_setting


TOPICS_WITHOUT_EXAMPLES = ("layers", "counts")
"""Topics in which the number of examples plays no part."""
KINDS_ASKING_EXAMPLES = ("examples from Z",)
"""Kinds that ask for the number of examples, which no hint may say."""


def with_numbers_for(name: str, topic: str, setting: Setting) -> Text:
    """The hint that puts the numbers of a network into the formula of a kind, as far as they play a part."""
    if topic in TOPICS_WITHOUT_EXAMPLES or name in KINDS_ASKING_EXAMPLES:
        return Text("Here {network}: put this in.", network=setting.network)
    return with_numbers(setting)


def with_numbers(setting: Setting) -> Text:
    """The hint that puts the numbers of a network into the formula."""
    return Text("Here {network} and {examples}: put these in.", network=setting.network, examples=setting.examples)


def _question_kind(name: str, kind: Kind) -> QuestionKind:
    """A kind of practice as one of these questions."""

    def draft(network: AskedNetwork, options: Options) -> HintedDraft | None:
        setting = setting_of(network, options)
        drafted = kind.make(setting)
        return (
            HintedDraft(drafted, (*HINTS_OF_TOPICS[kind.topic], with_numbers_for(name, kind.topic, setting)))
            if drafted
            else None
        )

    idea = IDEAS_OF_KINDS.get(name, IDEAS_OF_TOPICS[kind.topic])
    return QuestionKind(name, kind.title, idea, DIFFERENT_SIZES, draft, {"described": flag})


KINDS: tuple[QuestionKind, ...] = tuple(_question_kind(name, kind) for name, kind in PRACTICE.items())
"""One kind for each kind of practice."""
