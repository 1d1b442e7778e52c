"""Questions for products, for what NumPy broadcasts, and for the way back."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.lessons.practice.question import Draft, Kind, Setting, of_layer
from dnn.text.messages import Text

Shape = tuple[int, int]


@dataclass(frozen=True)
class Factor:
    """A matrix of a product: how it is written and its shape."""

    latex: str
    shape: Shape


def product_defined(setting: Setting) -> Draft:
    """The question which of some products is defined."""
    pairs = _pairs(setting)
    defined = [pair for pair in pairs if _defined(*pair)]
    undefined = [pair for pair in pairs if not _defined(*pair)]
    left, right = setting.random.choice(defined)
    return Draft(
        Text(
            "A network has {network}, and {examples}. Which of these products is defined?",
            network=setting.network,
            examples=setting.examples,
        ),
        _written(left, right),
        Text("{shapes}: the inner dimensions agree.", shapes=_shapes(left, right)),
        tuple(
            (
                _written(first, second),
                Text(
                    "{shapes}: the inner dimensions {inner} and {other} differ.",
                    shapes=_shapes(first, second),
                    inner=first.shape[1],
                    other=second.shape[0],
                ),
            )
            for first, second in undefined
        ),
    )


def product_shape(setting: Setting) -> Draft:
    """The shape of a product that is defined."""
    left, right = setting.random.choice([pair for pair in _pairs(setting) if _defined(*pair)])
    (rows, inner), (_, columns) = left.shape, right.shape
    return Draft(
        Text(
            "A network has {network}, and {examples}. What is the shape of {product}?",
            network=setting.network,
            examples=setting.examples,
            product=_written(left, right),
        ),
        str((rows, columns)),
        Text("{shapes}: the outer dimensions remain.", shapes=_shapes(left, right)),
        (
            (str((columns, rows)), Text("Transposed: the rows are those of the first factor.")),
            (str(left.shape), Text("That is the shape of the first factor.")),
            (str(right.shape), Text("That is the shape of the second factor.")),
            (str((inner, inner)), Text("The inner dimension {inner} is summed over and disappears.", inner=inner)),
            (Text("It is not defined."), Text("It is: the inner dimensions are both {inner}.", inner=inner)),
        ),
    )


def way_back(setting: Setting) -> Draft:
    """The shape of dA^[l-1] = W^[l]ᵀ dZ^[l], and why."""
    l = setting.random.choice([l for l in setting.layers if l > 1] or [1])
    n, n_previous, m = setting.sizes[l], setting.sizes[l - 1], setting.m
    W, dZ = (n, n_previous), (n, m)
    return Draft(
        Text(
            "A network has {network}, and {examples}. What is the shape of {formula}, and why?",
            network=setting.network,
            examples=setting.examples,
            formula=f"$dA^{{[{l - 1}]}}={_transposed('W', l)}\\,dZ^{{[{l}]}}$",
        ),
        _from((n_previous, m), W[::-1], dZ),
        Text("The transpose makes the inner dimensions match, and the result has the shape of {A}.", A=_A(l - 1)),
        (
            (
                _from((n, m), W, dZ),
                Text("W was not transposed: the inner dimensions {inner} and {other} differ.", inner=W[1], other=n),
            ),
            (_from((m, n_previous), dZ[::-1], W), Text("That is the transpose of the result: examples would be rows.")),
            (_from((n, n_previous), dZ, (m, n_previous)), Text("That is {formula}.", formula=_weights_gradient(l))),
            (
                _from((n_previous, 1), W[::-1], (n, 1)),
                Text("That is for one example; nothing is summed over the examples here."),
            ),
            (
                _from((n_previous, n), W[::-1], (n, n)),
                Text("{dZ} has a column for each example, not for each unit.", dZ=of_layer("dZ", l)),
            ),
        ),
    )


def _pairs(setting: Setting) -> list[tuple[Factor, Factor]]:
    """Products of a layer's matrices, right ones of the course and wrong ones of its students."""
    l, n, n_previous = setting.layer()
    m = setting.m
    W, b, dZ = Factor(_plain("W", l), (n, n_previous)), Factor(_plain("b", l), (n, 1)), Factor(_plain("dZ", l), (n, m))
    A, before = Factor(_plain("A", l), (n, m)), Factor(_plain("A", l - 1), (n_previous, m))
    W_t, dZ_t = Factor(_transposed("W", l), (n_previous, n)), Factor(_transposed("dZ", l), (m, n))
    before_t = Factor(_transposed("A", l - 1), (m, n_previous))
    right = [(W, before), (W_t, dZ), (dZ, before_t), (before, dZ_t), (before_t, W_t), (dZ_t, W)]
    wrong = [(W, A), (before, W), (W, dZ), (W_t, before), (dZ, before), (before_t, dZ), (W, b), (A, before), (W_t, W_t)]
    return right + wrong


def _defined(left: Factor, right: Factor) -> bool:
    return left.shape[1] == right.shape[0]


def _plain(symbol: str, l: int) -> str:
    return f"{symbol}^{{[{l}]}}"


def _transposed(symbol: str, l: int) -> str:
    return f"{symbol}^{{[{l}]\\,\\mathsf T}}"


def _written(left: Factor, right: Factor) -> str:
    return f"${left.latex}\\;{right.latex}$"


def _shapes(left: Factor, right: Factor) -> str:
    return f"{left.shape} · {right.shape}"


def _from(result: Shape, left: Shape, right: Shape) -> Text:
    return Text("{shape}, from {left} · {right}", shape=str(result), left=str(left), right=str(right))


def _A(l: int) -> str:
    return of_layer("A", l)


def _weights_gradient(l: int) -> str:
    return f"$dZ^{{[{l}]}}\\,{_transposed('A', l - 1)}$"


KINDS: dict[str, Kind] = {
    "product defined": Kind(Text("Products that are defined"), "products", product_defined),
    "product shape": Kind(Text("Shapes of products"), "products", product_shape),
    "way back": Kind(Text("The way back: dA = Wᵀ dZ"), "products", way_back),
}
"""The kinds of this file by name."""
