"""Mistakes in dW and db, and in the update."""

from __future__ import annotations

from dnn.lessons.mistakes.mistake import (
    Mistake,
    any_but_first,
    any_layer,
    curved_activation,
    different_units,
    first_layer,
    other_units_than_input,
    several_units,
)
from dnn.lessons.mistakes.steps import GRADIENTS, UPDATE
from dnn.text.messages import Text

DW, DB = GRADIENTS
UPDATE_W, UPDATE_B = UPDATE

GRADIENT_MISTAKES = (
    Mistake(
        "dW_without_m",
        Text("1/m missing in dW"),
        "backward",
        wrong="dW[l] = dZ[l] @ A[l-1].T",
        right=DW,
        where=any_layer,
        raises=False,
        explanation=Text(
            "The product sums over the m examples; the mean needs 1/m. A factor in front changes no shape: "
            "this layer simply learns with α m instead of α, which depends on how many examples there are."
        ),
        fix=Text("Divide by m. A gradient check finds that dW is exactly m times what it should be."),
    ),
    Mistake(
        "dW_twice",
        Text("dW twice what it should be"),
        "backward",
        wrong="dW[l] = 2 * dZ[l] @ A[l-1].T / m",
        right=DW,
        where=any_layer,
        raises=False,
        explanation=Text(
            "Such a factor may come from a loss without its ½. No shape changes, the direction is right, and "
            "the layer learns with 2α: the cost hardly shows it."
        ),
        fix=Text("Differentiate the loss that is really computed. A gradient check shows a ratio of exactly 1/3."),
    ),
    Mistake(
        "dA_for_dZ",
        Text("dA instead of dZ in dW"),
        "backward",
        wrong="dW[l] = dA[l] @ A[l-1].T / m",
        right=DW,
        where=any_layer,
        raises=False,
        explanation=Text(
            "dA[l] and dZ[l] have the same shape, (n[l], m), so no error is raised; the factor g'(Z[l]) is "
            "missing from this one gradient."
        ),
        fix=Text("The weights act through z: dW[l] needs dZ[l]."),
        hint=curved_activation,
    ),
    Mistake(
        "db_without_m",
        Text("1/m missing in db"),
        "backward",
        wrong="db[l] = np.sum(dZ[l], axis=1, keepdims=True)",
        right=DB,
        where=any_layer,
        raises=False,
        explanation=Text(
            "The sum over the examples has to become the mean, as in dW. The shapes do not reveal it; b[l] "
            "jumps back and forth with steps m times what they should be."
        ),
        fix=Text("Divide by m, or write np.mean(dZ[l], axis=1, keepdims=True)."),
    ),
    Mistake(
        "m_of_features",
        Text("m taken from the wrong axis of X"),
        "backward",
        wrong="m = X.shape[0]",
        right="m = X.shape[1]",
        where=first_layer,
        raises=False,
        explanation=Text(
            "X.shape[0] is n[0], the number of features. The program only divides by m, so no shape changes; every "
            "gradient is multiplied by m / n[0]."
        ),
        fix=Text("Examples are columns: m = X.shape[1]. Print m once and compare it with the data."),
    ),
    Mistake(
        "dW_transposed",
        Text("dW transposed: A[l-1] @ dZ.T"),
        "backward",
        wrong="dW[l] = A[l-1] @ dZ[l].T / m",
        right=DW,
        where=any_layer,
        raises=True,
        explanation=Text(
            "The product is defined, so this line raises no error: it gives (n[l-1], n[l]). The update reveals "
            "it, because dW[l] must have the shape of W[l]; a square W[l] hides it, and so does a layer of one "
            "unit, where it broadcasts."
        ),
        fix=Text("Assert dW[l].shape == W[l].shape after each dW."),
        hint=different_units,
    ),
    Mistake(
        "dW_without_transpose",
        Text("dW without the transpose of A[l-1]"),
        "backward",
        wrong="dW[l] = dZ[l] @ A[l-1] / m",
        right=DW,
        where=any_layer,
        raises=True,
        explanation=Text(
            "dZ[l] (n[l], m) and A[l-1] (n[l-1], m) have to be summed over the examples, so the two m must be "
            "the inner dimensions: the second one has to be transposed."
        ),
        fix=Text("Write dZ[l] @ A[l-1].T: (n[l], m) times (m, n[l-1]) gives (n[l], n[l-1])."),
    ),
    Mistake(
        "dW_with_A",
        Text("A[l] instead of A[l-1] in dW"),
        "backward",
        wrong="dW[l] = dZ[l] @ A[l].T / m",
        right=DW,
        where=any_layer,
        raises=True,
        explanation=Text(
            "The weight from a unit of layer l - 1 is multiplied by that unit's activation, so A[l-1] belongs "
            "here. With A[l] the result is square, (n[l], n[l]), and the update raises an error unless W[l] is "
            "square, too."
        ),
        fix=Text("Use the cached input of the layer, A[l-1]; assert dW[l].shape == W[l].shape."),
        hint=different_units,
    ),
    Mistake(
        "dW_with_X",
        Text("X instead of A[l-1] in dW"),
        "backward",
        wrong="dW[l] = dZ[l] @ X.T / m",
        right=DW,
        where=any_but_first,
        raises=True,
        explanation=Text(
            "X is the input of layer 1 only. The product is defined and gives (n[l], n[0]); the update raises "
            "an error unless layer l - 1 has as many units as there are features."
        ),
        fix=Text("Use the cached input of the layer, A[l-1]; only for l = 1 is that X."),
        hint=other_units_than_input,
    ),
    Mistake(
        "db_rank_1",
        Text("db without keepdims"),
        "backward",
        wrong="db[l] = np.sum(dZ[l], axis=1) / m",
        right=DB,
        where=any_layer,
        raises=True,
        explanation=Text(
            "np.sum drops the axis it sums over: db is (n,), and b (n, 1) minus (n,) is broadcast to (n, n) "
            "without an error. Only the next iteration fails, at Z, where b no longer fits: far from the line "
            "that is wrong."
        ),
        fix=Text("Write keepdims=True, and assert db[l].shape == (n[l], 1)."),
        hint=several_units,
    ),
    Mistake(
        "db_axis",
        Text("db summed over the wrong axis"),
        "backward",
        wrong="db[l] = np.sum(dZ[l], axis=0, keepdims=True) / m",
        right=DB,
        where=any_layer,
        raises=False,
        explanation=Text(
            "Axis 0 runs over the units, axis 1 over the examples. db becomes (1, m), the update broadcasts b to (n, "
            "m), and Z still fits: each example now has a bias of its own, and nothing complains before m changes."
        ),
        fix=Text("Sum over axis 1 with keepdims=True; assert b[l].shape == (n[l], 1) after the update."),
    ),
    Mistake(
        "db_one_number",
        Text("db summed over everything"),
        "backward",
        wrong="db[l] = np.sum(dZ[l]) / m",
        right=DB,
        where=any_layer,
        raises=False,
        explanation=Text(
            "Without axis np.sum adds up the units as well: one number, which is broadcast, so that b keeps its shape."
            " All units of the layer get the same bias; with a single unit the numbers even come out right."
        ),
        fix=Text("Write axis=1, keepdims=True; assert db[l].shape == (n[l], 1)."),
        hint=several_units,
    ),
    Mistake(
        "b_never_updated",
        Text("b never updated"),
        "update",
        wrong="b[l] = b[l]",
        right=UPDATE_B,
        where=any_layer,
        raises=False,
        explanation=Text(
            "A missing line changes no shape. b[l] stays at zero: every unit's line or plane goes through the "
            "origin of its inputs, and how much that hurts depends on the data."
        ),
        fix=Text("Update b[l] beside W[l]; after some iterations check whether every parameter has changed."),
    ),
    Mistake(
        "W_uphill",
        Text("+ instead of - in the update of W"),
        "update",
        wrong="W[l] = W[l] + alpha * dW[l]",
        right=UPDATE_W,
        where=any_layer,
        raises=False,
        explanation=Text(
            "+ and - give the same shape. The gradient points to where J grows, so this layer climbs while the others "
            "try to make up for it."
        ),
        fix=Text("Write W := W - α dW. A gradient check does not find it: the gradient itself is right."),
    ),
    Mistake(
        "dW_for_db",
        Text("dW instead of db in the update of b"),
        "update",
        wrong="b[l] = b[l] - alpha * dW[l]",
        right=UPDATE_B,
        where=any_layer,
        raises=True,
        explanation=Text(
            "A line copied and half changed. b (n, 1) minus dW (n[l], n[l-1]) is broadcast to the shape of dW "
            "without an error; the next iteration fails at Z, unless n[l-1] is 1 or m."
        ),
        fix=Text(
            "Assert b[l].shape == (n[l], 1) after the update; b -= … in place would have raised an error at once."
        ),
        hint=several_units,
    ),
    Mistake(
        "db_for_dW",
        Text("db instead of dW in the update of W"),
        "update",
        wrong="W[l] = W[l] - alpha * db[l]",
        right=UPDATE_W,
        where=any_layer,
        raises=False,
        explanation=Text(
            "db (n[l], 1) is broadcast over the columns of W: the shape stays right for ever. All weights of a unit "
            "change by the same amount, whatever its inputs are."
        ),
        fix=Text("Read copied lines letter by letter; test that one small step makes J smaller."),
    ),
)
