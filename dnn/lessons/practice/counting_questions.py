"""Questions for numbers: of parameters, layers, units, examples, and of what the cache holds."""

from __future__ import annotations

from dnn.lessons.practice.question import Draft, Kind, Setting, Wrong, of_layer, units
from dnn.text.messages import CountedText, Enumeration, Text


def layer_parameters(setting: Setting) -> Draft:
    """The parameters of one layer."""
    l, n, n_previous = setting.layer()
    return Draft(
        Text("A network has {network}. How many parameters does layer {l} have?", network=setting.network, l=l),
        str(n * n_previous + n),
        CountedText(
            "{W} has {weights} entry and {b} has {n}.",
            "{W} has {weights} entries and {b} has {n}.",
            n * n_previous,
            W=of_layer("W", l),
            weights=f"${n}\\cdot{n_previous}={n * n_previous}$",
            b=of_layer("b", l),
            n=n,
        ),
        (
            (str(n * n_previous), _forgot_the_bias()),
            (str(n * n_previous + n_previous), _layer_before_has_no_bias(l, n)),
            (str(n * n_previous + 1), Text("Every unit has a bias of its own, not one for the whole layer.")),
            (str(n + n_previous), Text("Units are added here; every unit has a weight for every unit before it.")),
            (str(n * n_previous + n * setting.m), Text("The bias is one column; broadcasting adds no parameters.")),
            (str(n * n), Text("It was squared: the columns of {W} belong to the layer before.", W=of_layer("W", l))),
        ),
    )


def all_parameters(setting: Setting) -> Draft:
    """The parameters of the network."""
    weights = sum(n * n_previous for n_previous, n in setting.pairs())
    biases = sum(setting.sizes[1:])
    n_last, n_before = setting.sizes[-1], setting.sizes[-2]
    wrong: list[Wrong] = [
        (str(weights), _forgot_the_bias()),
        (str(weights + biases + setting.sizes[0]), Text("The input was counted as a layer; it has no bias.")),
        (str(weights + setting.L), Text("Every unit has a bias of its own, not one for the whole layer.")),
        (str(sum(setting.sizes)), Text("Those are the units; parameters are the entries of every W and b.")),
        (str(weights + biases - n_last * n_before - n_last), Text("The output layer is missing.")),
        (str(biases), Text("Those are the biases only; the weights are missing.")),
    ]
    return Draft(
        Text("A network has {network}. How many parameters does it have in all?", network=setting.network),
        str(weights + biases),
        Text("Weights: {weights}; biases: {biases}.", weights=weights, biases=biases),
        tuple(wrong),
    )


def layers(setting: Setting) -> Draft:
    """L."""
    L = setting.L
    return Draft(
        _units_from_input_to_output(setting, Text("How many layers L does it have?")),
        str(L),
        Text("The input is layer 0 and is not counted."),
        (
            (str(L + 1), Text("The input was counted; it is layer 0.")),
            (str(L - 1), Text("Those are the hidden layers; the output layer counts too.")),
            (str(sum(setting.sizes)), Text("Those are the units, not the layers.")),
            (str(2 * L), Text("W and b of a layer belong to one layer, not to two.")),
        ),
    )


def hidden_layers(setting: Setting) -> Draft:
    """L - 1."""
    L = setting.L
    return Draft(
        _units_from_input_to_output(setting, Text("How many hidden layers does it have?")),
        str(L - 1),
        Text("L is {L}, and of these layers all but the output layer are hidden.", L=L),
        (
            (str(L), Text("That is L, which counts the output layer too; it is not hidden.")),
            (str(L + 1), Text("The input and the output were counted; neither is hidden.")),
            (str(sum(setting.sizes[1:-1])), Text("Those are the hidden units, not the hidden layers.")),
            (str(max(L - 2, 0)), Text("The input is not one of the L layers: only the output layer is left out.")),
            (str(sum(setting.sizes)), Text("Those are the units, not the layers.")),
        ),
    )


