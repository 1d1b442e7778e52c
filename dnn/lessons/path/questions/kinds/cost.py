"""Questions for the cost: at the start, of one example, and of a network that knows only the share of the labels."""

from __future__ import annotations

from dataclasses import replace
from math import inf, log

import numpy as np

from dnn.lessons.path.by_hand import as_shown
from dnn.lessons.path.option_checks import flag, number
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import HintedDraft, QuestionKind
from dnn.lessons.path.questions.numbers import (
    FEW_EXAMPLES,
    NumberDraft,
    factor,
    logarithms,
    rounded,
    row,
    shown,
    tabled_log,
    two_decimals,
)
from dnn.lessons.path.questions.options import Options, real
from dnn.lessons.practice.question import Draft, Wrong
from dnn.losses import TASKS
from dnn.text.messages import Text

MIXED_LABELS = Text("one for classes with unequal shares, or with one target")
CERTAIN = 1e-3
"""An a nearer to 0 or 1 is not asked about: four digits of it do not say its logarithm."""
CLEARLY_LESS = 0.02
"""The least difference between the entropy of the labels and that of equal shares at which they can be told apart."""
TENTHS = (1, 2, 3, 4, 6, 7, 8, 9)
"""Tenths that an a can be which is only described."""
TWO_CLASSES = (0, 1)
"""The labels of two classes."""
FEW_ONES = ((1, 10), (2, 10), (1, 8), (3, 8), (1, 20), (3, 20))
"""Examples with the label 1, and all of them, whose entropy is computed by hand: no two have the same, and no share
is near ln 2."""
ROUND_COUNTS = (100, 200, 300, 400)
"""Numbers of examples that are only described."""
ENTROPY = "$H(\\bar y)=-\\bar y\\ln\\bar y-(1-\\bar y)\\ln(1-\\bar y)$"
"""The entropy of the labels of two classes."""
SHARE = {"share": number(0, 1), "described": flag}


