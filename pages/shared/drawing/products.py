"""The four equations of a layer as pictures: Z, dW, db and the dA of the layer before, each with its shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pages.shared.drawing.shape_picture import Matrix, Part


@dataclass(frozen=True)
class Layer:
    """The dimensions of layer l, as the pictures need them."""

    l: int
    n: int
    n_previous: int
    m: int
    m_name: str
    is_one: bool

    def matrix(self, quantity: str, l: int, *, transposed: bool = False, meets: str = "", repeated: int = 0) -> Matrix:
        """The rectangle of a quantity of this layer or of the one before."""
        n, here = (self.n, f"n[{l}]") if l == self.l else (self.n_previous, f"n[{l}]")
        previous, before = self.n_previous, f"n[{self.l - 1}]"
        shapes = {"W": (n, previous, here, before), "b": (n, 1, here, "1")}
        letter = quantity.removeprefix("d")
        rows, columns, rows_name, columns_name = shapes.get(letter, (n, self.m, here, self.m_name))
        if transposed:
            rows, columns, rows_name, columns_name = columns, rows, columns_name, rows_name
        symbol = f"{quantity[:-1]}{letter.lower()}" if self.is_one and letter in "ZA" else quantity
        name = f"{symbol}[{l}]{'ᵀ' if transposed else ''}"
        return Matrix(quantity, name, rows, columns, rows_name, columns_name, meets, repeated)


def _Z(layer: Layer) -> list[Part]:
    l, repeated = layer.l, layer.m if layer.m > 1 else 0
    return [
        *(layer.matrix("W", l, meets="columns"), "·", layer.matrix("A", l - 1, meets="rows"), "+"),
        *(layer.matrix("b", l, repeated=repeated), "=", layer.matrix("Z", l)),
    ]


def _dW(layer: Layer) -> list[Part]:
    factor = "= 1/m" if not layer.is_one else "="
    return [
        *(layer.matrix("dW", layer.l), factor, layer.matrix("dZ", layer.l, meets="columns"), "·"),
        layer.matrix("A", layer.l - 1, transposed=True, meets="rows"),
    ]


def _db(layer: Layer) -> list[Part]:
    return [layer.matrix("db", layer.l), "=" if layer.is_one else "= 1/m Σ", layer.matrix("dZ", layer.l)]


def _dA(layer: Layer) -> list[Part]:
    l = layer.l
    return [
        *(layer.matrix("dA", l - 1), "=", layer.matrix("W", l, transposed=True, meets="columns")),
        *("·", layer.matrix("dZ", l, meets="rows")),
    ]


PRODUCTS: dict[str, Callable[[Layer], Sequence[Part]]] = {"Z": _Z, "dW": _dW, "db": _db, "dA": _dA}
"""The quantity on the left of an equation -> the picture's parts."""

EQUATIONS: dict[str, str] = {
    "Z": r"Z^{{[{l}]}}=W^{{[{l}]}}A^{{[{k}]}}+b^{{[{l}]}}",
    "dW": r"dW^{{[{l}]}}=\tfrac1m\,dZ^{{[{l}]}}A^{{[{k}]T}}",
    "db": r"db^{{[{l}]}}=\tfrac1m\sum_i dZ^{{[{l}](i)}}",
    "dA": r"dA^{{[{k}]}}=W^{{[{l}]T}}dZ^{{[{l}]}}",
}
"""The same equations as TeX, k standing for l - 1."""
EQUATIONS_OF_ONE: dict[str, str] = {
    "Z": r"z^{{[{l}]}}=W^{{[{l}]}}a^{{[{k}]}}+b^{{[{l}]}}",
    "dW": r"dW^{{[{l}]}}=dz^{{[{l}]}}a^{{[{k}]T}}",
    "db": r"db^{{[{l}]}}=dz^{{[{l}]}}",
    "dA": r"da^{{[{k}]}}=W^{{[{l}]T}}dz^{{[{l}]}}",
}
"""The equations before vectorisation, for a single example."""
