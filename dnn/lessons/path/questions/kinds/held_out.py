"""Questions on held-out data, on the luck of seeds, and on networks with few units."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from random import Random
from statistics import mean

from dnn.lessons.path.option_checks import flag, whole
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.facts import fact, numbered_runs, word_of
from dnn.lessons.path.questions.kind import DIFFERENT_SIZES, TELLING_RUNS, HintedDraft, QuestionKind
from dnn.lessons.path.questions.kinds.curves import chosen_run
from dnn.lessons.path.questions.kinds.of_practice import HINTS_OF_TOPICS, with_numbers, with_numbers_for
from dnn.lessons.path.questions.options import RUN, Options
from dnn.lessons.practice.counting_questions import all_parameters
from dnn.lessons.practice.question import Draft, Setting, Wrong
from dnn.text.messages import Text

LEARNED, NOT_LEARNED = 0.5, 0.8
"""The shares of the first cost up to which a cost says that something was learned, and from which on it says that
nothing was."""
GAP, NO_GAP = 1.5, 1.15
"""Ratios of the cost of the held-out data and that of the training data: from the first on it is overfitting, up to the
second it is as good."""
CLEAR = 1.5
"""The multiple of the spread of seeds from which on a difference is hardly luck; up to half the spread it can be."""
SEEDS = 3
"""Runs of each setting, at least."""
MAX_GOAL_UNITS = 9


def _made_up(random: Random) -> tuple[float, float, float]:
    """The first cost, the last and the held-out one of a run that is only described."""
    first = random.uniform(0.65, 1.2)
    verdict = random.choice(("overfits", "unlearned", "good"))
    if verdict == "unlearned":
        train = random.uniform(0.88, 0.97) * first
        return first, train, random.uniform(1.0, 1.08) * train
    train = random.uniform(0.08, 0.25) * first
    return first, train, (random.uniform(2.0, 4.0) if verdict == "overfits" else random.uniform(1.0, 1.1)) * train


def overfitting(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The verdict of the costs of a run's training and held-out data together."""
    is_described = bool(options.get("described"))
    label = ""
    if is_described:
        first, train, test = (float(f"{cost:.3g}") for cost in _made_up(network.random))
    else:
        k = chosen_run(network, options, numbered_runs(network))
        first, train, test = (fact(network, name, k) for name in ("first_cost", "final_cost", "test_cost"))
        label = word_of(network, k)
    right = _judged(first, train, test)
    if right is None:
        return None
    texts = {
        "overfits": Text("It overfits: it knows the training data better than the rest"),
        "unlearned": Text("It has learned too little, of either"),
        "good": Text("It is as good on data that it has not seen"),
        "lucky": Text("The held-out data were learned too, since their cost is there"),
    }
    whys = {
        "overfits": Text("Overfitting is a large gap: a low cost in training, a much higher one on held-out data."),
        "unlearned": Text("Too little is learned where the training cost itself is still near the first one."),
        "good": Text("It is good where the training cost is low and the held-out one is hardly higher."),
        "lucky": Text("The cost of held-out data is only measured; no gradient is ever computed from them."),
    }
    values = {"first": f"{first:.3g}", "train": f"{train:.3g}", "test": f"{test:.3g}"}
    prompt = (
        Text(
            "The cost of another run, on other data, began at {first}. At the end it is {train} on the training data "
            "and {test} on the held-out data. What does that say?",
            **values,
        )
        if is_described
        else Text(
            "In run “{label}” the cost began at {first}. At the end it is {train} on the training data and {test} "
            "on the held-out data. What does that say?",
            label=label,
            **values,
        )
    )
    return HintedDraft(
        Draft(
            prompt,
            texts[right],
            whys[right],
            tuple((texts[other], whys[other]) for other in texts if other != right),
        ),
        (
            Text("Two questions: did the training cost fall far, and is the held-out cost much higher?"),
            Text("Low and low: good. Low and high: overfitting. High and high: too little learned."),
            Text("Compare {train} with {first}, and {test} with {train}.", **values),
        ),
    )


def _judged(first: float, train: float, test: float) -> str | None:
    """One of overfits, unlearned and good; None between them."""
    if train >= NOT_LEARNED * first:
        return "unlearned" if test <= GAP * train else None
    if train > LEARNED * first or train <= 0:
        return None
    if test >= GAP * train:
        return "overfits"
    return "good" if test <= NO_GAP * train else None


