"""Questions on where 1/m stands, on what every example twice does, and on what keepdims is for."""

from __future__ import annotations

import numpy as np

from dnn.lessons.path.option_checks import name_among
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import DIFFERENT_SIZES, HIDDEN_LAYER, HintedDraft, QuestionKind
from dnn.lessons.path.questions.options import LAYER, Options, layer_in, word
from dnn.lessons.practice.question import Draft, Wrong, of_layer
from dnn.text.messages import Enumeration, Text

GRADIENTS = ("dW", "db", "dZ", "dA")
OF_EACH_EXAMPLE = ("dZ", "dA")


def mean_draft(l: int, m: int) -> HintedDraft:
    """The gradients of a layer that carry 1/m."""

    def named(*symbols: str) -> Text:
        return _only(l, *symbols)

    columns = Text("A column of {dZ} is one example's own; there is nothing to average.", dZ=of_layer("dZ", l))
    return HintedDraft(
        Draft(
            Text(
                "J is the mean of the losses of {m} examples; dZ and dA are those of each example's own loss, as in "
                "the course. Which gradients of layer {l} are computed with the factor {factor}?",
                m=m,
                l=l,
                factor=f"$\\tfrac1{{{m}}}$",
            ),
            named("dW", "db"),
            Text("Only dW and db are derivatives of J; dZ and dA belong to each example's own loss."),
            (
                (named("dW"), Text("db is a mean over the examples as well.")),
                (named("dZ", "dA"), columns),
                (named("dZ"), columns),
                (
                    Text("all four"),
                    Text("With the factor in dZ as well, dW would have it twice: {square}.", square=f"$1/{m}^2$"),
                ),
            ),
        ),
        (
            Text("Which of them are derivatives of J, and which of one example's loss?"),
            Text("{formula}: the sum over the examples is in there.", formula="$dW=\\tfrac1m\\,dZ\\,A^{\\mathsf T}$"),
            Text("Which of the four have no column for each of the {m} examples?", m=m),
        ),
    )


def without_mean_draft(l: int, m: int) -> HintedDraft:
    """The gradients of a layer that do not carry 1/m: the same as `mean_draft`, asked the other way round."""
    dW, db = of_layer("dW", l), of_layer("db", l)
    averaged = Text("{dW} and {db} are derivatives of J, the mean: 1/m is in there.", dW=dW, db=db)
    return HintedDraft(
        Draft(
            Text(
                "J is the mean of the losses of {m} examples; dZ and dA are those of each example's own loss, as in "
                "the course. Which gradients of layer {l} are computed without the factor {factor}?",
                m=m,
                l=l,
                factor=f"$\\tfrac1{{{m}}}$",
            ),
            _only(l, "dZ", "dA"),
            Text("A column of dZ or dA is one example's own; only dW and db are derivatives of J."),
            (
                (_only(l, "dW", "db"), averaged),
                (_only(l, "dZ"), Text("dA is one example's own as well: it has a column for each example.")),
                (_only(l, "dA"), Text("dZ is one example's own as well: it has a column for each example.")),
                (Text("all four"), averaged),
            ),
        ),
        (
            Text("Which of them are derivatives of J, and which of one example's loss?"),
            Text("{formula}: the sum over the examples is in there.", formula="$dW=\\tfrac1m\\,dZ\\,A^{\\mathsf T}$"),
            Text("Which of the four have a column for each of the {m} examples?", m=m),
        ),
    )


def _only(l: int, *symbols: str) -> Text:
    return Text("only {symbols}", symbols=Enumeration(of_layer(symbol, l) for symbol in symbols))


