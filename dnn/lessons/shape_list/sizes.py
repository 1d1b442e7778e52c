"""The network that a list of shapes most likely describes: the one against which the fewest of them are wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dnn.lessons.shape_list.kinds import expected_shape, kind_of
from dnn.lessons.shape_list.named_shape import NamedShape

MAX_CANDIDATES = 6
"""Number of values of one n[l], and of m, that are tried: those that stand in the list most often."""
WRONG, WRONG_WITHOUT_A_NAME, WRONG_W = 100, 30, 10
"""Cost of a wrong shape; its surcharge where it is none of the usual mistakes; and where it is a W."""

Cost = tuple[int, int]
"""The amount that is wrong; then how early it stands in the order of computation, for what comes first is believed."""
Network = tuple[tuple[int | None, ...], int | None]
"""n[0] … n[L], and m."""


def likely_network(shapes: Sequence[NamedShape], L: int) -> Network:
    """The sizes and m of the network; None where the list says nothing about one.

    Args:
        shapes: in the order of computation.
        L: the number of layers.
    """
    cost, network = _best(shapes, L)
    if cost[0]:
        turned = [NamedShape(s.symbol, s.layer, s.shape[::-1], s.line) for s in shapes]
        other_cost, other_network = _best(turned, L)
        if other_cost[0] == 0:  # the convention of rows, followed throughout
            return other_network
    return network


def order(symbol: str, layer: int, L: int) -> int:
    """The position of a quantity in the order of computation: X, forward, Y, backward."""
    if symbol in ("X", "Y"):
        return 0 if symbol == "X" else 1 + 4 * L
    if symbol in _FORWARD:
        return 1 + 4 * (layer - 1) + _FORWARD.index(symbol)
    return 2 + 4 * L + 4 * (L - layer) + _BACKWARD.index(symbol)


_FORWARD = ("W", "b", "Z", "A")
_BACKWARD = ("dA", "dZ", "dW", "db")


def _best(shapes: Sequence[NamedShape], L: int) -> tuple[Cost, Network]:
    """The cheapest network and what it costs."""
    by_layer: list[list[tuple[int, NamedShape]]] = [[] for _ in range(L + 1)]
    for position, named in enumerate(reversed(shapes), start=1):
        by_layer[L if named.symbol == "Y" else named.layer].append((position, named))
    candidates = [_candidates(shapes, l, L) for l in range(L + 1)]
    networks = [_best_sizes(by_layer, candidates, m) for m in _candidates_of_m(shapes)]
    return min(networks, key=lambda found: found[0])


def _best_sizes(
    by_layer: list[list[tuple[int, NamedShape]]], candidates: list[list[int | None]], m: int | None
) -> tuple[Cost, Network]:
    """The cheapest sizes for one m, layer after layer: what a layer costs depends on the one before it only."""
    found: dict[int | None, tuple[Cost, tuple[int | None, ...]]] = {
        n: (_cost(by_layer[0], (n,), m), (n,)) for n in candidates[0]
    }
    for layer, values in zip(by_layer[1:], candidates[1:], strict=True):
        further = {}
        for n in values:
            costs = []
            for number, (cost, sizes) in enumerate(found.values()):
                added = _cost(layer, (*sizes, n), m)
                costs.append(((cost[0] + added[0], cost[1] + added[1]), number, (*sizes, n)))
            best = min(costs, key=lambda entry: entry[:2])
            further[n] = (best[0], best[2])
        found = further
    cost, sizes = min(found.values(), key=lambda entry: entry[0])
    return cost, (sizes, m)


def _cost(layer: Iterable[tuple[int, NamedShape]], sizes: tuple[int | None, ...], m: int | None) -> Cost:
    """Cost of the shapes of the last layer of `sizes`."""
    amount = early = 0
    for position, named in layer:
        kind = kind_of(named, expected_shape(named.symbol, named.layer, sizes, m))
        if kind:
            usual = kind not in ("neighbours", "unlike W", "unlike b", "units", "rank")
            amount += WRONG + (0 if usual else WRONG_WITHOUT_A_NAME) + (WRONG_W if named.symbol == "W" else 0)
            early += position
    return amount, early


def _candidates(shapes: Sequence[NamedShape], l: int, L: int) -> list[int | None]:
    """The values that n[l] may have."""
    counted: Counter[int] = Counter()
    for named in shapes:
        layer = L if named.symbol == "Y" else named.layer
        if layer == l or (named.symbol in ("W", "dW") and layer == l + 1):
            counted.update(sorted({*named.shape, *_one_of(named)}))
    return [n for n, _ in counted.most_common(MAX_CANDIDATES)] or [None]


def _candidates_of_m(shapes: Sequence[NamedShape]) -> list[int | None]:
    """The values that m may have."""
    counted: Counter[int] = Counter()
    for named in shapes:
        if named.symbol.removeprefix("d") not in ("W", "b"):
            counted.update(sorted({*named.shape, *_one_of(named)}))
    return [m for m, _ in counted.most_common(MAX_CANDIDATES)] or [None]


def _one_of(named: NamedShape) -> tuple[int, ...]:
    """The dimension of 1 that an array of rank 1 leaves out."""
    return (1,) if len(named.shape) == 1 and named.symbol.removeprefix("d") not in ("W", "b") else ()
