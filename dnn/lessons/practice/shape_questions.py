"""Questions for the shape of a quantity of one layer."""

from __future__ import annotations

from dnn.lessons.practice.question import Draft, Kind, Setting, Wrong, of_layer, units
from dnn.text.messages import Text


def parameter_shape(setting: Setting) -> Draft:
    """W or b."""
    l, n, _ = setting.layer()
    return _of_weights(setting, l) if setting.random.random() < 0.5 else _of_bias(setting, l, n)


def activation_shape(setting: Setting) -> Draft:
    """Z or A of the whole training set."""
    l, _, _ = setting.layer()
    return _of_columns(setting, setting.random.choice("ZA"), l)


def one_example(setting: Setting) -> Draft:
    """z or a of one example."""
    l, _, _ = setting.layer()
    return shape_of_one(setting, setting.random.choice("za"), l)


def shape_of_one(setting: Setting, letter: str, l: int) -> Draft:
    """z or a of a layer for one example."""
    n, n_previous, symbol = setting.sizes[l], setting.sizes[l - 1], of_layer(letter, l)
    return Draft(
        Text(
            "A network has {network}. What is the shape of {symbol} for one example?",
            network=setting.network,
            symbol=symbol,
        ),
        str((n, 1)),
        Text("It is a column: a row for each unit, {n} in all, and one example.", n=n),
        (
            (str((n,)), _rank_1(n)),
            (str((1, n)), _row(n)),
            (str((n_previous, 1)), _layer_before(l)),
            (str((n, setting.m)), Text("That is the shape for all m = {m} examples.", m=setting.m)),
            (str((n, n_previous)), Text("That is the shape of {other}.", other=of_layer("W", l))),
        ),
    )


def gradient_shape(setting: Setting) -> Draft:
    """dW, db, dZ or dA."""
    l, _, _ = setting.layer()
    return shape_of(setting, setting.random.choice(("dW", "db", "dZ", "dA")), l)


def shape_of(setting: Setting, symbol: str, l: int) -> Draft:
    """W, b, Z, A or the gradient of one of them, of a layer."""
    d, letter = symbol[:-1], symbol[-1]
    if letter == "W":
        return _of_weights(setting, l, d)
    return _of_bias(setting, l, setting.sizes[l], d) if letter == "b" else _of_columns(setting, symbol, l)


def labels_shape(setting: Setting) -> Draft | None:
    """Y for a softmax output."""
    C, m = setting.sizes[-1], setting.m
    if C == 1:
        return None
    return Draft(
        Text(
            "A network with a softmax output distinguishes {C} classes; {examples}. What is the shape of $Y$?",
            C=C,
            examples=setting.examples,
        ),
        str((C, m)),
        Text("One column for each example, with a 1 in the row of its class: the shape of {A}.", A="$A^{[L]}$"),
        (
            (str((m, C)), _as_rows()),
            (str((1, m)), Text("Class numbers are not enough: softmax has an output for each class (one-hot).")),
            (str((m,)), Text("It is a rank-1 array of class numbers; softmax needs a row for each class.")),
            (str((C, 1)), Text("That is the shape for one example.")),
            (str((C, C)), Text("The second dimension counts the examples, not the classes.")),
        ),
    )


def _asked(setting: Setting, symbol: str) -> Text:
    return Text(
        "A network has {network}, and {examples}. What is the shape of {symbol}?",
        network=setting.network,
        examples=setting.examples,
        symbol=symbol,
    )


