"""The right answers, computed a second time from what a question says: in 50-digit arithmetic, or by running it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, localcontext
from random import Random
from statistics import mean

import numpy as np
import pytest

from dnn.backward import backward
from dnn.errors import ConfigurationError
from dnn.forward import forward
from dnn.lessons.path.questions import QUESTIONS, AskedNetwork, ChoiceQuestion, Question, ask
from dnn.lessons.practice import KINDS as PRACTICE
from tests.dnn.fifty_digits import DIGITS
from tests.dnn.lessons.path.asked import NETWORKS, asked_network, decimals, right_text, said, sizes_in, value_of, whole
from tests.dnn.lessons.path.experiments import drawn_facts
from tests.dnn.lessons.practice.test_practice import COMPUTED as COMPUTED_IN_PRACTICE
from tests.dnn.lessons.practice.test_practice import run

Computed = Decimal | float | str
TEXTBOOK: dict[str, Callable[[Decimal], Decimal]] = {
    "sigmoid": lambda z: 1 / (1 + (-z).exp()),
    "tanh": lambda z: (z.exp() - (-z).exp()) / (z.exp() + (-z).exp()),
    "relu": lambda z: max(z, Decimal(0)),
    "leaky_relu": lambda z: max(z, z / 100),
    "elu": lambda z: z if z > 0 else z.exp() - 1,
    "silu": lambda z: z / (1 + (-z).exp()),
    "softplus": lambda z: (1 + z.exp()).ln(),
    "linear": lambda z: z,
}
"""The activation functions from their formulas alone."""


def dot(left: list[Decimal], right: list[Decimal]) -> Decimal:
    return sum((a * b for a, b in zip(left, right, strict=True)), Decimal(0))


def unit_z(asked: Question) -> Decimal:
    words = said(asked)
    return dot(decimals(words["w"]), decimals(words["x"])) + decimals(words["b"])[0]


def unit_a(asked: Question, network: AskedNetwork) -> Decimal:
    return TEXTBOOK[network.parameters.layers[int(said(asked)["l"]) - 1].activation](unit_z(asked))


def mean_square(asked: Question, around: Decimal) -> Decimal:
    y = decimals(said(asked)["y"])
    return sum(((each - around) ** 2 for each in y), Decimal(0)) / (2 * len(y))


def at_zero(asked: Question, network: AskedNetwork) -> Decimal:
    words = said(asked)
    return Decimal(words["classes"]).ln() if "classes" in words else mean_square(asked, Decimal(0))


def one_loss(asked: Question, network: AskedNetwork) -> Decimal:
    a, y = (decimals(said(asked)[name]) for name in "ay")
    if network.parameters.task == "regression":
        return (a[0] - y[0]) ** 2 / 2
    if network.parameters.task == "binary":
        return -(y[0] * a[0].ln() + (1 - y[0]) * (1 - a[0]).ln())
    return -a[y.index(Decimal(1))].ln()


def entropy(asked: Question, network: AskedNetwork) -> Decimal:
    words = said(asked)
    if "ones" in words:
        words["counts"] = f"{words['zeros']} {words['ones']}"
    if "counts" not in words:
        y = decimals(words["y"])
        return mean_square(asked, sum(y, Decimal(0)) / len(y))
    counts = [count for count in decimals(words["counts"].replace(r"\;", " ")) if count]
    return -sum((c / sum(counts) * (c / sum(counts)).ln() for c in counts), Decimal(0))


def stuck(asked: Question, network: AskedNetwork) -> str:
    p = Decimal(said(asked)["ones"]) / Decimal(said(asked)["m"])
    return f"{-(p * p.ln() + (1 - p) * (1 - p).ln()):.3f}"


def per_example(asked: Question, *names: str) -> Decimal:
    rows = [decimals(said(asked)[name]) for name in names]
    m = len(rows[0])
    assert m == int(said(asked)["m"])
    return (dot(*rows) if len(rows) == 2 else sum(rows[0], Decimal(0))) / m


def updated(asked: Question) -> Decimal:
    w, dw, alpha = (decimals(said(asked)[name])[0] for name in ("w", "dw", "alpha"))
    return w - alpha * dw


def he(asked: Question) -> Decimal:
    return (Decimal(2) / sizes_in(asked)[int(said(asked)["l"]) - 1]).sqrt()


def best_line(asked: Question, network: AskedNetwork) -> str:
    """The most of the four points that a half-plane has right, tried in many directions at every place between two."""
    found = re.findall(r"\((-?\d+), (-?\d+)\)\\to (\d)", said(asked)["points"])
    assert len(found) == 4
    best = 0
    for turn in np.linspace(0, 2 * math.pi, 360, endpoint=False) + 0.003:
        ordered = sorted(found, key=lambda each: math.cos(turn) * int(each[0]) + math.sin(turn) * int(each[1]))
        for place in range(5):
            best = max(best, sum((at < place) == (each[2] == "1") for at, each in enumerate(ordered)))
    return str(best)


def after_loop(asked: Question) -> str:
    taken = []
    for l in range(1, len(sizes_in(asked)) - 1):
        taken.append(f"W{l}")
    taken.append(f"W{l}")
    return f"It takes $W^{{[{taken[-1][1:]}]}}$, the weights of the last hidden layer"


def shape(asked: Question) -> str:
    symbol = said(asked)["symbol"]
    m = 1 if symbol[0] in "za" else None
    return str(run(asked, m)[symbol[0].upper() + symbol[1:] if m else symbol].shape)


def independent(asked: Question) -> str:
    few, many = run(asked, 3), run(asked, 8)
    choices = [str(choice.text).replace("$", "") for choice in asked.choices]
    (kept,) = (name for name in choices if few[name].shape == many[name].shape)
    return f"${kept}$"


def stretched(asked: Question) -> str:
    arrays, l = run(asked), whole(said(asked)["formula"])[0]
    names = [f"W^{{[{l}]}}", f"A^{{[{l - 1}]}}", f"b^{{[{l}]}}"]
    W, A, b = (arrays[name] for name in names)
    assert (W @ A + b).shape == (W @ A).shape != b.shape
    return f"${names[2]}$"


def starred(asked: Question) -> str:
    W, A = (np.ones(whole(said(asked)[name])) for name in "WA")
    try:
        return str((W * A).shape)
    except ValueError:
        return "NumPy raises an error"


def single_matrix(asked: Question) -> str:
    sizes = sizes_in(asked)
    matrices = [np.ones((n, before)) for before, n in zip(sizes, sizes[1:], strict=False)]
    return str(np.linalg.multi_dot(matrices[::-1]).shape)


def twice(asked: Question, network: AskedNetwork) -> str:
    """Both gradients computed, with the examples once and twice."""
    symbol, l = said(asked)["symbol"].split("^")[0], whole(said(asked)["symbol"])[0]
    once = getattr(network.gradients[l - 1], symbol)
    X, Y = np.tile(network.X, 2), np.tile(network.Y, 2)
    doubled = getattr(backward(network.parameters, forward(network.parameters, X), Y)[l - 1], symbol)
    if doubled.shape == once.shape:
        assert np.allclose(doubled, once, rtol=1e-9, atol=1e-12)
        return "It stays as it is: the same shape, the same numbers"
    assert np.allclose(doubled, np.tile(once, 2), rtol=1e-9, atol=1e-12)
    m = once.shape[1]
    return f"It gets {2 * m} columns in place of {m}; the old numbers stay"


def without_keepdims(asked: Question) -> str:
    n = int(said(asked)["n"])
    dZ, b = np.ones((n, 7)), np.ones((n, 1))
    return str((b - 0.1 * (dZ.sum(axis=1) / 7)).shape)


def saturated(asked: Question) -> str:
    z, y = (np.float64(whole(said(asked)[name])[0]) * (-1 if "-" in said(asked)[name] else 1) for name in "zy")
    with np.errstate(all="ignore"):
        a = 1 / (1 + np.exp(-z))
        return f"{(-y / a + (1 - y) / (1 - a)) * (a * (1 - a)):g}".replace("-", "−")


def reader(asked: Question, network: AskedNetwork) -> str:
    """The first gradient on the way back that is NaN where the array that was kept is."""
    symbol, l = said(asked)["name"][0], whole(said(asked)["name"])[0]
    layers, passes = network.parameters.layers, network.passes
    kept = {f"Z{k}": each.Z for k, each in enumerate(passes, 1)} | {f"A{k}": each.A for k, each in enumerate(passes, 1)}
    kept[f"{symbol}{l}"] = np.full_like(kept[f"{symbol}{l}"], np.nan)
    dZ, L = passes[-1].A - network.Y, network.L
    for k in range(L, 0, -1):
        before = kept[f"A{k - 1}"] if k > 1 else network.X
        gradients = {"dZ": dZ, "dW": dZ @ before.T, "db": dZ.sum(axis=1)}
        for name, array in gradients.items():
            if np.isnan(array).any():
                (found,) = (str(c.text) for c in asked.choices if str(c.text).startswith(f"${name}^{{[{k}]}}="))
                return found
        if k > 1:
            dA, Z = layers[k - 1].W.T @ dZ, kept[f"Z{k - 1}"]
            step = np.full_like(Z, 1e-6)
            g = lambda z, k=k: np.array([[float(TEXTBOOK[layers[k - 2].activation](Decimal(x))) for x in r] for r in z])  # noqa: E731
            slope = (g(Z + step) - g(Z - step)) / 2e-6 if not np.isnan(Z).any() else Z
            dZ = dA * slope
    raise AssertionError("nobody reads it")


TWO_Z_WITH_ONE_A = {"silu"}
"""Activation functions that fall and rise again, so that a does not say which z it was."""


def thrown(asked: Question, network: AskedNetwork) -> str:
    l = int(said(asked)["l"])
    Z, A, dW = f"$Z^{{[{l}]}}$", f"$A^{{[{l}]}}$", f"$dW^{{[{l + 1}]}}$"
    if network.parameters.layers[l - 1].activation in TWO_Z_WITH_ONE_A:
        return f"neither: g′ needs {Z}, and {dW} needs {A}"
    return f"{Z}; {A} is enough, since it gives g′ as well"


def carrying(asked: Question) -> str:
    l = int(said(asked)["l"])
    return f"only $dW^{{[{l}]}}$, $db^{{[{l}]}}$"


def runs(network: AskedNetwork, name: str) -> dict[int, float]:
    return {int(key.rsplit("_", 1)[1]): v for key, v in network.facts.items() if key.rsplit("_", 1)[0] == name}  # type: ignore[misc]


def curve(asked: Question, network: AskedNetwork) -> str:
    k = int(said(asked)["label"].split()[1])
    if network.facts[f"diverged_{k}"]:
        return "far too large: the cost diverges"
    if runs(network, "rises")[k] > 0.1:
        return "too large: the cost oscillates"
    first, final = runs(network, "first_cost")[k], runs(network, "final_cost")[k]
    far = (first - final) / (first - min(runs(network, "least_cost").values()))
    return "right: the cost falls steadily and far" if far > 0.65 else "too small: the cost falls steadily, but slowly"


def best(asked: Question, network: AskedNetwork) -> str:
    ends = {cost: k for k, cost in runs(network, "final_cost").items() if not math.isnan(cost)}
    return f"{runs(network, 'value')[ends[min(ends)]]:g}"


def extreme(asked: Question, network: AskedNetwork) -> str:
    name = {"first cost": "first_cost", "last cost": "final_cost"}[said(asked)["title"]]
    pick = max if "largest" in str(asked.prompt) else min
    found = {k: value for k, value in runs(network, name).items() if not math.isnan(value)}
    assert len(found) == len(runs(network, name)) or pick is min
    return f"run {pick(found, key=lambda k: found[k])}"


def separating(asked: Question, network: AskedNetwork) -> str:
    return ", ".join(f"run {k}" for k, score in runs(network, "score").items() if score > 0.95) or "None of them"


def fewest(asked: Question, network: AskedNetwork) -> str:
    enough = [runs(network, "value")[k] for k, score in runs(network, "score").items() if score > 0.95]
    return f"{min(enough):g}" if enough else "None of those tried"


def overfitted(asked: Question, network: AskedNetwork) -> str:
    k = int(said(asked)["label"].split()[1])
    return said_by_costs(*(runs(network, name)[k] for name in ("first_cost", "final_cost", "test_cost")))


def said_by_costs(first: float, train: float, test: float) -> str:
    if train / first > 0.65:
        return "It has learned too little, of either"
    if test / train > 1.3:
        return "It overfits: it knows the training data better than the rest"
    return "It is as good on data that it has not seen"


def lucky(asked: Question, network: AskedNetwork) -> str:
    groups = [decimals(said(asked)[name].replace(r"\;", " ")) for name in ("costs", "others")]
    between = abs(mean(groups[0]) - mean(groups[1]))
    if between > max(max(group) - min(group) for group in groups):
        return "It is hardly luck: it is larger than what the seeds make"
    return "It can be luck: the seeds alone make a difference as large"


ANSWERS: dict[str, Callable[[Question, AskedNetwork], Computed]] = {
    **{name: lambda asked, _, name=name: COMPUTED_IN_PRACTICE[name](asked) for name in PRACTICE},  # type: ignore[misc]
    "units of a layer": lambda asked, _: str(sizes_in(asked)[whole(said(asked)["n"])[0]]),
    "index of the output layer": lambda asked, _: f"$A^{{[{len(sizes_in(asked)[1:])}]}}$",
    "after the loop": lambda asked, _: after_loop(asked),
    "shape": lambda asked, _: shape(asked),
    "independent of m": lambda asked, _: independent(asked),
    "stretched array": lambda asked, _: stretched(asked),
    "sum of a unit": lambda asked, _: unit_z(asked),
    "activation of a unit": unit_a,
    "star for matrix product": lambda asked, _: starred(asked),
    "product of two layers": lambda asked, _: dot(*(decimals(said(asked)[name]) for name in ("left", "right"))),
    "one matrix": lambda asked, _: single_matrix(asked),
    "straight line": best_line,
    "which runs separate": separating,
    "fewest units": fewest,
    "cost at zero weights": at_zero,
    "cost of one example": one_loss,
    "label entropy": entropy,
    "stuck cost": stuck,
    "entry of dW": lambda asked, _: per_example(asked, "left", "right"),
    "entry of db": lambda asked, _: per_example(asked, "values"),
    "factor of the mean": lambda asked, _: carrying(asked),  # against torch in test_gradients_asked
    "every example twice": twice,
    "missing keepdims": lambda asked, _: without_keepdims(asked),
    "entry of dZ": lambda asked, _: decimals(said(asked)["a"])[0] - decimals(said(asked)["y"])[0],
    "saturated output": lambda asked, _: saturated(asked),
    "reader of the cache": reader,
    "thrown away": thrown,
    "new weight": lambda asked, _: updated(asked),
    "reading a curve": curve,
    "best value": best,
    "extreme run": extreme,
    "He deviation": lambda asked, _: he(asked),
    "overfitting": overfitted,
    "luck": lucky,
    "parameters of a try": lambda asked, _: COMPUTED_IN_PRACTICE["all parameters"](asked),
    "parameters of few units": lambda asked, _: COMPUTED_IN_PRACTICE["all parameters"](asked),
}
"""Kind -> the right answer, computed from the prompt and, where it is about them, the network or the facts."""
GIVEN_LOGS, WITH_GIVEN_LOGS = ("cost of one example", "label entropy"), 0.6
"""Kinds that give logarithms with two decimals, and the share of the tolerance that this makes; all others are computed
from the very numbers that are shown."""
WITH_TORCH = {"gradients from zeros", "rank from equal weights", "can learn"}
"""Kinds whose answers test_gradients_asked computes."""


def test_every_kind_can_be_verified() -> None:
    assert QUESTIONS.keys() - ANSWERS.keys() == WITH_TORCH


@pytest.mark.parametrize("name", ANSWERS)
def test_the_right_answer_is_what_is_computed_from_the_prompt(name: str) -> None:
    checked = 0
    for network_name in NETWORKS:
        for seed in range(8):
            facts = drawn_facts(Random(seed), seeds=name == "luck")
            network = asked_network(network_name, seed, (7, 30)[seed % 2], facts=facts)
            try:
                asked = ask(name, network)
            except ConfigurationError:
                continue
            with localcontext(DIGITS):
                expected = ANSWERS[name](asked, network)
            if isinstance(asked, ChoiceQuestion):
                assert right_text(asked) == expected, str(asked.prompt)
            else:
                near = WITH_GIVEN_LOGS * asked.tolerance if name in GIVEN_LOGS else 1e-9 * abs(asked.value)
                assert abs(value_of(asked) - float(expected)) <= near, str(asked.prompt)
            checked += 1
    assert checked >= 4


@pytest.mark.parametrize("share", [0.1, 0.2, 0.35])
@pytest.mark.parametrize("name", ["label entropy", "stuck cost"])
def test_a_share_of_labels(name: str, share: float) -> None:
    network = asked_network("two classes", m=40)
    asked = ask(name, network, {"share": share})
    with localcontext(DIGITS):
        p = Decimal(str(share))
        expected = float(-(p * p.ln() + (1 - p) * (1 - p).ln()))
    found = float(right_text(asked)) if isinstance(asked, ChoiceQuestion) else asked.value
    assert found == pytest.approx(expected, abs=6e-4 if isinstance(asked, ChoiceQuestion) else 6e-3)  # logs as given


@pytest.mark.parametrize("seed", range(30))
def test_the_costs_of_a_run_that_is_only_described(seed: int) -> None:
    network = asked_network("two classes", seed)
    asked = ask("overfitting", network, {"described": True})
    told = said(asked)
    assert "label" not in told
    assert right_text(asked) == said_by_costs(*(float(told[name]) for name in ("first", "train", "test")))


def test_the_difference_of_two_settings_is_that_of_the_numbers_shown() -> None:
    costs = {1: 0.23449, 2: 0.25149, 3: 0.17449, 4: 0.22551, 5: 0.22251, 6: 0.22351}
    facts: dict[str, object] = {f"test_cost_{k}": cost for k, cost in costs.items()}
    facts |= {f"value_{k}": 0.03 if k < 4 else 0.035 for k in costs} | {f"label_{k}": str(k) for k in costs}
    asked = ask("luck", replace(asked_network("two classes"), facts=facts))
    groups = [decimals(said(asked)[name].replace(r"\;", " ")) for name in ("costs", "others")]
    reason = next(choice.explanation for choice in asked.choices if choice.right)  # type: ignore[union-attr]
    assert dict(reason.values)["difference"] == f"{abs(mean(groups[0]) - mean(groups[1])):.3g}"


@pytest.mark.parametrize(("side", "expected"), [("right", "nan"), ("wrong", "nan"), ("small", "−1")])
def test_a_saturated_output_on_either_side(side: str, expected: str) -> None:
    asked = ask("saturated output", asked_network("two classes"), {"side": side})
    assert right_text(asked) == saturated(asked) == expected


@pytest.mark.parametrize("name", ["silu", "tanh", "sigmoid", "relu", "leaky_relu", "elu", "softplus"])
def test_only_of_these_a_does_not_say_the_slope(name: str) -> None:
    """Two z on a grid with the same a to six digits and slopes that differ by more than rounding."""
    z = [Decimal(k) / 200 for k in range(-600, 601) if k]
    with localcontext(DIGITS):
        step = Decimal("1e-12")
        slopes = [(TEXTBOOK[name](x + step) - TEXTBOOK[name](x - step)) / (2 * step) for x in z]
        found: dict[int, list[float]] = {}
        for x, slope in zip(z, slopes, strict=True):
            found.setdefault(round(TEXTBOOK[name](x) * 2000), []).append(float(slope))
    spread = max(max(group) - min(group) for group in found.values())
    assert (spread > 0.05) == (name in TWO_Z_WITH_ONE_A)