def carries_mean(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The arrays of a hidden or of the output layer with 1/m."""
    l = layer_in(network, options)
    return mean_draft(l, network.setting.m) if l and network.setting.m > 1 else None


def every_example_twice(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The change of a gradient when every example stands twice in the data."""
    l, m = layer_in(network, options), network.setting.m
    if l is None or m == 1:
        return None
    symbol = word(options, "symbol", network.random.choice(GRADIENTS))
    name, of_each = of_layer(symbol, l), symbol in OF_EACH_EXAMPLE
    same = Text("It stays as it is: the same shape, the same numbers")
    columns = Text("It gets {columns} columns in place of {m}; the old numbers stay", columns=2 * m, m=m)
    larger = Text("The same shape, all numbers twice as large")
    smaller = Text("The same shape, all numbers half as large")
    both = Text("It gets {columns} columns in place of {m}, all numbers half as large", columns=2 * m, m=m)
    if of_each:
        right, because = (
            columns,
            Text("Each column is computed from its own example; a second copy gives a second column."),
        )
        wrong: tuple[Wrong, ...] = (
            (same, Text("{symbol} has a column for each example, and there are more examples now.", symbol=name)),
            (larger, Text("Nothing is added up in {symbol}: it has a column for each example.", symbol=name)),
            (both, Text("There is no 1/m in {symbol}: a column depends on its own example alone.", symbol=name)),
        )
    else:
        right, because = same, Text("The sum is twice as large, and 1/m is half as large: a mean stays as it is.")
        wrong = (
            (
                columns,
                Text("{symbol} has the shape of its parameter, which has no column for an example.", symbol=name),
            ),
            (larger, Text("That is so without 1/m: the sum doubles, the mean does not.")),
            (smaller, Text("1/m is halved, but the sum has twice as many terms.")),
        )
    return HintedDraft(
        Draft(
            Text(
                "All {m} examples are copied, so that each stands in the data twice: {columns} examples. What happens "
                "to {symbol}?",
                m=m,
                columns=2 * m,
                symbol=name,
            ),
            right,
            because,
            wrong,
        ),
        (
            Text("Is it a number for each example, or a mean over the examples?"),
            Text("{formulas}", formulas="$dZ^{[L]}=A^{[L]}-Y,\\quad dW=\\tfrac1m\\,dZ\\,A^{\\mathsf T}$"),
            Text(
                "Write the formula of {symbol} with m = {m}, then with m = {columns} and each column twice.",
                symbol=name,
                m=m,
                columns=2 * m,
            ),
        ),
    )


def missing_keepdims(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The shape of b after an update with a db that was summed without keepdims."""
    l, m = layer_in(network, options), network.whole_setting.m
    if l is None:
        return None
    n = network.sizes[l]
    db = np.zeros((n, m)).sum(axis=1)  # (n,)
    right = (np.zeros((n, 1)) - db).shape
    if right == (n, 1):
        return None
    return HintedDraft(
        Draft(
            Text(
                "In layer {l} with {n} units, {db} is computed without {keepdims}. Then comes {update}. "
                "What is the shape of b now?",
                l=l,
                n=n,
                db="`db = dZ.sum(axis=1) / m`",
                keepdims="`keepdims=True`",
                update="`b = b - alpha * db`",
            ),
            str(right),
            Text("db is a rank-1 array and counts as a row; a column minus a row is a matrix, and nothing is raised."),
            (
                (str((n, 1)), Text("So it should be, with keepdims; without, db is no column.")),
                (
                    str((n,)),
                    Text("b is a column, and the result has as many dimensions as the array with more of them."),
                ),
                (
                    Text("None: NumPy raises an error"),
                    Text("NumPy stretches both and raises nothing; that is the danger."),
                ),
                (str((1, n)), Text("b keeps its {n} rows; it is the one column that is stretched.", n=n)),
                (str((n, m)), Text("The examples are summed over already; m is in neither of the two.")),
            ),
        ),
        (
            Text("What is the shape of a sum along the rows, and what does NumPy take it for?"),
            Text("{shape} counts as a row; in a difference each dimension of 1 is stretched.", shape="$(n,)$"),
            Text("Put n = {n} into the shapes of b and of db, and compare them from the last dimension on.", n=n),
        ),
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("factor of the mean", Text("Where 1/m stands"), "mean", DIFFERENT_SIZES, carries_mean, LAYER),
    QuestionKind(
        "every example twice",
        Text("Every example twice"),
        "mean",
        DIFFERENT_SIZES,
        every_example_twice,
        {**LAYER, "symbol": name_among(*GRADIENTS)},
    ),
    QuestionKind(
        "missing keepdims",
        Text("What keepdims is for"),
        "keepdims",
        HIDDEN_LAYER,
        missing_keepdims,
        LAYER,
    ),
)
"""The kinds of this file."""
