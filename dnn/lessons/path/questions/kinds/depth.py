"""Questions for what layers give without g, and for which of the tried networks separates the classes."""

from __future__ import annotations

from itertools import combinations, product
from math import isfinite

from dnn.lessons.path.by_hand import in_short, without_noise
from dnn.lessons.path.option_checks import flag, number
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.facts import fact, numbered_runs, value_word, word_of
from dnn.lessons.path.questions.kind import (
    FEW_INPUTS,
    HIDDEN_LAYER,
    TELLING_RUNS,
    HintedDraft,
    QuestionKind,
)
from dnn.lessons.path.questions.kinds.of_practice import with_numbers
from dnn.lessons.path.questions.numbers import MAX_TERMS, NumberDraft, dot, products, row, shown
from dnn.lessons.path.questions.options import Options, real
from dnn.lessons.practice.question import Draft, Wrong
from dnn.text.messages import Enumeration, Text

SEPARATED = 0.95
"""The share of examples with the right label from which on a network separates the classes, unless told otherwise."""
UNCLEAR = 0.02
"""A score so near the threshold is not asked about."""
FARTHEST = 4
"""Whole numbers from −FARTHEST on are the coordinates of points."""
ANY_NETWORK = Text("one of any kind")
SCORE = {"score": number(0, 1), "described": flag}
NOT_SEPARATED_PERCENT, SEPARATED_PERCENT = (48, 86), (98, 100)
"""Shares of right examples, from and to, of runs that are only described."""


