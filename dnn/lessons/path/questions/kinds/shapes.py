"""Questions for the shape of a chosen array, and for what does not depend on the number of examples."""

from __future__ import annotations

from dataclasses import replace

from dnn.lessons.path.option_checks import flag, name_among
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import DIFFERENT_SIZES, HintedDraft, QuestionKind
from dnn.lessons.path.questions.kinds.of_practice import HINTS_OF_TOPICS, setting_of, with_numbers, with_numbers_for
from dnn.lessons.path.questions.options import LAYER, Options, layer_in, word
from dnn.lessons.practice.question import Draft, Setting, of_layer
from dnn.lessons.practice.shape_questions import shape_of, shape_of_one
from dnn.text.messages import Text

SYMBOLS = ("W", "b", "Z", "A", "dW", "db", "dZ", "dA")
OF_ALL_EXAMPLES = ("Z", "A", "dZ", "dA")
WITHOUT_EXAMPLES = ("W", "b", "dW", "db")


def shape(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The shape of an array with all examples, or of z or a of one; with `described` of another network."""
    l, setting = layer_in(network, options), setting_of(network, options)
    if l is None:
        return None
    if options.get("described"):
        l = network.random.choice(setting.layers)
    symbol = word(options, "symbol", network.random.choice(SYMBOLS))
    if options.get("examples") == "one" and symbol in WITHOUT_EXAMPLES:
        return _without_examples(setting, symbol, l)
    of_one = options.get("examples") == "one" and symbol in ("Z", "A")
    draft = shape_of_one(setting, symbol.lower(), l) if of_one else shape_of(setting, symbol, l)
    return HintedDraft(draft, (*HINTS_OF_TOPICS["shapes"], with_numbers(setting)))


def _without_examples(setting: Setting, symbol: str, l: int) -> HintedDraft:
    """The shape of a parameter or its gradient, where m was not spoken of yet."""
    asked = Text(
        "A network has {network}. What is the shape of {symbol}?", network=setting.network, symbol=of_layer(symbol, l)
    )
    draft = replace(shape_of(replace(setting, m=1), symbol, l), prompt=asked)
    return HintedDraft(draft, (*HINTS_OF_TOPICS["shapes"], with_numbers_for("", "counts", setting)))


def independent_of_m(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The one of four arrays that has no column for each example."""
    l, setting = layer_in(network, options), network.whole_setting
    if l is None:
        return None
    right = word(options, "symbol", network.random.choice(WITHOUT_EXAMPLES))
    return HintedDraft(
        Draft(
            Text(
                "A network has {network}, and {examples}. Which of these arrays keeps its shape when m changes?",
                network=setting.network,
                examples=setting.examples,
            ),
            of_layer(right, l),
            Text("Weights, biases and their gradients belong to the network, not to the examples."),
            tuple(
                (
                    of_layer(symbol, l),
                    Text(
                        "{symbol} has a column for each example; here m = {m}.", symbol=of_layer(symbol, l), m=setting.m
                    ),
                )
                for symbol in OF_ALL_EXAMPLES
            ),
        ),
        (
            Text("Which arrays belong to the network, and which to the examples?"),
            HINTS_OF_TOPICS["shapes"][1],
            Text("Write the shapes with m = {m}, and again with m = {other}.", m=setting.m, other=2 * setting.m),
        ),
    )


def stretched(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The array that broadcasting stretches in Z = W A + b."""
    l, setting = layer_in(network, options), network.whole_setting
    if l is None or setting.m == 1:
        return None
    n, before, m = setting.sizes[l], of_layer("A", l - 1), setting.m
    return HintedDraft(
        Draft(
            Text(
                "A network has {network}, and {examples}. Which array does NumPy stretch in {formula}?",
                network=setting.network,
                examples=setting.examples,
                formula=f"$Z^{{[{l}]}}=W^{{[{l}]}}A^{{[{l - 1}]}}+b^{{[{l}]}}$",
            ),
            of_layer("b", l),
            Text("({n}, 1) is added to ({n}, {m}): the one column is repeated for every example.", n=n, m=m),
            (
                (of_layer("W", l), Text("W takes part in a matrix product, where nothing is stretched.")),
                (before, Text("{A} takes part in a matrix product, where nothing is stretched.", A=before)),
                (of_layer("Z", l), Text("Z is the result; it is as large as the larger of the two summands.")),
                (Text("None of them"), Text("The summands have different shapes: one of them has a single column.")),
            ),
        ),
        (
            Text("Only a dimension of 1 can be stretched, and only where numbers are added or multiplied one by one."),
            Text("{shapes}: compare the two summands.", shapes="$(n^{[l]},\\,m)+(n^{[l]},\\,1)$"),
            with_numbers(setting),
        ),
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind(
        "shape",
        Text("Shape of an array"),
        "shapes",
        DIFFERENT_SIZES,
        shape,
        {**LAYER, "symbol": name_among(*SYMBOLS), "examples": name_among("one", "all"), "described": flag},
    ),
    QuestionKind(
        "independent of m",
        Text("What does not depend on m"),
        "shapes",
        DIFFERENT_SIZES,
        independent_of_m,
        {**LAYER, "symbol": name_among(*WITHOUT_EXAMPLES)},
    ),
    QuestionKind("stretched array", Text("What broadcasting stretches"), "keepdims", DIFFERENT_SIZES, stretched, LAYER),
)
"""The kinds of this file."""
