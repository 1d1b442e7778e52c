"""Mistakes on the way back, in dA and dZ: those in dW, db and the update stand in gradient_mistakes."""

from __future__ import annotations

from dnn.lessons.mistakes.mistake import (
    Mistake,
    any_between,
    any_but_first,
    any_hidden,
    curved_activation,
    different_units,
    last_layer,
    other_units_than_output,
)
from dnn.lessons.mistakes.steps import DA_PREVIOUS, DZ, START_OF_THE_WAY_BACK
from dnn.text.messages import Text

DZ_LAST = START_OF_THE_WAY_BACK[1]

BACKWARD_MISTAKES = (
    Mistake(
        "dZ_sign",
        Text("Y - A instead of A - Y"),
        "backward",
        wrong="dZ[L] = Y - A[L]",
        right=DZ_LAST,
        where=last_layer,
        raises=False,
        explanation=Text(
            "A minus sign changes no shape. Every gradient of every layer now points uphill, and the cost "
            "rises from the first iteration on."
        ),
        fix=Text("Write A[L] - Y. If the cost rises however small α is, suspect a sign."),
    ),
    Mistake(
        "m_twice",
        Text("1/m twice: in dZ and again in dW and db"),
        "backward",
        wrong="dZ[L] = (A[L] - Y) / m",
        right=DZ_LAST,
        where=last_layer,
        raises=False,
        explanation=Text(
            "Both ways are in use: 1/m once at the start of the backward pass, or once in each dW and db. "
            "Taken together, every gradient is 1/m of what it should be; no shape changes, and training seems "
            "to stand still."
        ),
        fix=Text("Divide once. In this course dZ belongs to each example's own loss, and dW and db take the mean."),
    ),
    Mistake(
        "dZ_without_derivative",
        Text("dZ without g'"),
        "backward",
        wrong="dZ[l] = dA[l]",
        right=DZ,
        where=any_hidden,
        raises=False,
        explanation=Text(
            "dA and dZ have the same shape, (n[l], m), and the factor g'(Z) works entry by entry: the shapes "
            "do not reveal it. The chain rule is missing one link."
        ),
        fix=Text("Multiply by g'(Z[l]). A gradient check finds it."),
        hint=curved_activation,
    ),
    Mistake(
        "derivative_at_A",
        Text("g' taken at A instead of Z"),
        "backward",
        wrong="dZ[l] = dA[l] * g_prime[l](A[l])",
        right=DZ,
        where=any_hidden,
        raises=False,
        explanation=Text(
            "A[l] and Z[l] have the same shape, so NumPy raises no error. This is why Z is kept in the cache: "
            "g' is evaluated at z. With ReLU it does no harm, because a > 0 exactly where z > 0; with tanh and "
            "sigmoid it does."
        ),
        fix=Text("Use the cached Z[l]: dZ[l] = dA[l] * g'(Z[l])."),
        hint=curved_activation,
    ),
    Mistake(
        "derivative_of_sigmoid",
        Text("The derivative of the sigmoid for every layer"),
        "backward",
        wrong="dZ[l] = dA[l] * sigmoid(Z[l]) * (1 - sigmoid(Z[l]))",
        right=DZ,
        where=any_hidden,
        raises=False,
        explanation=Text(
            "Each layer has a g of its own, and g' has to be that of the layer. The wrong one has the right shape, and "
            "training often goes on for a while, only worse."
        ),
        fix=Text("Keep g and g' together, one pair for each layer; a gradient check finds a pair that does not fit."),
        hint=curved_activation,
    ),
    Mistake(
        "dZ_matrix_product",
        Text("@ instead of * in dZ"),
        "backward",
        wrong="dZ[l] = dA[l] @ g_prime[l](Z[l])",
        right=DZ,
        where=any_hidden,
        raises=True,
        explanation=Text(
            "g works on each entry by itself, so its derivative multiplies entry by entry. A product of two (n[l], m) "
            "matrices is not even defined unless n[l] = m."
        ),
        fix=Text("Use * here; @ belongs where a sum over units or examples is meant."),
    ),
    Mistake(
        "dA_without_transpose",
        Text("W instead of W.T in dA"),
        "backward",
        wrong="dA[l-1] = W[l] @ dZ[l]",
        right=DA_PREVIOUS,
        where=any_but_first,
        raises=True,
        explanation=Text(
            "In the backward pass n[l] numbers become n[l-1], so W[l] has to be transposed. A square W[l] "
            "hides it: the shape is right and the derivatives go to the wrong units."
        ),
        fix=Text("Write W[l].T @ dZ[l]: (n[l-1], n[l]) times (n[l], m) gives (n[l-1], m)."),
        hint=different_units,
    ),
    Mistake(
        "dA_order",
        Text("dA in the order of the note: g'(z) W"),
        "backward",
        wrong="dA[l-1] = (dA[l] * g_prime[l](Z[l])) @ W[l]",
        right="dA[l-1] = W[l].T @ (dA[l] * g_prime[l](Z[l]))",
        where=any_between,
        raises=True,
        explanation=Text(
            "The note's last line multiplies from the right: (n[l], m) times (n[l], n[l-1]). The inner "
            "dimensions are m and n[l] and do not match. Only W.T on the left gives (n[l-1], m)."
        ),
        fix=Text("Check the dimensions of each factor: they leave only W[l].T @ dZ[l]."),
        instead_of=DA_PREVIOUS,
    ),
    Mistake(
        "dA_once_more",
        Text("dA multiplied once more by dA[l-1]"),
        "backward",
        wrong="dA[l-1] = W[l].T @ dZ[l] * dA[l-1]",
        right=DA_PREVIOUS,
        where=any_but_first,
        raises=False,
        explanation=Text(
            "The note's other slip: dA[l-1] on both sides. It is what is being computed, so it is not known "
            "yet; here it starts as zeros and stays zero, and the earlier layers never learn. An "
            "entry-by-entry factor changes no shape."
        ),
        fix=Text("Drop the factor: ∂a[l]/∂a[l-1] is g'(z[l]) W[l] and nothing more."),
    ),
    Mistake(
        "dA_from_dA",
        Text("dA instead of dZ in the backward pass"),
        "backward",
        wrong="dA[l-1] = W[l].T @ dA[l]",
        right=DA_PREVIOUS,
        where=any_but_first,
        raises=False,
        explanation=Text(
            "dA[l] and dZ[l] have the same shape. With dA[l] the factor g'(Z[l]) is left out of everything "
            "before this layer, while dW[l] and db[l] of the layer itself are still right."
        ),
        fix=Text("Go back through the activation function first: dZ[l] = dA[l] * g'(Z[l]), and then W[l].T @ dZ[l]."),
        hint=curved_activation,
    ),
    Mistake(
        "dA_with_previous_W",
        Text("W[l-1] instead of W[l] in dA"),
        "backward",
        wrong="dA[l-1] = W[l-1].T @ dZ[l]",
        right=DA_PREVIOUS,
        where=any_but_first,
        raises=True,
        explanation=Text(
            "dA[l-1] comes out of block l, so it is W[l] that has to be used, although the result belongs to "
            "layer l - 1. The shapes reveal it unless both matrices are equally large."
        ),
        fix=Text("Keep to one block: W[l], dZ[l] in, dA[l-1] out."),
        hint=different_units,
    ),
    Mistake(
        "dA_with_last_dZ",
        Text("L instead of l in dA"),
        "backward",
        wrong="dA[l-1] = W[l].T @ dZ[L]",
        right=DA_PREVIOUS,
        where=any_between,
        raises=True,
        explanation=Text(
            "L is the last layer, l the one at hand. dZ[L] has n[L] rows and W[l].T has n[l] columns; only "
            "where these are equal does NumPy raise no error, and the layers between are skipped."
        ),
        fix=Text("Use dZ[l]; write n_layers or L for the last layer, and never a lower-case l that looks like 1."),
        hint=other_units_than_output,
    ),
    Mistake(
        "W_updated_too_early",
        Text("W updated before dA is computed"),
        "backward",
        wrong="dA[l-1] = (W[l] - alpha * dW[l]).T @ dZ[l]",
        right=DA_PREVIOUS,
        where=any_but_first,
        raises=False,
        explanation=Text(
            "Updating layer l at once means that dA[l-1] is computed with the new W[l]. The shapes are right and the "
            "numbers nearly: the error is of the size of α, and one hardly sees it in the cost."
        ),
        fix=Text("First all gradients, then all updates; forward and backward must see the same W."),
    ),
)
