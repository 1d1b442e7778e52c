"""Questions on what the backward pass reads, and what could be thrown away after the forward pass."""

from __future__ import annotations

from dnn.activations import ACTIVATIONS
from dnn.lessons.path.option_checks import name_among
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import HIDDEN_LAYER, HintedDraft, QuestionKind, called
from dnn.lessons.path.questions.options import LAYER, Options, layer_in, word
from dnn.lessons.practice.question import Draft, Wrong, of_layer
from dnn.text.messages import Text


def consumer(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The computation of the backward pass that reads Z^[l] or A^[l] of a hidden layer."""
    l = layer_in(network, options, high=network.L - 1)
    if l is None:
        return None
    symbol = word(options, "symbol", network.random.choice("ZA"))
    name = of_layer(symbol, l)
    dZ = f"$dZ^{{[{l}]}}=dA^{{[{l}]}}*g'(Z^{{[{l}]}})$"
    dW_next = f"$dW^{{[{l + 1}]}}=\\tfrac1m\\,dZ^{{[{l + 1}]}}A^{{[{l}]\\,\\mathsf T}}$"
    right, other = (dZ, dW_next) if symbol == "Z" else (dW_next, dZ)
    reads_other = Text("It reads {other}, not {name}.", other=of_layer("A" if symbol == "Z" else "Z", l), name=name)
    dW = f"$dW^{{[{l}]}}=\\tfrac1m\\,dZ^{{[{l}]}}A^{{[{l - 1}]\\,\\mathsf T}}$"
    wrong: tuple[Wrong, ...] = (
        (other, reads_other),
        (
            dW,
            Text(
                "It reads {other}: what goes into layer {l}, not what comes out of it.", other=of_layer("A", l - 1), l=l
            ),
        ),
        (
            f"$db^{{[{l}]}}=\\tfrac1m\\sum_i dZ^{{[{l}](i)}}$",
            Text("It reads {other} alone.", other=of_layer("dZ", l)),
        ),
        (
            f"$dA^{{[{l}]}}=W^{{[{l + 1}]\\,\\mathsf T}}dZ^{{[{l + 1}]}}$",
            Text(
                "It reads {W} and {dZ}; nothing that the forward pass computed.",
                W=of_layer("W", l + 1),
                dZ=of_layer("dZ", l + 1),
            ),
        ),
    )
    return HintedDraft(
        Draft(
            Text("Which computation of the backward pass reads {name}, kept by the forward pass?", name=name),
            right,
            Text("{name} stands in it; that is why it is kept until then.", name=name),
            wrong,
        ),
        (
            Text("What is kept is read on the way back, sometimes by another layer than the one that computed it."),
            Text("Z is asked for by g′ of its own layer; A by dW of the layer that it goes into."),
            Text("Here {name}, and the network has {L} layers: which layer is it?", name=name, L=network.L),
        ),
    )


def kept_draft(l: int, name: str) -> HintedDraft:
    """The one of Z^[l] and A^[l] of a hidden layer that can be thrown away after the forward pass."""
    activation = ACTIVATIONS[name]
    Z, A, dW = of_layer("Z", l), of_layer("A", l), of_layer("dW", l + 1)
    needs_Z = activation.derivative_from_output is None
    only_Z = Text("{Z}; {A} is enough, since it gives g′ as well", Z=Z, A=A)
    only_A = Text("{A}; {Z} is enough, since A is needed by nobody", A=A, Z=Z)
    both = Text("both, since the backward pass reads only gradients and weights")
    neither = Text("neither: g′ needs {Z}, and {dW} needs {A}", Z=Z, A=A, dW=dW)
    no_A = Text("{dW} is computed from {A}; without it, g would have to be computed once more.", dW=dW, A=A)
    no_both = Text("dW reads A, and g′ reads Z or A.")
    if needs_Z:
        right, because = (
            neither,
            Text("For {name} two values of z can have the same a and different g′.", name=called(name)),
        )
        first: Wrong = (only_Z, Text("For {name}, a does not say what g′ is; z does.", name=called(name)))
    else:
        right = only_Z
        because = Text("From a alone: {formula}. So {A} is enough.", formula=_slope_of_a(name), A=A)
        first = (neither, Text("Z is the usual way, but g′ can be had from a: {formula}.", formula=_slope_of_a(name)))
    return HintedDraft(
        Draft(
            Text(
                "Hidden layer {l} has the activation function {name}, {formula}. Which array of the forward pass could "
                "be thrown away before the backward pass, with nothing computed twice?",
                l=l,
                name=called(name),
                formula=f"$g(z)={activation.latex}$",
            ),
            right,
            because,
            (first, (only_A, no_A), (both, no_both)),
        ),
        (
            Text("What does the backward pass read of this layer: for g′, and for dW of the next layer?"),
            Text("{formula}: can g′ be written with a alone?", formula=f"$g'(z)={activation.derivative_latex}$"),
            Text(
                "{dZ} needs g′ of layer {l}; {dW} needs {A}. Try to write g′ with the numbers of {A}.",
                dZ=of_layer("dZ", l),
                dW=dW,
                A=A,
                l=l,
            ),
        ),
    )


def _slope_of_a(name: str) -> str:
    return f"$g'={ACTIVATIONS[name].derivative_from_output_latex}$"


def thrown_away(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The array that could be thrown away, with the layer's own activation function or a named one."""
    l = layer_in(network, options, high=network.L - 1)
    if l is None:
        return None
    return kept_draft(l, word(options, "activation", network.parameters.layers[l - 1].activation))


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind(
        "reader of the cache",
        Text("Who reads Z and A on the way back"),
        "cache",
        HIDDEN_LAYER,
        consumer,
        {**LAYER, "symbol": name_among("Z", "A")},
    ),
    QuestionKind(
        "thrown away",
        Text("What can be thrown away"),
        "cache",
        HIDDEN_LAYER,
        thrown_away,
        {**LAYER, "activation": name_among(*ACTIVATIONS)},
    ),
)
"""The kinds of this file."""