def _of_weights(setting: Setting, l: int, d: str = "") -> Draft:
    n, n_previous, m = setting.sizes[l], setting.sizes[l - 1], setting.m
    because = Text("A row for each unit of layer {l}, a column for each unit of the layer before.", l=l)
    if d:
        because = Text("A gradient has the shape of what it is the gradient of, {of}.", of=of_layer("W", l))
    wrong: list[Wrong] = [
        (str((n_previous, n)), Text("Transposed: the rows belong to layer {l}, the columns to the layer before.", l=l)),
        (str((n, 1)), Text("That is the shape of {other}.", other=of_layer("b", l))),
        (str((n, m)), Text("That is the shape of {other}.", other=of_layer("dZ" if d else "Z", l))),
        (str((n_previous, m)), Text("That is the shape of {other}.", other=of_layer("A", l - 1))),
        (str((n, n_previous + 1)), Text("The bias is no column of {W}: it is added on its own.", W=of_layer("W", l))),
    ]
    for other in (l - 1, l + 1):
        if 0 < other <= setting.L:
            shape = setting.sizes[other], setting.sizes[other - 1]
            wrong.append((str(shape), Text("That is the shape of {other}.", other=of_layer(d + "W", other))))
    return Draft(_asked(setting, of_layer(d + "W", l)), str((n, n_previous)), because, tuple(wrong))


def _of_bias(setting: Setting, l: int, n: int, d: str = "") -> Draft:
    n_previous, m = setting.sizes[l - 1], setting.m
    because = Text("One bias for each unit, {n} in all; broadcasting adds it to every column.", n=n)
    if d:
        because = Text("A gradient has the shape of what it is the gradient of, {of}.", of=of_layer("b", l))
    copies = Text("There is one column; broadcasting repeats it for every example.")
    if d:
        copies = Text("That is {dZ}, before the sum over the examples.", dZ=of_layer("dZ", l))
    rank_1 = Text("It is a rank-1 array: the sum was taken without keepdims=True.") if d else _rank_1(n)
    wrong: tuple[Wrong, ...] = (
        (str((n,)), rank_1),
        (str((1, n)), _row(n)),
        (str((n, m)), copies),
        (str((n_previous, 1)), _layer_before(l)),
        (str((n, n_previous)), Text("That is the shape of {other}.", other=of_layer(d + "W", l))),
    )
    if d:
        wrong += ((str((1, m)), Text("The sum was taken over the units (axis 0), not over the examples (axis 1).")),)
    return Draft(_asked(setting, of_layer(d + "b", l)), str((n, 1)), because, wrong)


def _of_columns(setting: Setting, symbol: str, l: int) -> Draft:
    """Z, A, dZ or dA."""
    n, n_previous, m = setting.sizes[l], setting.sizes[l - 1], setting.m
    because = Text("A row for each unit of layer {l}, a column for each example.", l=l)
    if symbol.startswith("d"):
        because = Text("A gradient has the shape of what it is the gradient of, {of}.", of=of_layer(symbol[1:], l))
    return Draft(
        _asked(setting, of_layer(symbol, l)),
        str((n, m)),
        because,
        (
            (str((m, n)), _as_rows()),
            (str((n_previous, m)), _layer_before(l)),
            (str((n, 1)), Text("That is the shape for one example.")),
            (str((n, n_previous)), Text("That is the shape of {other}.", other=of_layer("W", l))),
            (str((n,)), Text("It is a rank-1 array: the examples need a dimension of their own.")),
            (
                str((n + 1, m)),
                Text("The bias is no unit of its own: the number of rows is {formula}.", formula=f"${units(l)}={n}$"),
            ),
        ),
    )


def _rank_1(n: int) -> Text:
    return Text("It is a rank-1 array: in broadcasting NumPy treats it as a row; ({n}, 1) is a column.", n=n)


def _row(n: int) -> Text:
    return Text("That is a row; it should be a column of {n} numbers.", n=n)


def _layer_before(l: int) -> Text:
    return Text("It counts the units of layer {previous}, not of layer {l}.", previous=l - 1, l=l)


def _as_rows() -> Text:
    return Text("Transposed: each example is a column, not a row.")


KINDS: dict[str, Kind] = {
    "parameter shape": Kind(Text("Shapes of W and b"), "shapes", parameter_shape),
    "activation shape": Kind(Text("Shapes of Z and A"), "shapes", activation_shape),
    "one example": Kind(Text("Shapes for one example"), "shapes", one_example),
    "gradient shape": Kind(Text("Shapes of gradients"), "shapes", gradient_shape),
    "labels shape": Kind(Text("Shape of the labels Y"), "shapes", labels_shape),
}
"""The kinds of this file by name."""