def product_entry(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """An entry of W^[2] W^[1]."""
    if network.L < 2 or network.sizes[1] > MAX_TERMS:
        return None
    W1, W2 = (layer.W for layer in network.parameters.layers[:2])  # (n, n_x), (n_2, n)
    i, j = network.random.randrange(len(W2)), network.random.randrange(W1.shape[1])
    left, right = in_short(W2[i]).tolist(), in_short(W1[:, j]).tolist()
    value = without_noise(dot(left, right))
    mistakes = [
        (left[0] * right[0], Text("That is only the first product; the products of all hidden units are added.")),
        (sum(left) * sum(right), Text("The sums were multiplied; the products have to be added.")),
        (sum(left) + sum(right), Text("The numbers were added; each pair is multiplied first.")),
    ]
    if W1.shape[1] > 1:
        other = in_short(W1[:, (j + 1) % W1.shape[1]]).tolist()
        mistakes.append((dot(left, other), Text("That is another column of the first layer's W.")))
    return NumberDraft(
        Text(
            "A network has {network}. Take g away from its first hidden layer: then layers 1 and 2 together multiply "
            "the input by the matrix {V}. In rounded numbers, row {i} of {W2} is {left} and column {j} of {W1} is "
            "{right}. What is {entry}, to two decimals?",
            network=network.setting.network,
            V="$V=W^{[2]}W^{[1]}$",
            W2="$W^{[2]}$",
            W1="$W^{[1]}$",
            i=i + 1,
            j=j + 1,
            left=row(left),
            right=row(right),
            entry=f"$V_{{{i + 1}{j + 1}}}$",
        ),
        value,
        Text("{written}", written=f"$V_{{{i + 1}{j + 1}}}={products(left, right)}={shown(value)}$"),
        tuple(mistakes),
        (
            Text("Two layers without g are one layer: their matrices are multiplied."),
            Text("{formula}", formula="$V_{ij}=\\sum_k W^{[2]}_{ik}W^{[1]}_{kj}$"),
            Text("Compute {written}.", written=f"${products(left, right)}$"),
        ),
        decimals=2,
    )


def one_matrix(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The shape of the one W that a network of linear layers is."""
    if network.L < 2:
        return None
    sizes = network.sizes
    first, last = sizes[0], sizes[-1]
    wrong: list[Wrong] = [
        (str((first, last)), Text("Transposed: rows are outputs, columns are inputs.")),
        (str((sizes[1], first)), Text("That is the first layer alone.")),
        (str((last, sizes[-2])), Text("That is the output layer alone.")),
        (str((sum(sizes[1:]), first)), Text("Units of different layers do not become rows of one matrix.")),
        (str((max(sizes), max(sizes))), Text("Hidden units are summed over in the product; they leave no dimension.")),
    ]
    return HintedDraft(
        Draft(
            Text(
                "A network has {network}. If every g were linear, a single layer with one W and one b would do the "
                "same. What is the shape of that W?",
                network=network.setting.network,
            ),
            str((last, first)),
            Text("It is the product of all W, from the last to the first: as many rows as outputs, a column an input."),
            tuple(wrong),
        ),
        (
            Text("What goes in and what comes out stays the same; only the layers between are gone."),
            Text("{formula}: inner dimensions disappear.", formula="$W=W^{[L]}\\cdots W^{[2]}W^{[1]}$"),
            with_numbers(network.setting),
        ),
    )


def which_separate(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The runs of the experiment that separate the classes; with `described` those of somebody else."""
    threshold = real(options, "score", SEPARATED)
    runs = numbered_runs(network)
    scores = _asked_scores(network, runs, options)
    if len(runs) < 2 or not all(abs(score - threshold) > UNCLEAR for score in scores.values()):
        return None
    right = tuple(k for k in runs if scores[k] >= threshold)
    subsets = [tuple(each) for size in range(len(runs) + 1) for each in combinations(runs, size)]
    wrong: list[Wrong] = []
    for subset in subsets:
        different = [k for k in runs if (k in subset) != (k in right)]
        if 0 < len(different) <= 2:
            wrong.append((_named(network, subset), _of_score(network, different[0], scores[different[0]])))
    percent = f"{100 * threshold:g}"
    prompt = (
        Text(
            "With other data the same runs ended with these shares of right examples: {scores}. Which of them separate "
            "those classes: at least {percent} % of the examples right?",
            scores=_listed(network, scores),
            percent=percent,
        )
        if options.get("described")
        else Text(
            "Which of the runs separate the classes: at least {percent} % of the examples right?", percent=percent
        )
    )
    return HintedDraft(
        Draft(
            prompt,
            _named(network, right),
            Text("Their shares of right examples are {scores}.", scores=_listed(network, scores)),
            tuple(wrong),
        ),
        _hints_on_runs(network, scores, right, options),
    )


def _asked_scores(network: AskedNetwork, runs: list[int], options: Options) -> dict[int, float]:
    """The score of each run; with `described` shares that are drawn, more often the larger ones for later runs."""
    if not options.get("described"):
        return _scores(network, runs)
    first = network.random.randint(1, len(runs))  # from here on the runs separate
    spans = (NOT_SEPARATED_PERCENT, SEPARATED_PERCENT)
    return {k: network.random.randint(*spans[k >= first]) / 100 for k in runs}


def straight_line(network: AskedNetwork, options: Options) -> HintedDraft:
    """The number of four points that one straight line can label rightly."""
    random = network.random
    (left, right), (low, high) = (sorted(random.sample(range(-FARTHEST, FARTHEST + 1), 2)) for _ in "xy")
    corners = ((left, low), (right, low), (left, high), (right, high))
    opposite = ((0, 1, 1, 0), (1, 0, 0, 1))
    is_opposite = random.random() < 1 / 2
    beside = [labels for labels in product((0, 1), repeat=4) if 0 < sum(labels) < 4 and labels not in opposite]
    labels = random.choice(opposite if is_opposite else beside)
    few = (
        ("2", Text("A line that cuts off one corner has three points right, or four.")),
        ("1", Text("Even the same label for all four has more of them right.")),
    )
    wrong: list[Wrong] = [
        ("4", Text("Points with one label lie across from one another: no straight line parts them from the rest."))
        if is_opposite
        else ("3", Text("Draw the points: a straight line can have all of label 1 on one side.")),
        *few,
    ]
    ones = [corner for corner, label in zip(corners, labels, strict=True) if label]
    return HintedDraft(
        Draft(
            Text(
                "Four points have these labels: {points}. How many of them can a network without a hidden layer label "
                "rightly at most?",
                points=Enumeration(
                    f"${{{{{corner}\\to {label}}}}}$" for corner, label in zip(corners, labels, strict=True)
                ),
            ),
            "3" if is_opposite else "4",
            Text("The labels are those of XOR: a straight line cuts off one corner, and one point stays wrong.")
            if is_opposite
            else Text("One straight line has all points with the label 1 on one side."),
            tuple(wrong),
        ),
        (
            Text("Draw the four points, and write its label beside each."),
            Text("Without a hidden layer the boundary is one straight line: which points can it have on one side?"),
            Text(
                "The label 1 stands at {ones}: are these side by side, or across from one another?",
                ones=Enumeration(f"${corner}$" for corner in ones),
            ),
        ),
    )


def _scores(network: AskedNetwork, runs: list[int]) -> dict[int, float]:
    """The score of each run; of one that diverged 0."""
    found = {k: fact(network, "score", k) for k in runs}
    return {k: score if isfinite(score) else 0.0 for k, score in found.items()}


def fewest_units(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The least of the tried values whose run separates the classes."""
    threshold = real(options, "score", SEPARATED)
    runs = sorted(numbered_runs(network), key=lambda k: fact(network, "value", k))
    scores = _asked_scores(network, runs, options)
    if not all(abs(score - threshold) > UNCLEAR for score in scores.values()):
        return None
    reached = [k for k in runs if scores[k] >= threshold]
    none = Text("None of those tried")
    right: Text | str = value_word(network, reached[0]) if reached else none
    wrong: list[Wrong] = [
        (
            value_word(network, k),
            Text("It is enough, but fewer are enough, too.") if k in reached else _of_score(network, k, scores[k]),
        )
        for k in runs
    ]
    if reached:
        wrong.append((none, _of_score(network, reached[0], scores[reached[0]])))
    percent = f"{100 * threshold:g}"
    prompt = (
        Text(
            "With other data the same runs ended with these shares of right examples: {scores}. What is the smallest "
            "number tried with which at least {percent} % of them are right?",
            scores=_listed(network, scores),
            percent=percent,
        )
        if options.get("described")
        else Text(
            "What is the smallest number tried with which at least {percent} % of the examples are right?",
            percent=percent,
        )
    )
    return HintedDraft(
        Draft(
            prompt,
            right,
            Text("The shares of right examples are {scores}.", scores=_listed(network, scores)),
            tuple(wrong),
        ),
        _hints_on_runs(network, scores, tuple(reached[:1]), options),
    )


def _hints_on_runs(
    network: AskedNetwork, scores: dict[int, float], right: tuple[int, ...], options: Options
) -> tuple[Text, Text, Text]:
    """Hints that send to the table of runs, or to what is described, and through it with a run that is not the
    answer."""
    other = next((k for k in scores if k not in right), min(scores))
    where = (
        (
            Text("Everything asked for stands in the question: other data, other shares."),
            Text("Compare the share of right examples of each run with the share that is asked for."),
        )
        if options.get("described")
        else (
            Text("Everything asked for was in the experiment: look at its runs again."),
            Text(
                "Compare the column “{title}” of all runs: it is the share of right examples.",
                title=Text("right answers"),
            ),
        )
    )
    return (
        *where,
        Text(
            "There are {runs} runs; that of {label} has {value}. Go through the others in the same way.",
            runs=len(scores),
            label=word_of(network, other),
            value=f"{100 * scores[other]:.3g} %",
        ),
    )


def _named(network: AskedNetwork, runs: tuple[int, ...]) -> Text | str:
    return Enumeration(word_of(network, k) for k in runs) if runs else Text("None of them")


def _of_score(network: AskedNetwork, k: int, score: float) -> Text:
    return Text(
        "Look at {label}: {percent} % of its examples are right.",
        label=word_of(network, k),
        percent=f"{100 * score:.1f}",
    )


def _listed(network: AskedNetwork, scores: dict[int, float]) -> Enumeration:
    return Enumeration(
        Text("{label}: {percent} %", label=word_of(network, k), percent=f"{100 * score:.1f}")
        for k, score in scores.items()
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind("straight line", Text("What a straight line can part"), "depth", ANY_NETWORK, straight_line),
    QuestionKind("product of two layers", Text("Two layers without g"), "depth", FEW_INPUTS, product_entry),
    QuestionKind("one matrix", Text("All layers without g"), "depth", HIDDEN_LAYER, one_matrix),
    QuestionKind(
        "which runs separate", Text("Which networks separate"), "depth", TELLING_RUNS, which_separate, SCORE, True
    ),
    QuestionKind("fewest units", Text("The fewest units that do it"), "depth", TELLING_RUNS, fewest_units, SCORE, True),
)
"""The kinds of this file."""
