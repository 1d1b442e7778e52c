"""Questions for what NumPy makes of `*` where the matrix product `@` is meant."""

from __future__ import annotations

import numpy as np

from dnn.lessons.path.option_checks import flag, name_among
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import DIFFERENT_SIZES, HintedDraft, QuestionKind
from dnn.lessons.path.questions.options import LAYER, Options, layer_in
from dnn.lessons.practice.question import Draft, Wrong
from dnn.text.messages import Text

MAX_STAR_INPUTS = 9
"""Inputs of a layer of one unit, at most."""


def star_draft(l: int, n: int, n_previous: int, m: int, *, is_described: bool = False) -> HintedDraft | None:
    """The question what `W * A` gives in a layer; None where nothing tells it from `W @ A`."""
    right = numpy_star((n, n_previous), (n_previous, m))
    if right == (n, m):
        return None
    error = Text("NumPy raises an error")
    stretched: Wrong = (
        str((max(n, n_previous), max(n_previous, m))),
        Text("A dimension is stretched only if it is 1; others have to be equal."),
    )
    wrong: list[Wrong] = [
        (str((n, m)), Text("That is what the matrix product {product} gives.", product="`W @ A`")),
        (str((n, n_previous)), Text("That is the shape of W; A is not stretched to it.")),
        (str((n_previous, m)), Text("That is the shape of A; W is not stretched to it.")),
        stretched,
        (str((m, n)), Text("Transposed: the order of the dimensions stays.")),
        (str((n * n_previous, m)), Text("The factors are multiplied number by number; dimensions are not multiplied.")),
    ]
    if right is not None:
        wrong.insert(0, (error, Text("A dimension of 1 is stretched, so the shapes fit and nothing is raised.")))
    shapes = f"({n}, {n_previous}) · ({n_previous}, {m})"
    because = (
        Text("`*` goes number by number, and neither dimensions of 1 nor equal ones make {shapes} fit.", shapes=shapes)
        if right is None
        else Text(
            "`*` stretches dimensions of 1: a wrong shape, and nobody is told. `W @ A` would be {product}.",
            product=str((n, m)),
        )
    )
    words = {"l": l, "W": str((n, n_previous)), "A": str((n_previous, m)), "product": "`W * A`"}
    return HintedDraft(
        Draft(
            Text(
                "Another network has one unit in layer {l}: W has shape {W}. For one example A of the layer before has "
                "shape {A}. What does {product} give in NumPy?",
                **words,
            )
            if is_described
            else Text(
                "In layer {l}, W has shape {W} and A of the layer before has shape {A}. "
                "What does {product} give in NumPy?",
                **words,
            ),
            error if right is None else str(right),
            because,
            tuple(wrong),
        ),
        (
            Text("`*` multiplies number by number, `@` is the matrix product."),
            Text(
                "`*` compares rows with rows and columns with columns: they have to be equal, or one of the two has to "
                "be 1, which is stretched."
            ),
            Text(
                "Compare the rows {n} and {n_previous}, and the columns {n_previous} and {m}.",
                n=n,
                n_previous=n_previous,
                m=m,
            ),
        ),
    )


def numpy_star(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, ...] | None:
    """The shape that NumPy gives a product number by number; None where it raises an error."""
    try:
        return np.broadcast_shapes(left, right)
    except ValueError:
        return None


def star(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """`*` for `@` in a layer of this network, with all examples or one; or in a layer of one unit for one example,
    where nothing is raised."""
    l = layer_in(network, options)
    if l is None:
        return None
    if options.get("one_unit"):
        return star_draft(l, 1, network.random.randint(2, MAX_STAR_INPUTS), 1, is_described=True)
    examples = options.get("examples") or network.random.choice(("one", "all"))
    m = 1 if examples == "one" else network.whole_setting.m
    return star_draft(l, network.sizes[l], network.sizes[l - 1], m)


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind(
        "star for matrix product",
        Text("The product of numbers (*) for the matrix product (@)"),
        "shapes",
        DIFFERENT_SIZES,
        star,
        {**LAYER, "examples": name_among("one", "all"), "one_unit": flag},
    ),
)
"""The kinds of this file."""