def units_from_weights(setting: Setting) -> Draft:
    """n^[l] or n^[l-1] from the shape of W."""
    l, n, n_previous = setting.layer()
    asked = setting.random.choice((l, l - 1))
    right, other = (n, n_previous) if asked == l else (n_previous, n)
    because = Text("The rows of {W} belong to its own layer.", W=of_layer("W", l))
    if asked != l:
        because = Text("The columns of {W} belong to the layer before.", W=of_layer("W", l))
    return Draft(
        Text(
            "{W} has shape {shape}. What is {n}?", W=of_layer("W", l), shape=str((n, n_previous)), n=f"${units(asked)}$"
        ),
        str(right),
        because,
        (
            (str(other), Text("Rows and columns are exchanged: the shape of W is {shape}.", shape=_shape_of_W(l))),
            (str(n * n_previous), Text("That is the number of entries.")),
            (str(n + n_previous), Text("That is the sum of both dimensions; each belongs to a layer of its own.")),
            (str(right + 1), Text("The bias was counted as one more unit.")),
        ),
    )


def examples_from_activations(setting: Setting) -> Draft:
    """m from the shape of Z."""
    l, n, _ = setting.layer()
    m = setting.m
    Z = of_layer("Z", l)
    return Draft(
        Text("{Z} has shape {shape}. How many examples m are there?", Z=Z, shape=str((n, m))),
        str(m),
        Text("Each example is a column of {Z}.", Z=Z),
        (
            (str(n), Text("Those are the rows: the units of the layer.")),
            (str(n * m), Text("That is the number of entries.")),
            (str(m - 1), Text("No column is for the bias: broadcasting adds it to every column.")),
            (str(1), Text("One column would be one example, before vectorisation.")),
        ),
    )


def cache_size(setting: Setting) -> Draft:
    """The numbers in the cached Z."""
    m, n = setting.m, sum(setting.sizes[1:])
    weights = sum(n * n_previous for n_previous, n in setting.pairs())
    return Draft(
        Text(
            "A network has {network}, and {examples}. The cache keeps {Z} of every layer for the backward pass. "
            "How many numbers is that?",
            network=setting.network,
            examples=setting.examples,
            Z="$Z^{[l]}$",
        ),
        str(n * m),
        Text(
            "A number for each unit of the layers 1 to L and each example: {product}.",
            product=f"${n}\\cdot{m}={n * m}$",
        ),
        (
            (str((n + setting.sizes[0]) * m), Text("The input was counted; X is not a Z.")),
            (str(n), Text("That is for one example only.")),
            (str((n - setting.sizes[-1]) * m), Text("The output layer is missing.")),
            (str(weights + n), Text("Those are the parameters; Z has a column for each example.")),
            (str(2 * n * m), Text("A was counted with Z; only Z was asked for.")),
        ),
    )


def _units_from_input_to_output(setting: Setting, question: Text) -> Text:
    return Text(
        "A network has, from the input to the output, {sizes} units. {question}",
        sizes=Enumeration(map(str, setting.sizes)),
        question=question,
    )


def _shape_of_W(l: int) -> str:
    return f"$({units(l)},\\,{units(l - 1)})$"


def _forgot_the_bias() -> Text:
    return Text("The biases are missing.")


def _layer_before_has_no_bias(l: int, n: int) -> Text:
    return Text("The bias has as many entries as layer {l} has units, {n}, not as the layer before.", l=l, n=n)


KINDS: dict[str, Kind] = {
    "layer parameters": Kind(Text("Parameters of a layer"), "counts", layer_parameters),
    "all parameters": Kind(Text("Parameters of a network"), "counts", all_parameters),
    "layers": Kind(Text("Number of layers L"), "layers", layers),
    "hidden layers": Kind(Text("Number of hidden layers"), "layers", hidden_layers),
    "units from W": Kind(Text("Units, from the shape of W"), "shapes", units_from_weights),
    "examples from Z": Kind(Text("Examples, from the shape of Z"), "shapes", examples_from_activations),
    "cache size": Kind(Text("Size of the cache"), "cache", cache_size),
}
"""The kinds of this file by name."""
