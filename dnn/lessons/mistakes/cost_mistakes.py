"""Mistakes in the labels Y and in the cost J."""

from __future__ import annotations

from dnn.lessons.mistakes.mistake import ONE_OUTPUT, Mistake, last_layer
from dnn.lessons.mistakes.steps import COST, LABELS
from dnn.text.messages import Text

CROSS_ENTROPY = "J = -np.sum(Y * np.log(A[L])) / m"

COST_MISTAKES = (
    Mistake(
        "labels_rank_1",
        Text("Y as a rank-1 array, (m,)"),
        "cost",
        wrong="Y = labels",
        right=LABELS["binary"],
        where=last_layer,
        raises=False,
        explanation=Text(
            "NumPy raises no error, and with examples as columns it even computes the right numbers: A[L] (1, "
            "m) minus Y (m,) is broadcast to (1, m). It is luck: were A[L] a column (m, 1), the same line "
            "would give (m, m)."
        ),
        fix=Text("Write Y = labels.reshape(1, -1), and assert Y.shape == A[L].shape."),
        tasks=ONE_OUTPUT,
    ),
    Mistake(
        "labels_as_column",
        Text("Y as a column, (m, 1)"),
        "cost",
        wrong="Y = labels.reshape(-1, 1)",
        right=LABELS["binary"],
        where=last_layer,
        raises=True,
        explanation=Text(
            "A[L] (1, m) minus Y (m, 1) raises no error: NumPy broadcasts both and gives (m, m), every example "
            "against every label. The cost is silently wrong; the first product that needs a single row raises "
            "an error, if there is one."
        ),
        fix=Text("Write Y = labels.reshape(1, -1), and assert Y.shape == A[L].shape."),
        tasks=ONE_OUTPUT,
    ),
    Mistake(
        "labels_not_one_hot",
        Text("Class numbers instead of a one-hot Y"),
        "cost",
        wrong="Y = labels",
        right=LABELS["multiclass"],
        where=last_layer,
        raises=False,
        explanation=Text(
            "Y (m,) is broadcast over the rows of A[L] (n[L], m): each class is compared with the number of the class,"
            " and 2 is no probability. dZ[L] has the right shape and the wrong numbers."
        ),
        fix=Text("Make Y one-hot: np.eye(n[L])[labels].T has a 1 in the row of the class, shape (n[L], m)."),
        tasks=("multiclass",),
    ),
    Mistake(
        "one_hot_transposed",
        Text("One-hot Y transposed, (m, n[L])"),
        "cost",
        wrong="Y = np.eye(n[L])[labels]",
        right=LABELS["multiclass"],
        where=last_layer,
        raises=True,
        explanation=Text(
            "np.eye(n[L])[labels] has one example per row, as most libraries want it; A[L] has one example per "
            "column. Compared entry by entry, n[L] does not match m."
        ),
        fix=Text("Transpose: Y = np.eye(n[L])[labels].T, and assert Y.shape == A[L].shape."),
        tasks=("multiclass",),
    ),
    Mistake(
        "cost_without_m",
        Text("1/m missing in J"),
        "cost",
        wrong="J = np.sum(loss(Z[L], Y))",
        right=COST,
        where=last_layer,
        raises=False,
        explanation=Text(
            "J is a single number, so no shape reveals it. The gradients are computed by other lines, so the "
            "network learns as well, but J is m times what it should be and cannot be compared between sets of "
            "different size."
        ),
        fix=Text(
            "Divide by m. Before training, with small weights, J should be about ln 2 for two classes, ln C for C of "
            "them."
        ),
    ),
    Mistake(
        "cost_mean_over_entries",
        Text("np.mean over all entries of a one-hot cost"),
        "cost",
        wrong="J = -np.mean(Y * np.log(A[L]))",
        right=CROSS_ENTROPY,
        where=last_layer,
        raises=False,
        explanation=Text(
            "Y * log A has n[L] m entries, and np.mean divides by all of them instead of by m: J is 1/n[L] of "
            "what it should be. The shapes do not reveal it, but a gradient check finds that dW is n[L] times "
            "the central difference."
        ),
        fix=Text("Sum all entries and divide by m, or take the sum over axis 0 and then the mean."),
        tasks=("multiclass",),
        instead_of=COST,
    ),
    Mistake(
        "cost_axis",
        Text("J summed over one axis only"),
        "cost",
        wrong="J = -np.sum(Y * np.log(A[L]), axis=0) / m",
        right=CROSS_ENTROPY,
        where=last_layer,
        raises=False,
        explanation=Text(
            "The sum over axis 0 leaves the m losses of the examples; J has to be one number. NumPy raises no "
            "error; the plot shows m curves, or print shows a long list."
        ),
        fix=Text("Leave axis out to sum over everything, and assert J.shape == ()."),
        tasks=("multiclass",),
        instead_of=COST,
    ),
    Mistake(
        "cost_without_transpose",
        Text("Y @ log A without the transpose"),
        "cost",
        wrong="J = np.squeeze(-(Y @ np.log(A[L]) + (1 - Y) @ np.log(1 - A[L])) / m)",
        right="J = np.squeeze(-(Y @ np.log(A[L]).T + (1 - Y) @ np.log(1 - A[L]).T) / m)",
        where=last_layer,
        raises=True,
        explanation=Text(
            "Y and A[L] are both (1, m). A product of matrices that sums over the examples needs (1, m) times (m, 1)."
        ),
        fix=Text("Transpose the second factor, or multiply with * and take np.sum."),
        tasks=("binary",),
        instead_of=COST,
    ),
)
