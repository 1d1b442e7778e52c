"""Questions on initial weights: zeros, equal ones, their spread, and which of them can learn."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np

from dnn.activations import Array
from dnn.backward import BackwardPass, backward
from dnn.forward import forward
from dnn.lessons.path.option_checks import number
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import DIFFERENT_SIZES, HIDDEN_LAYER, HintedDraft, QuestionKind, called
from dnn.lessons.path.questions.numbers import NumberDraft, comes_to
from dnn.lessons.path.questions.options import LAYER, Options, layer_in, real
from dnn.lessons.practice.question import Draft, Wrong, of_layer, units
from dnn.network import Parameters
from dnn.text.messages import Enumeration, Text

ROUNDING = 1e-9
"""A gradient up to here is 0."""
ITERATIONS, LEARNING_RATE = 20, 0.1
"""The updates after which the rows of W^[1] are asked about."""
ROWS_TO = 9
"""Decimals to which rows are the same."""


def filled(parameters: Parameters, weight: float) -> Parameters:
    """A network with the same number in every W, and b = 0."""
    layers = (replace(layer, W=np.full_like(layer.W, weight), b=np.zeros_like(layer.b)) for layer in parameters.layers)
    return replace(parameters, layers=tuple(layers))


def gradients_of(parameters: Parameters, X: Array, Y: Array) -> tuple[BackwardPass, ...]:
    """The gradients of a network on X (n_x, m) and Y (n_y, m)."""
    return backward(parameters, forward(parameters, X), Y)


def zero_gradients(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The gradients of the first iteration that are not 0 where all weights are."""
    L = network.L
    if L < 2:
        return None
    gradients = gradients_of(filled(network.parameters, 0.0), network.X, network.Y)
    arrays = {
        of_layer(symbol, l): getattr(each, symbol)
        for symbol in ("dW", "db")
        for l, each in enumerate(gradients, start=1)
    }
    moving = [name for name, array in arrays.items() if float(np.abs(array).max()) > ROUNDING]

    def only(names: list[str]) -> Text:
        return Text("only {symbols}", symbols=Enumeration(names)) if names else Text("none of them")

    none, every = Text("none of them"), Text("all of them")
    from_zero = Text("With W = 0 nothing comes back to the layers before the last: dA = Wᵀ dZ is 0.")
    wrong: list[Wrong] = [
        (every, from_zero),
        (only([of_layer("dW", L)]), Text("dW of layer L needs its input A; db does not. Look at both.")),
        (only([of_layer("db", L)]), Text("dW of layer L is dZ times A of the layer before, and that A is not 0 here.")),
        (only([of_layer("dW", L), of_layer("db", L)]), Text("A of the layer before is g(0); where it is 0, so is dW.")),
        (only([of_layer("dW", 1), of_layer("db", 1)]), from_zero),
        (none, Text("dZ of layer L is A − Y, and this is not 0: it depends on no weight that it has to pass.")),
    ]
    right = every if len(moving) == len(arrays) else only(moving)
    wrong = [each for each in wrong if str(each[0]) != str(right)]
    return HintedDraft(
        Draft(
            Text(
                "All W and b of this network, {network}, are set to 0; its hidden layers have {activations}. A batch "
                "of its first {m} examples goes through it. Which of all dW and db are not 0 then?",
                network=network.setting.network,
                m=network.setting.m,
                activations=Enumeration(dict.fromkeys(_hidden_activations(network))),
            ),
            right,
            Text("The way back ends at W = 0, and the way forward gives A = g(0) in every hidden layer."),
            tuple(wrong),
        ),
        (
            Text("Go forward first: which A do the hidden layers give? Then go back, layer after layer."),
            Text(
                "{formulas}",
                formulas="$dW^{[l]}=\\tfrac1m\\,dZ^{[l]}A^{[l-1]\\,\\mathsf T},\\quad "
                "dA^{[l-1]}=W^{[l]\\,\\mathsf T}dZ^{[l]}$",
            ),
            Text("Put in W = 0, and for A of the hidden layers g(0) of their activation function."),
        ),
    )


def _hidden_activations(network: AskedNetwork) -> list[Text | str]:
    return [called(layer.activation) for layer in network.config.architecture.hidden]


