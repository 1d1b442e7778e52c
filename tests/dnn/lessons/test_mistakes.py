"""Every mistake of the wrong-shape lab is really made here, and does what is claimed of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError
from dnn.lessons.mistakes.examine import MAX_PLANTED_PARAMETERS, examine
from dnn.lessons.mistakes.line import Line
from dnn.lessons.mistakes.mistake import TOPICS
from dnn.lessons.mistakes.registry import MISTAKES
from dnn.lessons.mistakes.steps import right_program
from tests.dnn.lessons.planted import M, configure, usual

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Claim:
    """A claim about a mistake: the wrong quantity, its right and its wrong shape, and what follows.

    `got` is None where NumPy refuses the line; `wrong_from` is the iteration of the first difference, 0 before the
    first; `refused` is the quantity and iteration where NumPy raises an error.
    """

    quantity: str
    expected: Shape
    got: Shape | None
    wrong_from: int
    refused: str | None
    effects: tuple[str, ...] = ("raises",)


SILENT = None
CLAIMS = {
    "weights_transposed": Claim("W[2]", (3, 4), (4, 3), 0, "Z[2] 1"),
    "transpose_in_Z": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "elementwise_Z": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "reversed_Z": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "X_for_A_previous": Claim("Z[2]", (3, M), None, 1, "Z[2] 1"),
    "examples_as_rows": Claim("X[0]", (2, M), (M, 2), 0, "Z[1] 1"),
    "bias_rank_1": Claim("b[2]", (3, 1), (3,), 0, "Z[2] 1"),
    "bias_row": Claim("b[2]", (3, 1), (1, 3), 0, "Z[2] 1"),
    "bias_of_previous_layer": Claim("b[2]", (3, 1), (4, 1), 0, "Z[2] 1"),
    "bias_per_example": Claim("b[2]", (3, 1), (3, M), 0, SILENT, ("none",)),
    "bias_missing": Claim("Z[2]", (3, M), (3, M), 2, SILENT, ("as_well",)),
    "activation_missing": Claim("A[2]", (3, M), (3, M), 1, SILENT, ("as_well",)),
    "softmax_axis": Claim("A[3]", (3, M), (3, M), 1, SILENT, ("diverges",)),
    "labels_rank_1": Claim("Y[0]", (1, M), (M,), 0, SILENT, ("none",)),
    "labels_as_column": Claim("Y[0]", (1, M), (M, 1), 0, "dA[2] 1"),
    "labels_not_one_hot": Claim("Y[0]", (3, M), (M,), 0, SILENT, ("does_not_learn",)),
    "one_hot_transposed": Claim("Y[0]", (3, M), (M, 3), 0, "J[0] 1"),
    "cost_without_m": Claim("J[0]", (), (), 1, SILENT, ("printed",)),
    "cost_mean_over_entries": Claim("J[0]", (), (), 1, SILENT, ("printed",)),
    "cost_axis": Claim("J[0]", (), (M,), 1, SILENT, ("printed",)),
    "cost_without_transpose": Claim("J[0]", (), None, 1, "J[0] 1"),
    "dZ_sign": Claim("dZ[3]", (1, M), (1, M), 1, SILENT, ("diverges",)),
    "m_twice": Claim("dZ[3]", (1, M), (1, M), 1, SILENT, ("does_not_learn",)),
    "dZ_without_derivative": Claim("dZ[2]", (3, M), (3, M), 1, SILENT, ("as_well",)),
    "derivative_at_A": Claim("dZ[2]", (3, M), (3, M), 1, SILENT, ("as_well",)),
    "derivative_of_sigmoid": Claim("dZ[2]", (3, M), (3, M), 1, SILENT, ("slower",)),
    "dZ_matrix_product": Claim("dZ[2]", (3, M), None, 1, "dZ[2] 1"),
    "dA_without_transpose": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "dA_order": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "dA_once_more": Claim("dA[1]", (4, M), (4, M), 1, SILENT, ("does_not_learn",)),
    "dA_from_dA": Claim("dA[1]", (4, M), (4, M), 1, SILENT, ("as_well",)),
    "dA_with_previous_W": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "dA_with_last_dZ": Claim("dA[1]", (4, M), None, 1, "dA[1] 1"),
    "W_updated_too_early": Claim("dA[1]", (4, M), (4, M), 1, SILENT, ("as_well",)),
    "dW_without_m": Claim("dW[2]", (3, 4), (3, 4), 1, SILENT, ("as_well", "slower")),  # it oscillates
    "dW_twice": Claim("dW[2]", (3, 4), (3, 4), 1, SILENT, ("as_well",)),
    "dA_for_dZ": Claim("dW[2]", (3, 4), (3, 4), 1, SILENT, ("as_well",)),
    "db_without_m": Claim("db[2]", (3, 1), (3, 1), 1, SILENT, ("does_not_learn",)),
    "m_of_features": Claim("m[0]", (), (), 0, SILENT, ("diverges",)),
    "dW_transposed": Claim("dW[2]", (3, 4), (4, 3), 1, "W[2] 1"),
    "dW_without_transpose": Claim("dW[2]", (3, 4), None, 1, "dW[2] 1"),
    "dW_with_A": Claim("dW[2]", (3, 4), (3, 3), 1, "W[2] 1"),
    "dW_with_X": Claim("dW[2]", (3, 4), (3, 2), 1, "W[2] 1"),
    "db_rank_1": Claim("db[2]", (3, 1), (3,), 1, "Z[2] 2"),
    "db_axis": Claim("db[2]", (3, 1), (1, M), 1, SILENT, ("faster",)),
    "db_one_number": Claim("db[2]", (3, 1), (), 1, SILENT, ("as_well",)),
    "b_never_updated": Claim("b[2]", (3, 1), (3, 1), 1, SILENT, ("as_well",)),
    "W_uphill": Claim("W[2]", (3, 4), (3, 4), 1, SILENT, ("does_not_learn",)),
    "dW_for_db": Claim("b[2]", (3, 1), (3, 4), 1, "Z[2] 2"),
    "db_for_dW": Claim("W[2]", (3, 4), (3, 4), 1, SILENT, ("as_well",)),
}


def test_there_is_a_claim_for_every_mistake() -> None:
    assert MISTAKES.keys() - CLAIMS.keys() == set(), "CLAIMS above says nothing of what these do"
    assert CLAIMS.keys() - MISTAKES.keys() == set()
    assert len(MISTAKES) >= 24
    assert sum(not mistake.raises for mistake in MISTAKES.values()) >= 13
    assert {mistake.topic for mistake in MISTAKES.values()} == set(TOPICS)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_does_what_is_claimed_of_it(name: str) -> None:
    mistake, claim = MISTAKES[name], CLAIMS[name]
    diagnosis = examine(name, usual(mistake))
    assert (diagnosis.expected_shape, diagnosis.got_shape) == (claim.expected, claim.got)
    first, refusal = diagnosis.first_wrong, diagnosis.refusal
    assert first is not None
    assert (f"{first.symbol}[{first.layer}]", first.iteration) == (claim.quantity, claim.wrong_from)
    assert diagnosis.visible
    assert mistake.raises is (refusal is not None)
    assert (refusal and f"{refusal.symbol}[{refusal.layer}] {refusal.iteration}") == claim.refused
    assert diagnosis.effect.kind in claim.effects
    assert diagnosis.advice is None


@pytest.mark.parametrize("name", [name for name, mistake in MISTAKES.items() if mistake.raises])
def test_what_numpy_refuses_is_named_with_its_dimensions(name: str) -> None:
    diagnosis = examine(name, usual(MISTAKES[name]))
    refusal = diagnosis.refusal
    assert refusal is not None
    words = str(refusal.clash)
    clashing = re.findall(
        r"(?::|rows|columns) (\d+) and (\d+) (?:should be equal|differ)|columns (\d+) and (\d+);", words
    )
    pairs = [tuple(filter(None, pair)) for pair in clashing]
    assert pairs and all(a != b for a, b in pairs)
    assert re.search(r"mismatch|broadcast", refusal.numpy_message)
    assert len(refusal.operands) >= 2
    assert any(symbol in words and str(shape) in words for symbol, shape in refusal.operands)
    printed = diagnosis.costs_wrong
    assert printed is None or len(printed) <= refusal.iteration


def test_the_sentence_of_the_course() -> None:
    refusal = examine("weights_transposed", configure(hidden=(4, 3)), 2).refusal
    assert refusal is not None
    assert str(refusal.clash) == f"W[2] (4, 3) and A[1] (4, {M}): 3 and 4 should be equal"
    assert refusal.numpy_message.startswith("matmul: Input operand 1 has")


class TestRegistry:
    @pytest.mark.parametrize("name", MISTAKES)
    def test_a_mistake_stands_where_it_says(self, name: str) -> None:
        mistake = MISTAKES[name]
        assert mistake.name == name
        assert mistake.wrong != mistake.right
        assert Line(mistake.wrong).symbol == Line(mistake.right).symbol == mistake.symbol
        for L, task in product(range(1, 6), mistake.tasks):
            layers = mistake.where(L)
            assert set(layers) <= set(range(1, L + 1))
            assert mistake.default_layer(L) in (layers or (None,))
            for layer in layers:
                program, right = mistake.program(L, task, layer), right_program(L, task)
                pairs = zip((*program.setup, *program.iteration), (*right.setup, *right.iteration), strict=True)
                changed = [new.line.source for new, old in pairs if new != old]
                assert mistake.wrong in changed
                assert len(changed) == (2 if mistake.also else 1)

    def test_titles_and_lines_are_all_different(self) -> None:
        assert len({str(mistake.title) for mistake in MISTAKES.values()}) == len(MISTAKES)
        assert len({mistake.wrong for mistake in MISTAKES.values()}) == len(MISTAKES) - 1  # two tasks share a line

    @pytest.mark.parametrize(
        ("name", "config", "layer", "words"),
        [
            ("garbage", configure(), 1, "mistake"),
            (None, configure(), 1, "mistake"),
            ("__class__", configure(), 1, "mistake"),
            ("W_uphill", configure(), 4, "layer"),
            ("W_uphill", configure(), 0, "layer"),
            ("W_uphill", configure(), True, "layer"),
            ("W_uphill", configure(), "2", "layer"),
            ("dA_order", configure(), 3, "layer"),
            ("dA_order", configure(hidden=(4,)), None, "hidden"),
            ("softmax_axis", configure(), None, "dataset"),
            ("labels_rank_1", configure("iris"), None, "dataset"),
            ("W_uphill", configure(hidden=(1024, 1024)), 1, str(MAX_PLANTED_PARAMETERS)),
        ],
    )
    def test_what_cannot_be_is_said_in_a_sentence(self, name: Any, config: RunConfig, layer: Any, words: str) -> None:
        with pytest.raises(ConfigurationError, match=words):
            examine(name, config, layer)

    @pytest.mark.parametrize("iterations", [0, -1, 10**9, 2.5, True, "many"])
    def test_iterations_are_bounded(self, iterations: Any) -> None:
        with pytest.raises(ConfigurationError, match="iterations"):
            examine("W_uphill", configure(), 1, iterations)