def cost_at_zero_weights(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """J of a network whose W and b are all 0."""
    if network.parameters.task == "regression":
        return _regression_at_zero(network)
    classes = max(2, network.sizes[-1])
    p, value = f"\\tfrac{{1}}{{{classes}}}", log(classes)
    mistakes = [
        (1 / classes, Text("That is the probability itself; the loss is its negative logarithm.")),
        (value / log(10), Text("That is the logarithm to the base 10; the loss takes the natural one.")),
        (value / log(2), Text("That is the logarithm to the base 2; the loss takes the natural one.")),
        (value / classes, Text("The loss of an example is −log of the right class's a alone; nothing is weighted.")),
        (network.setting.m * value, Text("That is the sum over all examples; J is their mean.")),
    ]
    if classes > 2:
        mistakes.insert(0, (log(2), Text("That is for two classes; here are {classes}.", classes=classes)))
    return NumberDraft(
        Text(
            "All weights and biases of this network are set to 0, and no iteration is made. It tells {classes} classes "
            "apart. What is its cost J, to three digits?",
            classes=classes,
        ),
        value,
        Text("{written}", written=f"$J=-\\ln{p}=\\ln {classes}\\approx{rounded(value)}$"),
        tuple(mistakes),
        (
            Text("With zeros everywhere every z of the output is 0. Which probability is that for each class?"),
            Text("{formula}: the loss is the negative natural logarithm of the right class's a.", formula="$-\\ln a$"),
            Text("{p} for each example, whatever its label: compute {formula}.", p=f"$a={p}$", formula=f"$-\\ln{p}$"),
        ),
    )


def _regression_at_zero(network: AskedNetwork) -> NumberDraft | None:
    """½ the mean of y², of a few examples with one output."""
    few = network.with_examples(min(FEW_EXAMPLES, network.setting.m))
    if len(few.Y) != 1 or few.setting.m == 1:
        return None
    y = as_shown(few.Y[0]).tolist()
    m, squares = len(y), sum(each * each for each in y)
    value = squares / (2 * m)
    written = f"\\tfrac1{{{m}}}\\cdot\\tfrac12\\left(" + "+".join(f"{factor(each)}^2" for each in y) + "\\right)"
    return NumberDraft(
        Text(
            "All weights and biases of this network are set to 0, and no iteration is made. The first {m} targets are "
            "{y}. What is the cost J of these {m} examples, to three digits?",
            m=m,
            y=row(y),
        ),
        value,
        Text("{written}", written=f"$J={written}\\approx{rounded(value)}$"),
        (
            (2 * value, Text("The factor ½ of the loss is missing.")),
            (m * value, Text("That is the sum over all examples; J is their mean.")),
            (float(np.var(y)) / 2, Text("That is the cost of predicting the mean; zero weights predict 0.")),
            (log(2), Text("That is the cost of two classes; here the loss is half the squared difference.")),
        ),
        (
            Text("With zeros everywhere every prediction is 0."),
            Text("{formula}", formula="$J=\\tfrac1m\\sum_i\\tfrac12(\\hat y^{(i)}-y^{(i)})^2$"),
            Text("Compute {written}.", written=f"${written}$"),
        ),
    )


def cost_of_one_example(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """The loss of one example, from its a and y."""
    i = network.random.randrange(network.setting.m)
    if options.get("described"):
        a = network.random.choice(TENTHS) / 10
        drafted = _loss_of_classes("binary", [a], [float(network.random.randint(0, 1))], i)
        return None if drafted is None else replace(drafted, prompt=_of_any_network(drafted.prompt))
    A, Y = as_shown(network.passes[-1].A[:, i]).tolist(), as_shown(network.Y[:, i]).tolist()  # (n_y,) each
    task = network.parameters.task
    if task == "regression":
        return _squared_loss(A[0], Y[0], i) if len(A) == 1 else None
    return _loss_of_classes(task, A, Y, i)


def _of_any_network(prompt: Text) -> Text:
    """The prompt of the loss of an example that stands in no data."""
    values = {name: value for name, value in prompt.values if name in ("a", "y", "logarithms")}
    return Text(
        "For an example with the label {y} some network gives {a}. What is the loss of this example, to two decimals? "
        "({logarithms})",
        **values,
    )


def _loss_of_classes(task: str, A: list[float], Y: list[float], i: int) -> NumberDraft | None:
    """The loss of an example that belongs to a class: from its a (n_y,) and its label (n_y,)."""
    a = sum(A[k] for k, y in enumerate(Y) if y == 1) if task == "multiclass" else A[0]
    p = a if task == "multiclass" or Y[0] == 1 else 1 - a
    if not CERTAIN < p < 1 - CERTAIN:
        return None
    value, other_term = -tabled_log(p), -tabled_log(1 - p)
    mistakes = [
        (tabled_log(p), Text("The loss is minus the logarithm, so it is never below 0.")),
        (value / log(10), Text("That is the logarithm to the base 10; the loss takes the natural one.")),
        ((1 - p) ** 2 / 2, Text("That is half the squared difference, the loss of regression.")),
        (1 - p, Text("That is the difference of a and y; the loss is a logarithm.")),
        (p, Text("That is the probability itself; the loss is its negative logarithm.")),
        (value + other_term, Text("Both terms were counted; y leaves only one of them.")),
        (p * value + (1 - p) * other_term, Text("Both terms were counted; y leaves only one of them.")),
    ]
    if task == "binary":
        mistakes.insert(0, (other_term, Text("That is the other term: look at y once more.")))
    else:
        mistakes += [
            (-tabled_log(other), Text("That is the a of another class; y says which one counts."))
            for k, other in enumerate(A)
            if Y[k] != 1 and other > 0
        ]
    logarithm = f"\\ln(1-{shown(a)})" if task == "binary" and Y[0] != 1 else f"\\ln {shown(a)}"
    offered = (a, 1 - a) if task == "binary" else tuple(each for each in A if each > 0)
    return NumberDraft(
        Text(
            "For example {i} the network gives {a}, and the label is {y}. What is the loss of this example, to two "
            "decimals? ({logarithms})",
            i=i + 1,
            logarithms=logarithms({shown(each): each for each in offered}),
            a=f"$a={shown(A[0])}$" if len(A) == 1 else f"$a=${row(A)}",
            y=f"$y={shown(Y[0])}$" if len(Y) == 1 else f"$y=${row(Y)}",
        ),
        value,
        Text("{written}", written=f"$-{logarithm}={two_decimals(value)}$"),
        tuple(mistakes),
        (
            Text("The loss asks only how probable the network thought the right label."),
            Text("{formula}", formula=f"${TASKS[task].loss_latex}$"),
            Text("One term remains: compute {written}.", written=f"$-{logarithm}$"),
        ),
        decimals=2,
    )


def _squared_loss(a: float, y: float, i: int) -> NumberDraft:
    value = (a - y) ** 2 / 2
    written = f"\\tfrac12\\left({shown(a)}-{factor(y)}\\right)^2"
    return NumberDraft(
        Text(
            "For example {i} the network gives {a}, and the target is {y}. What is the loss of this example, to three "
            "digits?",
            i=i + 1,
            a=f"${shown(a)}$",
            y=f"${shown(y)}$",
        ),
        value,
        Text("{written}", written=f"${written}\\approx{rounded(value)}$"),
        (
            (2 * value, Text("The factor ½ of the loss is missing.")),
            (abs(a - y), Text("That is the difference; it has to be squared and halved.")),
            (abs(a - y) / 2, Text("That is half the difference; it has to be squared.")),
            ((a + y) ** 2 / 2, Text("The target was added; it has to be subtracted.")),
        ),
        (
            Text("How far is the prediction from the target?"),
            Text("{formula}", formula="$\\tfrac12(a-y)^2$"),
            Text("Compute {written}.", written=f"${written}$"),
        ),
        # the relative rounding of a - y counts twice in its square
        2 * value * (abs(a) + abs(y)) / abs(a - y) if a != y else inf,
    )


def _counts(network: AskedNetwork, options: Options) -> tuple[int, int]:
    """The examples with label 1, and all: those of the network, or of a share that the options say, or described."""
    m = network.setting.m
    ones = int(network.Y[0].sum())
    if options.get("described"):
        m = network.random.choice(ROUND_COUNTS)
        return m * network.random.randint(12, 38) // 100, m
    share = real(options, "share", ones / m)
    return (max(1, min(m - 1, round(share * m))), m) if options.get("share") else (ones, m)


def binary_entropy(p: float) -> float:
    """H(p) = −p ln p − (1 − p) ln(1 − p), for 0 < p < 1."""
    return -p * log(p) - (1 - p) * log(1 - p)


def label_entropy(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """H(ȳ) of the labels; of regression its twin, half the variance of a few targets."""
    task = network.parameters.task
    is_given = options.get("share") or options.get("described")
    if task == "regression" and not options.get("described"):
        return _half_variance(network)
    if task == "multiclass" and not is_given:
        counts = [int(each) for each in network.Y.sum(axis=1)]
    else:
        ones, m = network.random.choice(FEW_ONES) if options.get("described") else _counts(network, options)
        counts = [m - ones, ones]
    present = [count for count in counts if count]
    if len(present) < 2:
        return None
    m = sum(counts)
    shares = [count / m for count in present]
    value = -sum(p * tabled_log(p) for p in shares)
    if log(len(counts)) - value < CLEARLY_LESS:
        return None
    fractions = [f"\\tfrac{{{c}}}{{{m}}}" for c in present]
    written = "-" + "-".join(f"{each}\\ln{each}" for each in fractions)
    logs = [two_decimals(tabled_log(p)) for p in shares]
    computed = "".join(rf"-{each}\cdot({log_of})" for each, log_of in zip(fractions, logs, strict=True))
    given = {"m": m, "logarithms": logarithms(dict(zip(fractions, shares, strict=True)))}
    prompt = (
        Text(
            "Of {m} examples {zeros} have the label 0 and {ones} the label 1. A network gives every example the same "
            "{prediction}, the share of the label 1. What is its cost J = H(ȳ), to two decimals? ({logarithms})",
            zeros=counts[0],
            ones=counts[1],
            prediction=r"$\hat y$",
            **given,
        )
        if len(counts) == len(TWO_CLASSES)
        else Text(
            "Of {m} examples, the classes have {counts}. A network gives every example the shares of the classes as "
            "its prediction. What is its cost J = H(ȳ), to two decimals? ({logarithms})",
            counts="$" + r",\;".join(map(str, counts)) + "$",
            **given,
        )
    )
    return NumberDraft(
        prompt,
        value,
        Text("{written}", written=f"$H(\\bar y)={computed}\\approx{two_decimals(value)}$"),
        (
            *((share, Text("That is a share; the loss is a logarithm.")) for share in reversed(shares)),
            (log(len(counts)), Text("That is the cost of equal probabilities, as zero weights give them.")),
            (-shares[-1] * log(shares[-1]), Text("That is one term only; every class has one.")),
            (-log(shares[-1]), Text("That is the loss of one class; J is the mean over all examples.")),
            (value / log(2), Text("That is the logarithm to the base 2; the loss takes the natural one.")),
            (value / log(10), Text("That is the logarithm to the base 10; the loss takes the natural one.")),
            (-value, Text("The logarithm of a share is negative; with the minus before it each term is positive.")),
        ),
        (
            Text("Each class has its own loss; J is the mean, so each counts with its share."),
            Text("{formula}", formula=ENTROPY if len(counts) == len(TWO_CLASSES) else "$H=-\\sum_k p_k\\ln p_k$"),
            Text("Compute {written}.", written=f"${written}$"),
        ),
        decimals=2,
    )


def _half_variance(network: AskedNetwork) -> NumberDraft | None:
    few = network.with_examples(min(FEW_EXAMPLES, network.setting.m))
    if len(few.Y) != 1 or few.setting.m == 1:
        return None
    y = as_shown(few.Y[0]).tolist()
    m, mean = len(y), sum(y) / len(y)
    value = sum((each - mean) ** 2 for each in y) / (2 * m)
    squares = sum(each * each for each in y) / (2 * m)
    written = f"\\tfrac1{{2\\cdot{m}}}\\sum_i(y^{{(i)}}-{factor(mean)})^2"
    return NumberDraft(
        Text(
            "The first {m} targets are {y}. A network gives every example their mean as its prediction. What is the "
            "cost J of these {m} examples, to three digits?",
            m=m,
            y=row(y),
        ),
        value,
        Text("Half the variance: {written}", written=f"${written}\\approx{rounded(value)}$"),
        (
            (2 * value, Text("The factor ½ of the loss is missing.")),
            (m * value, Text("That is the sum over all examples; J is their mean.")),
            (squares, Text("That is the cost of predicting 0; here the mean is predicted.")),
            (value * m / (m - 1), Text("J divides by m, not by m − 1.")),
        ),
        (
            Text("First the mean, then how far each target is from it."),
            Text("{formula}", formula="$J=\\tfrac1m\\sum_i\\tfrac12(\\bar y-y^{(i)})^2$"),
            Text("Compute {written}.", written=f"${written}$"),
        ),
        2 * squares,
    )


def stuck_draft(ones: int, m: int) -> HintedDraft | None:
    """The cost at which a network is stuck that gives every example the same a."""
    if not 0 < ones < m:
        return None
    p = ones / m
    if log(2) - binary_entropy(p) < CLEARLY_LESS:
        return None
    wrong: list[Wrong] = [
        (_three(log(2)), Text("That is ln 2, the cost of ŷ = ½; the share of the labels costs less.")),
        (_three(p), Text("That is the share of the label 1; a cost is a mean of logarithms.")),
        (_three(0.0), Text("A cost of 0 would need each example's own label, not the same ŷ for all.")),
        (_three(-log(p)), Text("That is the loss of the examples with label 1 alone.")),
        (_three(-log(1 - p)), Text("That is the loss of the examples with label 0 alone.")),
    ]
    return HintedDraft(
        Draft(
            Text(
                "The label 1 stands at {ones} of {m} examples. The cost of a network falls at first, then it is stuck: "
                "every example gets the same {prediction}, the best one for all. At which cost? ({logarithms})",
                m=m,
                ones=ones,
                prediction=r"$\hat y$",
                logarithms=logarithms({f"\\tfrac{{{count}}}{{{m}}}": count / m for count in (ones, m - ones)}),
            ),
            _three(binary_entropy(p)),
            Text("The best ŷ for all is the share {p}; its cost is the entropy H of the labels.", p=f"{p:.3g}"),
            tuple(wrong),
        ),
        (
            Text("Which ŷ is the best one if all examples get the same?"),
            Text("{formula} with the share {share} of the label 1.", formula=ENTROPY, share="$\\bar y$"),
            Text("Here {p}: put it in.", p=f"$\\bar y=\\tfrac{{{ones}}}{{{m}}}$"),
        ),
    )


def _three(value: float) -> str:
    return f"{value:.3f}"


def stuck_cost(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The cost at which this network would be stuck; for a network with one output of two classes, or any share."""
    if network.parameters.task != "binary" and not (options.get("share") or options.get("described")):
        return None
    return stuck_draft(*_counts(network, options))


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind(
        "cost at zero weights",
        Text("The cost at the start"),
        "stuck cost",
        Text("one with one output or with classes"),
        cost_at_zero_weights,
    ),
    QuestionKind(
        "cost of one example",
        Text("The loss of one example"),
        "stuck cost",
        Text("one with one output or with classes, and not too certain"),
        cost_of_one_example,
        {"described": flag},
    ),
    QuestionKind("label entropy", Text("The entropy of the labels"), "stuck cost", MIXED_LABELS, label_entropy, SHARE),
    QuestionKind(
        "stuck cost",
        Text("Where a cost is stuck"),
        "stuck cost",
        Text("one for two classes with unequal shares"),
        stuck_cost,
        SHARE,
    ),
)
"""The kinds of this file."""
