"""Mistakes on the way forward: in X, W and b before training, in Z and in A."""

from __future__ import annotations

from dnn.lessons.mistakes.mistake import (
    Mistake,
    any_but_first,
    any_hidden,
    any_layer,
    curved_activation,
    different_units,
    first_layer,
    last_layer,
    other_units_than_input,
    several_units,
)
from dnn.lessons.mistakes.steps import COST
from dnn.text.messages import Text

Z_LINE = "Z[l] = W[l] @ A[l-1] + b[l]"
B_LINE = "b[l] = np.zeros((n[l], 1))"

FORWARD_MISTAKES = (
    Mistake(
        "weights_transposed",
        Text("W made with its dimensions swapped"),
        "forward",
        wrong="W[l] = draw(n[l-1], n[l])",
        right="W[l] = draw(n[l], n[l-1])",
        where=any_layer,
        raises=True,
        explanation=Text(
            "W[l] turns n[l-1] numbers into n[l], so it has a row for each unit of layer l and a column for "
            "each input. Swapped, its columns do not match the rows of A[l-1]."
        ),
        fix=Text("Make W[l] of shape (n[l], n[l-1]), and assert W[l].shape right after making it."),
        hint=different_units,
    ),
    Mistake(
        "transpose_in_Z",
        Text("W.T in Z"),
        "forward",
        wrong="Z[l] = W[l].T @ A[l-1] + b[l]",
        right=Z_LINE,
        where=any_layer,
        raises=True,
        explanation=Text(
            "The formula w.T x of a single unit has a column w; in W[l] each unit is already a row, so nothing "
            "is left to transpose. Only where W[l] is square is the product still defined, with other numbers."
        ),
        fix=Text("Write W[l] @ A[l-1]: (n[l], n[l-1]) times (n[l-1], m) gives (n[l], m)."),
        hint=different_units,
    ),
    Mistake(
        "elementwise_Z",
        Text("* instead of @ in Z"),
        "forward",
        wrong="Z[l] = W[l] * A[l-1] + b[l]",
        right=Z_LINE,
        where=any_layer,
        raises=True,
        explanation=Text(
            "* multiplies entry by entry and needs equal shapes, or ones to broadcast; the matrix product is "
            "@. Only where layer l - 1 has a single unit do both give the same."
        ),
        fix=Text("Use @ (or np.dot) for products of matrices, * only for dA * g'(Z)."),
        hint=several_units,
    ),
    Mistake(
        "reversed_Z",
        Text("The product in Z the wrong way round"),
        "forward",
        wrong="Z[l] = A[l-1] @ W[l] + b[l]",
        right=Z_LINE,
        where=any_layer,
        raises=True,
        explanation=Text(
            "A product of matrices depends on the order: here the m columns of A[l-1] would have to match the "
            "n[l] rows of W[l]. Books that keep examples as rows write X W; this course keeps them as columns."
        ),
        fix=Text("Write W[l] @ A[l-1]: the weights stand on the left when examples are columns."),
    ),
    Mistake(
        "X_for_A_previous",
        Text("X instead of A[l-1] in Z"),
        "forward",
        wrong="Z[l] = W[l] @ X + b[l]",
        right=Z_LINE,
        where=any_but_first,
        raises=True,
        explanation=Text(
            "Only layer 1 takes X; every other layer takes the activations of the layer before. The shapes "
            "reveal it unless layer l - 1 has as many units as there are features; then the layers between are "
            "skipped without an error."
        ),
        fix=Text("Start with A[0] = X and use A[l-1] in every layer."),
        hint=other_units_than_input,
    ),
    Mistake(
        "examples_as_rows",
        Text("Examples as rows of X"),
        "forward",
        wrong="X = examples",
        right="X = examples.T",
        where=first_layer,
        raises=True,
        explanation=Text(
            "Files and data frames hold one example per row, (m, n[0]); the course holds one example per "
            "column, (n[0], m). Even m = X.shape[1] is wrong then. The first product that needs n[0] rows "
            "raises an error."
        ),
        fix=Text("Transpose once, where the data come in: X = examples.T, and assert X.shape == (n[0], m)."),
    ),
    Mistake(
        "bias_rank_1",
        Text("b as a rank-1 array, (n,)"),
        "forward",
        wrong="b[l] = np.zeros(n[l])",
        right=B_LINE,
        where=any_layer,
        raises=True,
        explanation=Text(
            "NumPy lines shapes up from the last dimension: it lays (n,) along the m columns, not along the n rows. It"
            " fails unless n is 1 or m, and with n = m each example would get a bias instead of each unit."
        ),
        fix=Text("Make b[l] a column: np.zeros((n[l], 1)), with two pairs of parentheses."),
        hint=several_units,
    ),
    Mistake(
        "bias_row",
        Text("b as a row, (1, n)"),
        "forward",
        wrong="b[l] = np.zeros((1, n[l]))",
        right=B_LINE,
        where=any_layer,
        raises=True,
        explanation=Text(
            "A row is added to every row of Z, so its entries line up with the m examples; a bias belongs to a "
            "unit, and units are rows. A row is right only where examples are rows."
        ),
        fix=Text("Make b[l] of shape (n[l], 1): it is broadcast over the m columns."),
        hint=several_units,
    ),
    Mistake(
        "bias_of_previous_layer",
        Text("b sized by the units of the layer before"),
        "forward",
        wrong="b[l] = np.zeros((n[l-1], 1))",
        right=B_LINE,
        where=any_layer,
        raises=True,
        explanation=Text(
            "b[l] is added to Z[l], so it has n[l] rows. Where n[l] is 1, NumPy broadcasts Z instead: the output layer"
            " silently gets n[l-1] rows instead of one."
        ),
        fix=Text("Take n[l] for b[l]; assert Z[l].shape == (n[l], m)."),
        hint=different_units,
    ),
    Mistake(
        "bias_per_example",
        Text("b with a column for each example, (n, m)"),
        "forward",
        wrong="b[l] = np.zeros((n[l], m))",
        right=B_LINE,
        where=any_layer,
        raises=False,
        explanation=Text(
            "The sum is defined and all numbers come out right, because db (n, 1) is broadcast in the update "
            "and all columns stay equal. But b has m times as many entries as it should, and any other number "
            "of examples no longer fits."
        ),
        fix=Text("Keep (n[l], 1) and let NumPy broadcast: the network must not depend on m."),
    ),
    Mistake(
        "bias_missing",
        Text("Z without b"),
        "forward",
        wrong="Z[l] = W[l] @ A[l-1]",
        right=Z_LINE,
        where=any_layer,
        raises=False,
        explanation=Text(
            "The shapes do not reveal it: adding b[l] changes none. The first iteration does not either, "
            "because b starts at zero; b[l] is then learned and never used."
        ),
        fix=Text("Add b[l]. A gradient check finds it: db is then not the derivative of J."),
    ),
    Mistake(
        "activation_missing",
        Text("A = Z: the activation function forgotten"),
        "forward",
        wrong="A[l] = Z[l]",
        right="A[l] = g[l](Z[l])",
        where=any_hidden,
        raises=False,
        explanation=Text(
            "g works entry by entry and keeps the shape, so the shapes do not reveal it. The layer is now "
            "linear while the backward pass still multiplies by g'(Z): the gradient belongs to another network."
        ),
        fix=Text("Apply g[l] in every layer. A gradient check finds it."),
        hint=curved_activation,
    ),
    Mistake(
        "softmax_axis",
        Text("Softmax over the wrong axis"),
        "forward",
        wrong="A[L] = softmax(Z[L], axis=1)",
        right="A[L] = softmax(Z[L], axis=0)",
        where=last_layer,
        raises=False,
        explanation=Text(
            "Classes are rows, so softmax has to sum over axis 0. Over axis 1 it sums over the m examples: the shape "
            "is the same, but the examples share one probability instead of the classes."
        ),
        fix=Text("Sum over axis 0 with keepdims, and assert that every column of A[L] sums to 1."),
        tasks=("multiclass",),
        also=(COST, "J = -np.sum(Y * np.log(A[L])) / m"),
    ),
)