def rank_from_equal(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The number of different rows of W^[1] some updates after equal weights."""
    n, n_x = network.sizes[1], network.sizes[0]
    if network.L < 2 or n_x == 1 or n == 1:
        return None
    weight = real(options, "weight", network.random.choice((0.1, 0.2, 0.3, 0.5)))
    network_now = filled(network.parameters, weight)
    for _ in range(ITERATIONS):
        network_now = _updated(network_now, gradients_of(network_now, network.X, network.Y))
    W = network_now.layers[0].W
    if not np.isfinite(W).all():
        return None
    different = len(np.unique(W.round(ROWS_TO), axis=0))
    copies = Text("All units compute the same and get the same gradient: all rows of W stay the same.")
    wrong: list[Wrong] = [
        (str(n), copies),
        (str(n_x), Text("That is the number of columns, one for each input; a row belongs to a unit.")),
        (str(n * n_x), Text("That is the number of entries; a row has several of them.")),
        (str(n - 1), copies),
        ("0", Text("There is always one at least: rows that are all the same are one and the same row.")),
    ]
    return HintedDraft(
        Draft(
            Text(
                "All weights of your network, {network}, start as {weight}. How many different rows does {W} have "
                "after {iterations} updates? (A row holds the weights of one unit.)",
                network=network.setting.network,
                weight=f"{weight:g}",
                W=of_layer("W", 1),
                iterations=ITERATIONS,
            ),
            str(different),
            Text("All rows are the same, so one row says everything: the layer is one unit, copied {n} times.", n=n),
            tuple(wrong),
        ),
        (
            Text("Two units with the same weights: what do they compute, and what gradient do they get?"),
            Text("A row of W changes by −α times its row of dW: is that the same for all units?"),
            Text("{W} has {n} rows here. How many of them differ?", W=of_layer("W", 1), n=n),
        ),
    )


def _updated(parameters: Parameters, gradients: tuple[BackwardPass, ...]) -> Parameters:
    """The network one step of gradient descent later."""
    layers = (
        replace(layer, W=layer.W - LEARNING_RATE * each.dW, b=layer.b - LEARNING_RATE * each.db)
        for layer, each in zip(parameters.layers, gradients, strict=True)
    )
    return replace(parameters, layers=tuple(layers))


def he_deviation(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """The standard deviation from which He draws the weights of a layer."""
    l = layer_in(network, options)
    if l is None:
        return None
    n, n_previous = network.sizes[l], network.sizes[l - 1]
    value = (2 / n_previous) ** 0.5
    return NumberDraft(
        Text(
            "A network has {network}. He's initial weights of layer {l} are drawn with which standard deviation, to "
            "three digits?",
            network=network.setting.network,
            l=l,
        ),
        value,
        Text("{written}", written=f"$\\sqrt{{2/{units(l - 1)}}}=\\sqrt{{2/{n_previous}}}{comes_to(value)}$"),
        (
            (
                (2 / n) ** 0.5,
                Text("That is with the units of layer {l}; what counts is how many inputs a unit adds up.", l=l),
            ),
            (2 / n_previous, Text("That is the variance; the standard deviation is its square root.")),
            ((2 / (n + n_previous)) ** 0.5, Text("That is Xavier's, with inputs and outputs.")),
            ((1 / n_previous) ** 0.5, Text("That is without the 2, which makes up for the half that a ReLU cuts off.")),
            ((n_previous / 2) ** 0.5, Text("The fraction is upside down: more inputs, smaller weights.")),
        ),
        (
            Text("The more inputs a unit adds up, the smaller each weight has to be."),
            Text("{formula}", formula="$\\sqrt{\\dfrac{2}{n^{[l-1]}}}$"),
            Text("Here {formula}: put it in.", formula=f"${units(l - 1)}={n_previous}$"),
        ),
    )


def learning_draft(random: Random, name: object) -> HintedDraft:
    """The one of several initial weights from which a network with a hidden layer of tanh can learn."""
    c = random.choice(("0.1", "0.5", "1", "2"))
    copies = Text("All hidden units stay copies of each other: together they are worth a single one.")
    return HintedDraft(
        Draft(
            Text(
                "A network with {n} units in its hidden layer (tanh) learns from data that one unit cannot separate. "
                "From which initial weights can it make use of all its hidden units?",
                n=name,
            ),
            Text("W random with mean 0, b = 0"),
            Text("Random weights make the units different; then each gets a gradient of its own. b may be 0."),
            (
                (Text("W = 0, b = 0"), Text("With tanh A = 0 in the hidden layer: dW is 0 in all layers, for ever.")),
                (Text("all W = {c}, b = 0", c=c), copies),
                (Text("W = 0, all b = {c}", c=c), copies),
                (Text("all W = {c}, all b = {c}", c=c), copies),
            ),
        ),
        (
            Text("What tells two units of a layer apart, before the first update?"),
            Text("Units with the same weights and biases get the same gradient, and stay the same."),
            Text("Go through the answers: do two of the {n} units differ at the start?", n=name),
        ),
    )


def copies_draft(random: Random, name: object) -> HintedDraft:
    """The one of several initial weights from which all hidden units of tanh stay copies of each other: the same as
    `learning_draft`, asked the other way round."""
    c = random.choice(("0.1", "0.5", "1", "2"))
    equal = (Text("W = 0, b = 0"), Text("all W = {c}, b = 0", c=c), Text("all W = {c}, all b = {c}", c=c))
    right = random.choice(equal)
    differ = Text("Here the units differ from the start; then each gets a gradient of its own.")
    return HintedDraft(
        Draft(
            Text(
                "A network with {n} units in its hidden layer (tanh) learns by gradient descent. With which initial "
                "weights do all its hidden units stay copies of each other?",
                n=name,
            ),
            right,
            Text("Units that are equal at the start get equal gradients, and stay equal."),
            (
                (Text("W random with mean 0, b = 0"), differ),
                (Text("W random with mean 0, all b = {c}", c=c), differ),
                (Text("W random between 0 and {c}, b = 0", c=c), differ),
            ),
        ),
        (
            Text("What tells two units of a layer apart, before the first update?"),
            Text("Units with the same weights and biases get the same gradient, and stay the same."),
            Text("Go through the answers: do two of the {n} units differ at the start?", n=name),
        ),
    )


def can_learn(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The initial weights from which this network's first layer can learn."""
    return learning_draft(network.random, network.sizes[1]) if network.L > 1 and network.sizes[1] > 1 else None


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("gradients from zeros", Text("Gradients from zeros"), "zeros", HIDDEN_LAYER, zero_gradients),
    QuestionKind(
        "rank from equal weights",
        Text("Different rows from equal weights"),
        "zeros",
        Text("one with at least two inputs and two units in its first hidden layer"),
        rank_from_equal,
        {"weight": number(0, 10)},
    ),
    QuestionKind("He deviation", Text("The spread of He's weights"), "zeros", DIFFERENT_SIZES, he_deviation, LAYER),
    QuestionKind("can learn", Text("Which initial weights can learn"), "zeros", HIDDEN_LAYER, can_learn),
)
"""The kinds of this file."""
