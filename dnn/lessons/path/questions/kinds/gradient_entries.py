"""Questions for one entry of dW and one of db, summed by hand over two examples in rounded numbers."""

from __future__ import annotations

import numpy as np

from dnn.activations import Array
from dnn.lessons.path.by_hand import decimals_in, in_short, without_noise
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import FEW_INPUTS, QuestionKind
from dnn.lessons.path.questions.numbers import NumberDraft, comes_to, dot, products, row, summed
from dnn.lessons.path.questions.options import LAYER, Options, layer_in
from dnn.text.messages import Text

TWO_EXAMPLES = 2
"""Examples that are summed over: enough for what is summed and divided by to be seen."""
DRAWS = 6
"""Entries that are drawn, of which that with the shortest numbers is asked about."""


def dW_entry(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """One entry of dW^[l]."""
    few, l = network.with_examples(min(TWO_EXAMPLES, network.setting.m)), layer_in(network, options)
    if l is None or few.setting.m == 1:
        return None
    dZ, A = _short_rows(few.gradients[l - 1].dZ), _short_rows(few.passes[l - 1].A_previous)  # (n, m), (n_previous, m)
    m, alpha = dZ.shape[1], network.config.hyperparameters.learning_rate
    drawn = [(network.random.randrange(len(dZ)), network.random.randrange(len(A))) for _draw in range(DRAWS)]
    j, k = min(drawn, key=lambda at: decimals_in(dZ[at[0]]) + decimals_in(A[at[1]]))  # the first of the shortest
    left, right = dZ[j].tolist(), A[k].tolist()
    products_of = [a * b for a, b in zip(left, right, strict=True)]
    total = dot(left, right)
    value = without_noise(total / m)
    whole_dZ, whole_A = network.gradients[l - 1].dZ.astype(float), network.passes[l - 1].A_previous.astype(float)
    whole_total = dot(whole_dZ[j].tolist(), whole_A[k].tolist())
    mistakes = [
        (total, _without_mean()),
        *_by_all(total, whole_dZ.shape[1], m),
        *_of_all(whole_total, whole_dZ.shape[1], m),
        *_of_one(products_of, m),
        (
            sum(left) / m,
            Text("That is the entry of db; for dW each number of dZ is multiplied by A of the layer before."),
        ),
        (sum(left) * sum(right) / m, Text("The sums were multiplied; the products have to be added.")),
        (float(dZ[:, 0].sum()) * right[0] / m, _over_units()),
        (alpha * value, _times_alpha(alpha)),
    ]
    if j != k and j < len(A) and k < len(dZ):
        transposed = dot(dZ[k].tolist(), A[j].tolist())
        why = Text("Transposed: the row is the unit, the column is the input.")
        mistakes[1:1] = [(transposed / m, why), (transposed, Text("{reason} And 1/m is missing.", reason=why))]
    elsewhere = [
        (dot(left, other.tolist()) / m, Text("That is with row {row} of A; column {k} of dW asks for row {k} of it.",
                                             row=at + 1, k=k + 1))
        for at, other in enumerate(A) if at != k
    ]  # fmt: skip
    elsewhere += [
        (dot(other.tolist(), right) / m, Text("That is with row {row} of dZ; row {j} of dW asks for row {j} of it.",
                                              row=at + 1, j=j + 1))
        for at, other in enumerate(dZ) if at != j
    ]  # fmt: skip
    written = f"\\tfrac1{{{m}}}\\left({products(left, right)}\\right)"
    return NumberDraft(
        Text(
            "Take the first {m} examples only (so m = {m}), in rounded numbers: row {j} of {dZ} is {left}, row {k} "
            "of {A} is {right}. What is the entry in row {j} and column {k} of {dW}, to three digits?",
            m=m,
            j=j + 1,
            k=k + 1,
            dZ=f"$dZ^{{[{l}]}}$",
            A=f"$A^{{[{l - 1}]}}$",
            dW=f"$dW^{{[{l}]}}$",
            left=row(left),
            right=row(right),
        ),
        value,
        Text("{written}", written=f"${written}{comes_to(value)}$"),
        tuple(mistakes),
        (
            Text("Each example says how this weight should change; dW is the mean of what they say."),
            Text(
                "{formula}: row of dZ times row of A, number by number, added up, divided by m.",
                formula=f"$dW^{{[{l}]}}=\\tfrac1m\\,dZ^{{[{l}]}}A^{{[{l - 1}]\\,\\mathsf T}}$",
            ),
            Text("Compute {written}.", written=f"${written}$"),
        ),
        elsewhere=tuple(elsewhere),
    )


def db_entry(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """One entry of db^[l]."""
    few, l = network.with_examples(min(TWO_EXAMPLES, network.setting.m)), layer_in(network, options)
    if l is None or few.setting.m == 1:
        return None
    dZ = _short_rows(few.gradients[l - 1].dZ)  # (n, m)
    (n, m), alpha = dZ.shape, network.config.hyperparameters.learning_rate
    j = network.random.randrange(n)
    values = dZ[j].tolist()
    value = without_noise(sum(values) / m)
    whole_dZ = network.gradients[l - 1].dZ.astype(float)
    mistakes = [
        (sum(values), _without_mean()),
        *_by_all(sum(values), whole_dZ.shape[1], m),
        *_of_all(float(whole_dZ[j].sum()), whole_dZ.shape[1], m),
        (float(dZ[:, 0].sum()) / m, _over_units()),
        (alpha * value, _times_alpha(alpha)),
        *_of_one(values, m),
    ]
    if n > 1:
        other = float(dZ[(j + 1) % n].sum()) / m
        mistakes.append((other, Text("That is another unit: another row of dZ.")))
    written = f"\\tfrac1{{{m}}}\\left({summed(values)}\\right)"
    return NumberDraft(
        Text(
            "Take the first {m} examples only (so m = {m}), in rounded numbers: row {j} of {dZ} is {values}. What is "
            "entry {j} of {db}, to three digits?",
            m=m,
            j=j + 1,
            dZ=f"$dZ^{{[{l}]}}$",
            db=f"$db^{{[{l}]}}$",
            values=row(values),
        ),
        value,
        Text("{written}", written=f"${written}{comes_to(value)}$"),
        tuple(mistakes),
        (
            Text("The bias is added for every example; db is the mean of what they say."),
            Text(
                "{formula}: the sum along the row, divided by m.",
                formula=f"$db^{{[{l}]}}=\\tfrac1m\\sum_i dZ^{{[{l}](i)}}$",
            ),
            Text("Compute {written}.", written=f"${written}$"),
        ),
    )


def _short_rows(array: Array) -> Array:
    """An array with the numbers of each row rounded to the few decimals that are enough for it, in the same shape."""
    return np.array([in_short(each) for each in array])


def _by_all(total: float, examples: int, m: int) -> list[tuple[float, Text]]:
    """The sum over the first m examples, divided by the number of all that the learner has before her."""
    if examples == m:
        return []
    reason = Text(
        "That is divided by the batch's {examples}; only {m} examples are taken here.", examples=examples, m=m
    )
    return [(total / examples, reason)]


def _of_all(total: float, examples: int, m: int) -> list[tuple[float, Text]]:
    """The result over all examples that the learner has before her, where only the first m are asked for."""
    if examples == m:
        return []
    others = Text("That is over all {examples} examples; only the first {m} are asked for.", examples=examples, m=m)
    return [
        (total / examples, others),
        (total, Text("{reason} And 1/m is missing.", reason=others)),
        (total / m, Text("That is the sum over all {examples} examples, divided by {m}.", examples=examples, m=m)),
    ]


def _of_one(values: list[float], m: int) -> list[tuple[float, Text]]:
    """The result of one example alone, and that divided by m."""
    alone = [
        (value, Text("That is what example {i} alone says; here it is the mean of {m}.", i=i, m=m))
        for i, value in enumerate(values, start=1)
    ]
    divided = [
        (value / m, Text("That is example {i} alone, divided by m; the others have to be added first.", i=i))
        for i, value in enumerate(values, start=1)
    ]
    return alone + divided


def _without_mean() -> Text:
    return Text("The factor 1/m is missing: that is the sum over the examples, not their mean.")


def _over_units() -> Text:
    return Text("That is a sum over the units (axis 0); the sum goes over the examples (axis 1).")


def _times_alpha(alpha: float) -> Text:
    return Text("It was multiplied by α = {alpha}; that comes with the update only.", alpha=f"{alpha:g}")


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("entry of dW", Text("One entry of dW"), "mean", FEW_INPUTS, dW_entry, LAYER),
    QuestionKind("entry of db", Text("One entry of db"), "mean", FEW_INPUTS, db_entry, LAYER),
)
"""The kinds of this file."""
