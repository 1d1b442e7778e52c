"""The derivation of da: each line holds in numbers and fits by its dimensions; the last line of the note does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dnn import RunConfig, backward, forward, initialize, load_dataset
from dnn.activations import ACTIVATIONS
from dnn.lessons.lecture_note import order_by_dimensions, transpose_by_dimensions
from pages.shared.drawing.derivation import CORRECTED, LINES, NOTE, Factor, LayerDimensions, tex


class TestTheLines:
    def test_every_line_fits_by_its_dimensions(self) -> None:
        for line in LINES:
            left, right = _sides(line.parts)
            assert _shape(left) == _shape(right), line.why

    def test_the_note_s_line_does_not_fit_and_the_corrected_one_does(self) -> None:
        with pytest.raises(AssertionError):
            _shape(_sides(NOTE)[1])
        left, right = _sides(CORRECTED)
        assert _shape(left) == _shape(right) == ("p", "1")

    def test_every_line_holds_in_numbers(self) -> None:
        config = RunConfig.from_dict(
            {
                "dataset": {"name": "circles"},
                "architecture": {"hidden": [{"units": 4, "activation": "tanh"}, {"units": 3, "activation": "silu"}]},
            }
        )
        data = load_dataset(config.dataset)
        parameters = initialize(config)
        passes = forward(parameters, data.X_train)
        gradients = backward(parameters, passes, data.Y_train)
        W, b = parameters.layers[1].W, parameters.layers[1].b
        cache, one = passes[1], gradients[1]
        slope = ACTIVATIONS["silu"].derivative(cache.Z)
        z, a, dz, da, a_previous = (each[:, :1] for each in (cache.Z, cache.A, one.dZ, one.dA, cache.A_previous))
        sides: list[Callable[[], tuple[object, object]]] = [
            lambda: (z, W @ a_previous + b),
            lambda: (a, ACTIVATIONS["silu"].g(z)),
            lambda: (dz, da * slope[:, :1]),
            lambda: (gradients[0].dA[2, 0], sum(W[k, 2] * dz[k, 0] for k in range(3))),
            lambda: (gradients[0].dA[:, :1], W.T @ dz),
            lambda: (gradients[0].dA[:, :1], W.T @ (da * slope[:, :1])),
            lambda: (gradients[0].dA, W.T @ (one.dA * slope)),
        ]
        for side in sides:
            left, right = side()
            np.testing.assert_allclose(np.asarray(left), np.asarray(right), rtol=1e-12, atol=1e-15)

    @pytest.mark.parametrize("mode", ["light", "dark"])
    def test_a_formula_has_each_shape_under_its_factor(self, mode: str) -> None:
        written = tex(LINES[-1].parts, LayerDimensions(3, 4, 350), mode)
        assert written.count(r"\underbrace") == sum(isinstance(part, Factor) for part in LINES[-1].parts) == 4
        assert r"(n^{[l-1]},\,m)\\(4,\,350)" in written
        assert "350" not in tex(LINES[-1].parts, None, mode)


def _sides(parts: tuple[Factor | str, ...]) -> tuple[list[Factor | str], list[Factor | str]]:
    """The factors and signs left and right of the sign of equality; a sum over k counts as one."""
    equals = next(index for index, part in enumerate(parts) if isinstance(part, str) and part.startswith("="))
    return list(parts[:equals]), list(parts[equals + 1 :])


def _shape(parts: list[Factor | str]) -> tuple[str, str]:
    """The shape of a side: factors beside one another are multiplied as matrices, * and + go entry by entry."""
    flat = [part for part in parts if not (isinstance(part, str) and part in (r"\Big(", r"\Big)"))]
    terms: list[list[tuple[str, str]]] = [[]]
    entrywise = False
    for part in flat:
        if isinstance(part, Factor):
            if entrywise:
                assert terms[-1][-1] == part.shape, f"{terms[-1][-1]} * {part.shape}"
            else:
                terms[-1].append(part.shape)
            entrywise = False
        elif part == "+":
            terms.append([])
        else:
            entrywise = part == "*"
    shapes = []
    for term in terms:
        for one, other in zip(term, term[1:], strict=False):
            assert one[1] == other[0], f"{one} {other}"
        shapes.append((term[0][0], term[-1][1]))
    assert len(set(shapes)) == 1
    return shapes[0]


class TestWhatTheDimensionsSayOfTheNote:
    def test_of_layers_of_different_sizes(self) -> None:
        assert str(order_by_dimensions(3, 4)) == r"Here: $(3,1)\,(3,4)$ would need $1=3$."
        assert r"$(4,3)\,(3,1)=(4,1)$" in str(transpose_by_dimensions(3, 4))
        assert "would need $4=3$" in str(transpose_by_dimensions(3, 4))

    def test_where_they_prove_less(self) -> None:
        assert "can be multiplied; but it gives $(1,1)$" in str(order_by_dimensions(1, 4))
        assert "prove nothing" in str(order_by_dimensions(1, 1))
        assert "W is square" in str(transpose_by_dimensions(5, 5))

    @pytest.mark.parametrize(("n", "n_previous"), [(3, 4), (1, 4), (4, 1), (1, 1), (5, 5)])
    def test_numpy_agrees(self, n: int, n_previous: int) -> None:
        column, W, previous = np.ones((n, 1)), np.ones((n, n_previous)), np.ones((n_previous, 1))
        fits = n == 1
        if fits:
            assert (column @ W @ previous).shape == (1, 1)
        else:
            with pytest.raises(ValueError, match="mismatch"):
                column @ W
        assert ("would need" in str(order_by_dimensions(n, n_previous))) == (not fits)
        assert (W.T @ column).shape == (n_previous, 1)
        assert ("would need" in str(transpose_by_dimensions(n, n_previous))) == (n != n_previous)
