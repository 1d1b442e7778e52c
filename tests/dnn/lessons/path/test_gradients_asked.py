"""The numbers that questions on gradients give, against the derivatives that PyTorch computes by itself."""

from __future__ import annotations

import re

import numpy as np
import pytest

from dnn.errors import ConfigurationError
from dnn.lessons.path.questions import AskedNetwork, NumberQuestion, Question, ask
from tests.dnn.lessons.path.asked import asked_network, right_text, said, sizes_in, value_of, whole
from tests.late_module import LateModule

torch = LateModule("torch", "the derivatives are computed by PyTorch, which is not installed")

SEEDS = range(12)
ACTIVATIONS = {
    "tanh": lambda z: torch.tanh(z),
    "relu": lambda z: torch.relu(z),
    "sigmoid": lambda z: torch.sigmoid(z),
    "silu": lambda z: torch.nn.functional.silu(z),
    "softplus": lambda z: torch.nn.functional.softplus(z),
    "leaky_relu": lambda z: torch.nn.functional.leaky_relu(z, 0.01),
    "elu": torch.nn.functional.elu,
    "linear": lambda z: z,
}


def loss(task: str, Z: object, Y: object) -> object:
    """The mean loss of J from Z[L] (n_y, m)."""
    if task == "binary":
        return torch.nn.functional.binary_cross_entropy_with_logits(Z, Y)
    if task == "multiclass":
        return torch.nn.functional.cross_entropy(Z.T, Y.T)
    return 0.5 * (Z - Y).square().sum(dim=0).mean()


def derivatives(
    network: AskedNetwork, weights: list[tuple[np.ndarray, np.ndarray]] | None = None
) -> dict[str, np.ndarray]:
    """The derivatives of J with respect to every W, b, and Z, by autograd."""
    given = weights or [(layer.W, layer.b) for layer in network.parameters.layers]
    tensors = [(torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True)) for W, b in given]
    A, kept = torch.tensor(network.X), []
    for l, (W, b) in enumerate(tensors):
        Z = W @ A + b
        Z.retain_grad()
        kept.append(Z)
        A = Z if l == len(tensors) - 1 else ACTIVATIONS[network.parameters.layers[l].activation](Z)
    loss(network.parameters.task, kept[-1], torch.tensor(network.Y)).backward()
    found = {}
    for l, ((W, b), Z) in enumerate(zip(tensors, kept, strict=True), start=1):
        found |= {f"dW{l}": W.grad.numpy(), f"db{l}": b.grad.numpy(), f"dZ{l}": Z.grad.numpy()}
    return found


def asked_about(kind: str, network: AskedNetwork) -> Question | None:
    try:
        return ask(kind, network)
    except ConfigurationError:
        return None


NAMES = ("two classes", "deep", "three classes", "regression", "unequal labels")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["entry of dW", "entry of db", "entry of dZ", "new weight"])
def test_entries_are_those_of_autograd(name: str, kind: str) -> None:
    checked = 0
    for seed in SEEDS:
        network = asked_network(name, seed, 9)
        asked = asked_about(kind, network)
        if asked is None:
            continue
        words = said(asked)
        j, k = int(words.get("j", 1)) - 1, int(words.get("k", 1)) - 1
        if kind == "entry of dZ":
            expected = derivatives(network)[f"dZ{network.L}"][k, int(words["i"]) - 1] * 9
        elif kind == "new weight":
            l, entry = whole(words["entry"])
            j, k = divmod(entry, 10) if entry < 100 else (0, 0)
            if entry >= 100:
                continue  # two-digit columns are not read from the formula
            W = network.parameters.layers[l - 1].W[j - 1, k - 1]
            expected = W - float(words["alpha"]) * derivatives(network)[f"dW{l}"][j - 1, k - 1]
        else:
            few = network.with_examples(int(words["m"]))
            rows = [words.get(name) for name in ("left", "right", "values")]
            l, m = whole(words["dZ"])[0], few.setting.m
            dZ, A = derivatives(few)[f"dZ{l}"] * m, few.passes[l - 1].A_previous
            asked_rows = [dZ[j], A[k]] if kind == "entry of dW" else [dZ[j]]
            given = [numbers(row) for row in rows if row]
            for exact, short in zip(asked_rows, given, strict=True):
                assert np.allclose(exact, short, atol=0.0501)  # one decimal at least
            expected = np.prod(given, axis=0).sum() / m
        assert isinstance(asked, NumberQuestion)  # computed from four digits of each number
        assert asked.value == pytest.approx(float(expected), abs=asked.tolerance / 2)
        checked += 1
    assert checked > 3


