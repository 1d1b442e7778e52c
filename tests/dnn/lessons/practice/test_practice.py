"""Practice questions: one right answer each, verified with arrays; every wrong answer has its error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from dnn.errors import ConfigurationError
from dnn.lessons.practice import CHOICES, KINDS, Question, question
from dnn.text.messages import Text

Arrays = dict[str, np.ndarray]
"""Notation of a quantity -> the array."""


def said(asked: Question) -> dict[str, str]:
    """The values in the prompt, without dollar signs; only what a visitor reads is used here."""
    return {name: str(value).replace("$", "") for name, value in asked.prompt.values}


def numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


def sizes_in(asked: Question) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\]\}=(\d+)", said(asked)["network"]))


def run(asked: Question, m: int | None = None) -> Arrays:
    """One pass forward and backward through the network of the prompt."""
    sizes = sizes_in(asked)
    examples = m or numbers(said(asked)["examples"])[0]
    arrays = {"A^{[0]}": np.ones((sizes[0], examples))}
    for l in range(1, len(sizes)):
        W, b, before = np.ones((sizes[l], sizes[l - 1])), np.ones((sizes[l], 1)), arrays[f"A^{{[{l - 1}]}}"]
        Z = W @ before + b
        for symbol, array in {"W": W, "b": b, "Z": Z, "A": np.tanh(Z)}.items():
            arrays[f"{symbol}^{{[{l}]}}"] = array
    dA = arrays[f"A^{{[{len(sizes) - 1}]}}"]
    for l in reversed(range(1, len(sizes))):
        dZ = dA * (1 - arrays[f"A^{{[{l}]}}"] ** 2)
        dW, db = dZ @ arrays[f"A^{{[{l - 1}]}}"].T, dZ.sum(axis=1, keepdims=True)
        for symbol, array in {"dA": dA, "dZ": dZ, "dW": dW, "db": db}.items():
            arrays[f"{symbol}^{{[{l}]}}"] = array
        dA = arrays[f"W^{{[{l}]}}"].T @ dZ
    return {**arrays, "dA^{[0]}": dA}


def product(written: str, arrays: Arrays) -> np.ndarray:
    """The product of two quantities as they are written."""
    left, right = written.replace("$", "").split(r"\;")
    return factor(left, arrays) @ factor(right, arrays)


def factor(written: str, arrays: Arrays) -> np.ndarray:
    plain = written.replace(r"\,\mathsf T", "")
    return arrays[plain] if plain == written else arrays[plain].T


def shape_of_layer(asked: Question) -> str:
    return str(run(asked)[said(asked)["symbol"]].shape)


def shape_of_one(asked: Question) -> str:
    symbol = said(asked)["symbol"]
    return str(run(asked, 1)[symbol[0].upper() + symbol[1:]].shape)


def shape_of_labels(asked: Question) -> str:
    labels = np.zeros(numbers(said(asked)["examples"])[0], dtype=int)
    return str(np.eye(int(said(asked)["C"]))[:, labels].shape)


def parameters(asked: Question, layers: list[int]) -> str:
    arrays = run(asked, 2)
    return str(sum(arrays[f"{symbol}^{{[{l}]}}"].size for l in layers for symbol in "Wb"))


def matrices(asked: Question) -> list[np.ndarray]:
    sizes = numbers(said(asked)["sizes"])
    return [np.ones((n, before)) for before, n in zip(sizes, sizes[1:], strict=False)]


def units(asked: Question) -> str:
    W = np.ones(numbers(said(asked)["shape"]))
    (l,), (asked_layer,) = numbers(said(asked)["W"]), numbers(said(asked)["n"])
    before = np.linalg.pinv(W)  # its rows are the columns of W
    return str(len(W @ before if asked_layer == l else before @ W))


def cached(asked: Question) -> str:
    return str(sum(array.size for name, array in run(asked).items() if name.startswith("Z")))


def defined(asked: Question) -> str:
    arrays, found = run(asked), []
    for choice in asked.choices:
        try:
            product(str(choice.text), arrays)
        except ValueError:
            continue
        found.append(str(choice.text))
    assert len(found) == 1
    return found[0]


def back(asked: Question) -> str:
    result, formula = said(asked)["formula"].split("=")
    computed = product(formula.replace(r"}\,d", r"}\;d"), run(asked))
    assert run(asked)[result].shape == computed.shape
    W_t, dZ = (factor(part, run(asked)) for part in formula.replace(r"}\,d", r"}\;d").split(r"\;"))
    return f"{computed.shape}, from {W_t.shape} · {dZ.shape}"


def sum_of_two(asked: Question) -> str:
    try:
        return str((np.ones(numbers(said(asked)["first"])) + np.ones(numbers(said(asked)["second"]))).shape)
    except ValueError:
        return "None: NumPy raises an error"


COMPUTED: dict[str, Callable[[Question], str]] = {
    "parameter shape": shape_of_layer,
    "activation shape": shape_of_layer,
    "one example": shape_of_one,
    "gradient shape": shape_of_layer,
    "labels shape": shape_of_labels,
    "layer parameters": lambda asked: parameters(asked, [int(said(asked)["l"])]),
    "all parameters": lambda asked: parameters(asked, list(range(1, len(sizes_in(asked))))),
    "layers": lambda asked: str(len(matrices(asked))),
    "hidden layers": lambda asked: str(len(matrices(asked)[:-1])),
    "units from W": units,
    "examples from Z": lambda asked: str(len(np.ones(numbers(said(asked)["shape"])).T)),
    "cache size": cached,
    "product defined": defined,
    "product shape": lambda asked: str(product(said(asked)["product"], run(asked)).shape),
    "way back": back,
    "broadcast": sum_of_two,
}
"""Kind -> the right answer, from arrays and what the prompt says."""

seeds = some.integers(0, 2**64)
networks = some.lists(some.integers(1, 9), min_size=2, max_size=6).map(tuple)


def check(asked: Question) -> None:
    right = [choice for choice in asked.choices if choice.right]
    assert len(asked.choices) == CHOICES
    assert len({str(choice.text) for choice in asked.choices}) == CHOICES
    assert right == [asked.right]
    assert str(asked.right.text) == COMPUTED[asked.kind](asked), str(asked.prompt)
    explanations = {str(choice.explanation) for choice in asked.choices}
    assert len(explanations) > 1  # they name shapes, which coincide in networks of one or two different dimensions
    for choice in asked.choices:
        assert str(choice.explanation).endswith(".")
        assert not re.search(r"(^|[ (])-\d", str(choice.text))


def test_every_kind_can_be_verified() -> None:
    assert KINDS.keys() - COMPUTED.keys() == set(), "COMPUTED above computes the right answer of these in no way"
    assert COMPUTED.keys() - KINDS.keys() == set()


@given(seed=seeds, number=some.integers(0, 10_000))
@example(seed=0, number=0)
def test_the_right_answer_is_what_numpy_computes(seed: int, number: int) -> None:
    check(question(seed, number))


@pytest.mark.parametrize("kind", KINDS)
@given(seed=seeds, sizes=networks | some.none(), m=some.integers(1, 40) | some.none())
@example(seed=0, sizes=(1, 1), m=1)
@example(seed=0, sizes=(2, 1), m=5)
@example(seed=0, sizes=(3, 3, 3, 3), m=3)
def test_every_kind_about_any_network(kind: str, seed: int, sizes: tuple[int, ...] | None, m: int | None) -> None:
    (asked,) = (asked for n in range(len(KINDS)) if (asked := question(seed, n, sizes, m)).kind == kind)
    check(asked)


@given(seed=seeds, number=some.integers(0, 500))
def test_where_it_says_whose_shape_that_is_it_is_true(seed: int, number: int) -> None:
    asked = question(seed, number)
    for choice in asked.choices:
        if choice.explanation.template == "That is the shape of {other}.":
            other = str(dict(choice.explanation.values)["other"]).replace("$", "")
            m = None if "examples" in said(asked) else 2
            assert str(choice.text) == str(run(asked, m)[other].shape)


@given(seed=seeds, turn=some.integers(0, 100), sizes=networks | some.none())
def test_every_kind_comes_once_in_each_round(seed: int, turn: int, sizes: tuple[int, ...] | None) -> None:
    kinds = Counter(question(seed, turn * len(KINDS) + n, sizes).kind for n in range(len(KINDS)))
    assert kinds == dict.fromkeys(KINDS, 1)


@given(seed=seeds, number=some.integers(0, 500), sizes=networks | some.none())
def test_the_same_arguments_give_the_same_question(seed: int, number: int, sizes: tuple[int, ...] | None) -> None:
    assert question(seed, number, sizes) == question(seed, number, sizes)


def test_a_link_gives_the_same_question_next_year() -> None:
    """The whole set depends on it: a class gets it by its seed."""
    asked = question(7, 3)
    assert (asked.kind, str(asked.prompt), [str(choice.text) for choice in asked.choices]) == PINNED


PINNED = (
    "labels shape",
    "A network with a softmax output distinguishes 3 classes; $m=76$. What is the shape of $Y$?",
    ["(3, 3)", "(76, 3)", "(3, 76)", "(76,)"],
)


def test_seeds_and_numbers_differ() -> None:
    prompts = {str(question(seed, number).prompt) for seed in range(20) for number in range(16)}
    assert len(prompts) > 300


def test_the_right_answer_stands_everywhere_equally_often() -> None:
    positions = Counter([choice.right for choice in question(1, n).choices].index(True) for n in range(800))
    assert all(140 < positions[position] < 260 for position in range(CHOICES))


@given(seed=seeds, number=some.integers(0, 500))
def test_a_network_with_different_sizes_is_the_one_that_is_asked_about(seed: int, number: int) -> None:
    asked = question(seed, number, (4, 5, 3), 50)
    assert (asked.sizes, asked.m) == ((4, 5, 3), 50)


def test_a_large_network_is_asked_about_too() -> None:
    sizes = tuple(10**9 - l for l in range(65))
    for number in range(64):
        asked = question(1, number, sizes, 10**9)
        assert asked.sizes == sizes
        assert len(asked.choices) == CHOICES


@pytest.mark.parametrize(
    ("sizes", "m"), [((3,), None), ((), None), ((3, 0), None), ((1,) * 66, None), ((3, 1), 0), ((3, 10**9 + 1), 5)]
)
def test_what_is_no_network_gets_a_sentence(sizes: tuple[int, ...], m: int | None) -> None:
    with pytest.raises(ConfigurationError, match="Expected (sizes|m) to be "):
        question(1, 1, sizes, m)


def test_questions_are_texts_that_can_be_translated() -> None:
    for number in range(64):
        asked = question(3, number)
        assert isinstance(asked.prompt, Text)
        assert all(isinstance(choice.explanation, Text) for choice in asked.choices)
        assert all(
            isinstance(c.text, Text) or not re.search(r"[a-z]{4}", re.sub(r"\\\w+", "", c.text)) for c in asked.choices
        )
