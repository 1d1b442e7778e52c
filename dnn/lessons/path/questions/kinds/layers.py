"""Questions on counting layers: units of a layer, the index of the output layer, and l after a loop."""

from __future__ import annotations

from dnn.lessons.path.option_checks import flag
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import DIFFERENT_SIZES, HIDDEN_LAYER, HintedDraft, QuestionKind
from dnn.lessons.path.questions.kinds.of_practice import HINTS_OF_TOPICS, setting_of
from dnn.lessons.path.questions.options import LAYER, Options, layer_in
from dnn.lessons.practice.question import Draft, Setting, of_layer, units
from dnn.text.messages import Enumeration, Text


def units_of_layer(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """n^[l] from the list of sizes."""
    setting, l = network.setting, layer_in(network, options)
    if l is None:
        return None
    n, sizes = setting.sizes[l], setting.sizes
    wrong = [(str(sizes[l - 1]), Text("That is one layer too early: the input is layer 0."))]
    if l < setting.L:
        wrong.append((str(sizes[l + 1]), Text("That is one layer too late.")))
    wrong += [
        (str(n + 1), Text("The bias was counted as one more unit.")),
        (str(n * sizes[l - 1]), Text("That is the number of weights of the layer.")),
        (str(n + sizes[l - 1]), Text("That is the sum of both dimensions; each belongs to a layer of its own.")),
    ]
    prompt = Text(
        "A network has, from the input to the output, {sizes} units. What is {n}?",
        sizes=Enumeration(map(str, sizes)),
        n=f"${units(l)}$",
    )
    because = Text("Counted from 0, which is the input, {n} stands in place {l}.", l=l, n=n)
    return HintedDraft(
        Draft(prompt, str(n), because, tuple(wrong)),
        (
            Text("The number in square brackets is the layer, not the unit."),
            HINTS_OF_TOPICS["layers"][1],
            Text("The list starts with {input}; go on to the place {l}.", input=f"${units(0)}={sizes[0]}$", l=l),
        ),
    )


def output_index(network: AskedNetwork, options: Options) -> HintedDraft:
    """L as the index of Ŷ."""
    setting = setting_of(network, options)
    L = setting.L
    return HintedDraft(
        Draft(
            Text(
                "A network has, from the input to the output, {sizes} units. Which A is its prediction?",
                sizes=Enumeration(map(str, setting.sizes)),
            ),
            of_layer("A", L),
            Text("The output layer is layer L, and L is {L}.", L=L),
            (
                (of_layer("A", L + 1), Text("The input was counted; it is layer 0.")),
                (of_layer("A", L - 1), Text("That is one layer before the output: the last l of range(1, L).")),
                (of_layer("A", sum(setting.sizes)), Text("Those are the units, not the layers.")),
                (of_layer("A", L + 2), Text("Every list of sizes starts with layer 0, so nothing is added to it.")),
            ),
        ),
        (*HINTS_OF_TOPICS["layers"], Text("The list has {entries} numbers, and the first is layer 0.", entries=L + 1)),
    )


def loop_draft(setting: Setting) -> HintedDraft | None:
    """The weights that a line after the loop over the hidden layers takes, if it says l for L."""
    L = setting.L
    if L < 2:
        return None
    return HintedDraft(
        Draft(
            Text(
                "A network has {network}. In a program, {loop} goes through the hidden layers; the line after the "
                "loop takes {line} for the output layer. What happens?",
                network=setting.network,
                loop="`for l in range(1, L):`",
                line='`parameters["W" + str(l)]`',
            ),
            Text("It takes {W}, the weights of the last hidden layer", W=of_layer("W", L - 1)),
            Text("range(1, L) ends with L − 1, and l keeps that value after the loop: here {last}.", last=L - 1),
            (
                (
                    Text("It takes {W}, which is right", W=of_layer("W", L)),
                    Text("l does not become L: range(1, L) ends before L."),
                ),
                (
                    Text("It takes {W}, the weights of the first layer", W=of_layer("W", 1)),
                    Text("l does not go back to 1 after the loop."),
                )
                if L > 2
                else (
                    Text("It takes {W}, the input", W=of_layer("W", 0)),
                    Text("range(1, L) starts with 1; there is no W of layer 0."),
                ),
                (
                    Text("Python raises an error, since l is not known after the loop"),
                    Text("In Python the variable of a loop keeps its last value; nothing is raised here."),
                ),
                (
                    Text("It takes {W}, which does not exist", W=of_layer("W", L + 1)),
                    Text("l is not increased once more at the end of the loop."),
                ),
            ),
        ),
        (
            Text("Which values does l take in the loop, and which one is the last?"),
            Text("range(a, b) goes from a to b − 1, and the variable of a Python loop keeps its last value."),
            Text("Here L = {L}: write down the values of range(1, {L}).", L=L),
        ),
    )


def after_the_loop(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """l for L after the loop."""
    return loop_draft(setting_of(network, options))


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("units of a layer", Text("Units of a layer"), "layer index", DIFFERENT_SIZES, units_of_layer, LAYER),
    QuestionKind(
        "index of the output layer",
        Text("Index of the output layer"),
        "layer index",
        DIFFERENT_SIZES,
        output_index,
        {"described": flag},
    ),
    QuestionKind(
        "after the loop",
        Text("l after the loop over the hidden layers"),
        "layer index",
        HIDDEN_LAYER,
        after_the_loop,
        {"described": flag},
    ),
)
"""The kinds of this file."""