@pytest.mark.parametrize("name", NAMES)
def test_the_factor_of_the_mean_is_in_dW_and_db_alone(name: str) -> None:
    """dW and db are the derivatives of J as they are; dZ is that of J only after a division by m."""
    network, m = asked_network(name, 1, 9), 9
    found = derivatives(network)
    for l, each in enumerate(network.gradients, start=1):
        assert np.allclose(each.dW, found[f"dW{l}"], rtol=1e-6, atol=1e-9)
        assert np.allclose(each.db, found[f"db{l}"], rtol=1e-6, atol=1e-9)
        assert np.allclose(each.dZ / m, found[f"dZ{l}"], rtol=1e-6, atol=1e-9)
    asked = ask("factor of the mean", network, {"layer": 1})
    assert right_text(asked) == "only $dW^{[1]}$, $db^{[1]}$"


@pytest.mark.parametrize("name", [*NAMES, "square", "one unit"])
@pytest.mark.parametrize("m", [8, 9])
def test_gradients_from_zeros(name: str, m: int) -> None:
    network = asked_network(name, 0, m)
    asked = ask("gradients from zeros", network)
    zeros = [(0 * layer.W, 0 * layer.b) for layer in network.parameters.layers]
    found = {key: array for key, array in derivatives(network, zeros).items() if not key.startswith("dZ")}
    moving = {key for key, array in found.items() if np.abs(array).max() > 1e-10}
    text = right_text(asked)
    if text == "none of them":
        assert moving == set()
    elif text == "all of them":
        assert moving == set(found)
    else:
        assert {symbol + l for symbol, l in re.findall(r"(d[Wb])\^\{\[(\d+)\]\}", text)} == moving


def trained(network: AskedNetwork, weights: list[tuple[np.ndarray, np.ndarray]], iterations: int) -> np.ndarray:
    """W[1] after updates with α = 0.1 and the derivatives of autograd."""
    for _ in range(iterations):
        found = derivatives(network, weights)
        weights = [(W - 0.1 * found[f"dW{l}"], b - 0.1 * found[f"db{l}"]) for l, (W, b) in enumerate(weights, start=1)]
    return weights[0][0]


@pytest.mark.parametrize("name", ["two classes", "deep", "three classes", "square"])
def test_rank_from_equal_weights(name: str) -> None:
    network = asked_network(name, 2, 20)
    asked = ask("rank from equal weights", network, {"weight": 0.3})
    assert sizes_in(asked) == network.sizes
    equal = [(np.full_like(layer.W, 0.3), 0 * layer.b) for layer in network.parameters.layers]
    W = trained(network, equal, int(said(asked)["iterations"]))
    assert right_text(asked) == str(np.linalg.matrix_rank(W))


@pytest.mark.parametrize("seed", SEEDS)
def test_units_differ_from_the_right_initial_weights_alone(seed: int) -> None:
    network = asked_network("two classes", seed, 20)
    asked = ask("can learn", network)
    for choice in asked.choices:  # type: ignore[union-attr]
        weight, bias = re.split(r", ", str(choice.text))
        layers = network.parameters.layers
        if "random" in weight:
            given = [(layer.W, 0 * layer.b) for layer in layers]
        else:
            c, d = (float(part.split("=")[1]) for part in (weight, bias))
            given = [(np.full_like(layer.W, c), np.full_like(layer.b, d)) for layer in layers]
        W = trained(network, given, 20)
        assert (len(np.unique(W.round(9), axis=0)) > 1) == choice.right, str(choice.text)


