"""Questions for one entry of dW and one of db, summed by hand over a few examples."""

from __future__ import annotations

from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import FEW_INPUTS, QuestionKind
from dnn.lessons.path.questions.numbers import FEW_EXAMPLES, NumberDraft, dot, products, row, shown, summed
from dnn.lessons.path.questions.options import LAYER, Options, layer_in
from dnn.text.messages import Text


def dW_entry(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """One entry of dW^[l]."""
    few, l = network.with_examples(min(FEW_EXAMPLES, network.setting.m)), layer_in(network, options)
    if l is None or few.setting.m == 1:
        return None
    dZ, A = few.gradients[l - 1].dZ.astype(float), few.passes[l - 1].A_previous.astype(float)  # (n, m), (n_previous, m)
    m, alpha = dZ.shape[1], network.config.hyperparameters.learning_rate
    j, k = network.random.randrange(len(dZ)), network.random.randrange(len(A))
    left, right = dZ[j].tolist(), A[k].tolist()
    total = dot(left, right)
    value = total / m
    mistakes = [
        (total, _without_mean()),
        (
            sum(left) / m,
            Text("That is the entry of db; for dW each number of dZ is multiplied by A of the layer before."),
        ),
        (sum(left) * sum(right) / m, Text("The sums were multiplied; the products have to be added.")),
        (float(dZ[:, 0].sum()) * right[0] / m, _over_units()),
        (alpha * value, _times_alpha(alpha)),
    ]
    if j != k and j < len(A) and k < len(dZ):
        transposed = dot(dZ[k].tolist(), A[j].tolist()) / m
        mistakes.insert(1, (transposed, Text("Transposed: the row is the unit, the column is the input.")))
    written = f"\\tfrac1{{{m}}}\\left({products(left, right)}\\right)"
    return NumberDraft(
        Text(
            "Take the first {m} examples only. Row {j} of {dZ} is {left}, row {k} of {A} is {right}. What is the entry "
            "in row {j} and column {k} of {dW}, to three digits?",
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
        Text("{written}", written=f"${written}={shown(value)}$"),
        tuple(mistakes),
        (
            Text("Each example says how this weight should change; dW is the mean of what they say."),
            Text(
                "{formula}: row of dZ times row of A, number by number, added up, divided by m.",
                formula=f"$dW^{{[{l}]}}=\\tfrac1m\\,dZ^{{[{l}]}}A^{{[{l - 1}]\\,\\mathsf T}}$",
            ),
            Text("Compute {written}.", written=f"${written}$"),
        ),
        sum(abs(a * b) for a, b in zip(left, right, strict=True)) / m,
    )


def db_entry(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """One entry of db^[l]."""
    few, l = network.with_examples(min(FEW_EXAMPLES, network.setting.m)), layer_in(network, options)
    if l is None or few.setting.m == 1:
        return None
    dZ = few.gradients[l - 1].dZ.astype(float)  # (n, m)
    (n, m), alpha = dZ.shape, network.config.hyperparameters.learning_rate
    j = network.random.randrange(n)
    values = dZ[j].tolist()
    value = sum(values) / m
    mistakes = [
        (sum(values), _without_mean()),
        (float(dZ[:, 0].sum()) / m, _over_units()),
        (alpha * value, _times_alpha(alpha)),
        (values[0], Text("That is the number of the first example alone; db is the mean of all.")),
    ]
    if n > 1:
        other = float(dZ[(j + 1) % n].sum()) / m
        mistakes.append((other, Text("That is another unit: another row of dZ.")))
    written = f"\\tfrac1{{{m}}}\\left({summed(values)}\\right)"
    return NumberDraft(
        Text(
            "Take the first {m} examples only. Row {j} of {dZ} is {values}. What is entry {j} of {db}, "
            "to three digits?",
            m=m,
            j=j + 1,
            dZ=f"$dZ^{{[{l}]}}$",
            db=f"$db^{{[{l}]}}$",
            values=row(values),
        ),
        value,
        Text("{written}", written=f"${written}={shown(value)}$"),
        tuple(mistakes),
        (
            Text("The bias is added for every example; db is the mean of what they say."),
            Text(
                "{formula}: the sum along the row, divided by m.",
                formula=f"$db^{{[{l}]}}=\\tfrac1m\\sum_i dZ^{{[{l}](i)}}$",
            ),
            Text("Compute {written}.", written=f"${written}$"),
        ),
        sum(map(abs, values)) / m,
    )


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