def luck(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The difference of two settings against what seeds make of one."""
    groups: dict[float, list[float]] = {}
    for k in numbered_runs(network):
        groups.setdefault(fact(network, "value", k), []).append(fact(network, "test_cost", k))
    measured = [(value, costs) for value, costs in groups.items() if len(costs) >= SEEDS]
    if len(measured) < 2:
        return None
    (value, costs), (other, others) = sorted(network.random.sample(measured, 2))
    costs, others = ([float(f"{cost:.3g}") for cost in each] for each in (costs, others))  # as they are shown
    difference, spread = abs(mean(costs) - mean(others)), max(max(each) - min(each) for each in (costs, others))
    if not (difference > CLEAR * spread or difference < spread / 2):
        return None
    perhaps = Text("It can be luck: the seeds alone make a difference as large")
    clear = Text("It is hardly luck: it is larger than what the seeds make")
    is_clear = difference > CLEAR * spread
    compared = Text(
        "The means differ by {difference}; the costs of one setting differ by up to {spread} from seed to seed.",
        difference=f"{difference:.3g}",
        spread=f"{spread:.3g}",
    )
    wrong: list[Wrong] = [
        (perhaps if is_clear else clear, compared),
        (
            Text("It cannot be luck: both had the same data"),
            Text("The data are the same, but each seed draws other initial weights, and these change the cost."),
        ),
        (
            Text("It is always luck: weights are random"),
            Text("Luck makes differences of about the spread of the seeds; a much larger one has another reason."),
        ),
    ]
    return HintedDraft(
        Draft(
            Text(
                "With {value} the held-out costs of {seeds} seeds are {costs}, with {other} they are {others}. "
                "Is the difference luck?",
                value=f"{value:g}",
                other=f"{other:g}",
                seeds=len(costs),
                costs=_list(costs),
                others=_list(others),
            ),
            clear if is_clear else perhaps,
            compared,
            tuple(wrong),
        ),
        (
            Text("How much do runs differ that differ in nothing but their seed?"),
            Text(
                "Compare the difference of the two means with the larger distance of largest and smallest in a group."
            ),
            Text(
                "The means are {first} and {second}. Now take the largest minus the smallest of each group.",
                first=f"{mean(costs):.3g}",
                second=f"{mean(others):.3g}",
            ),
        ),
    )


def _list(costs: list[float]) -> str:
    return "$" + r",\;".join(f"{cost:.3g}" for cost in costs) + "$"


def few_units(network: AskedNetwork, options: Options) -> HintedDraft:
    """The parameters of a network for these data with a few hidden units in one, two or three layers."""
    random = network.random
    most = options.get("units")
    left = random.randint(3, most if isinstance(most, int) else MAX_GOAL_UNITS)
    hidden = []
    for _ in range(random.randint(0, 2)):
        if left > 2:
            hidden.append(random.randint(1, left - 1))
            left -= hidden[-1]
    hidden.append(left)
    setting = Setting((network.sizes[0], *hidden, network.sizes[-1]), network.setting.m, random)
    return HintedDraft(all_parameters(setting), (*HINTS_OF_TOPICS["counts"], with_numbers(setting)))


def parameters_of_try(network: AskedNetwork, options: Options) -> HintedDraft | None:
    """The parameters that a try of the learner's own at a goal has learned for its held-out cost."""
    tried = [k for k in numbered_runs(network) if isfinite(fact(network, "test_cost", k))]
    if not tried:
        return None
    k = network.random.choice(tried)
    sizes = tuple(int(each) for each in str(network.facts.get(f"sizes_{k}", "")).split(",") if each.strip().isdigit())
    cost = fact(network, "test_cost", k)
    if len(sizes) < 2:
        return None
    setting = Setting(sizes, network.setting.m, network.random)
    asked = Text(
        "Your try {k} had {network}, and came to a held-out cost of {cost}. How many numbers did it learn for that, "
        "weights and biases together?",
        k=k,
        network=setting.network,
        cost=f"{cost:.3g}",
    )
    draft = replace(all_parameters(setting), prompt=asked)
    return HintedDraft(draft, (*HINTS_OF_TOPICS["counts"], with_numbers_for("", "counts", setting)))


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind(
        "overfitting",
        Text("Training data and held-out data"),
        "overfitting",
        TELLING_RUNS,
        overfitting,
        {**RUN, "described": flag},
        True,
    ),
    QuestionKind("luck", Text("Is the difference luck?"), "luck", TELLING_RUNS, luck, {}, True),
    QuestionKind(
        "parameters of a try",
        Text("Parameters of your own try"),
        "overfitting",
        TELLING_RUNS,
        parameters_of_try,
        uses_facts=True,
    ),
    QuestionKind(
        "parameters of few units",
        Text("Parameters of a network with few units"),
        "overfitting",
        DIFFERENT_SIZES,
        few_units,
        {"units": whole(3, 64)},
    ),
)
"""The kinds of this file."""