def numbers(text: str) -> np.ndarray:
    """A row of numbers as the question writes it."""
    return np.array(
        [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text.replace(r"\cdot10^{", "e"))]
    )


MISTAKES_OF_DW = {
    "1/m is missing": lambda left, right, m: left @ right,
    "example 1 alone says": lambda left, right, m: left[0] * right[0],
    "example 2 alone, divided by m": lambda left, right, m: left[1] * right[1] / m,
    "the entry of db": lambda left, right, m: left.sum() / m,
    "products have to be added": lambda left, right, m: left.sum() * right.sum() / m,
    "the sign is not": lambda left, right, m: -(left @ right) / m,
    "The sign is another one, too": lambda left, right, m: -(left @ right),
}
"""What a learner may compute of the two rows in a question for an entry of dW, and a part of the reason for it."""


@pytest.mark.parametrize("reason", MISTAKES_OF_DW)
def test_the_mistakes_of_an_entry_of_dW_have_reasons_of_their_own(reason: str) -> None:
    told = 0
    for seed in SEEDS:
        asked = ask("entry of dW", asked_network("deep", seed, 6))
        words = said(asked)
        taken = MISTAKES_OF_DW[reason](numbers(words["left"]), numbers(words["right"]), int(words["m"]))
        judged = asked.judge(float(f"{taken:.3g}"))
        assert not judged.is_right or abs(taken - value_of(asked)) < 0.03 * abs(value_of(asked))
        assert "No usual mistake" not in str(judged.reason)
        told += reason in str(judged.reason)
    assert told > len(SEEDS) // 3  # elsewhere two mistakes lead to the same short number


@pytest.mark.parametrize("kind", ["entry of dW", "entry of db"])
def test_a_sum_over_all_examples_is_told_from_one_over_those_that_are_asked_for(kind: str) -> None:
    told = 0
    for seed in SEEDS:
        network = asked_network("two classes", seed, 6)
        asked = ask(kind, network)
        words, symbol = said(asked), kind[-2:]
        l, j, k = whole(words[symbol])[0], int(words["j"]) - 1, int(words.get("k", 1)) - 1
        everywhere = derivatives(network)[f"{symbol}{l}"][j, k if symbol == "dW" else 0]
        mean, total = (str(asked.judge(float(f"{each:.4g}")).reason) for each in (everywhere, 6 * everywhere))
        assert "No usual mistake" not in mean + total
        told += "over all 6 examples" in mean and "1/m is missing" in total
    assert told > len(SEEDS) // 2


@pytest.mark.parametrize("kind", ["entry of dW", "entry of db"])
def test_a_sum_over_the_first_examples_divided_by_all_has_a_reason_of_its_own(kind: str) -> None:
    told = 0
    for seed in SEEDS:
        asked = ask(kind, asked_network("two classes", seed, 5))
        assert "(so m = 2)" in str(asked.prompt)
        judged = asked.judge(float(f"{value_of(asked) * 2 / 5:.3g}"))
        assert not judged.is_right
        told += "divided by the batch's 5; only 2 examples" in str(judged.reason)
    assert told > len(SEEDS) // 2


def test_another_row_is_not_told_together_with_another_sign() -> None:
    seen = 0
    for seed in SEEDS:
        asked = ask("entry of dW", asked_network("deep", seed, 6))
        assert isinstance(asked, NumberQuestion)
        rows = [each for each in asked.mistakes if "That is with row" in str(each.reason)]
        for each in rows:
            reason = str(asked.judge(-each.value).reason)
            assert "row" not in reason or "The sign is another one" not in reason
        seen += len(rows)
    assert seen > len(SEEDS)
