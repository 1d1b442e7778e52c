"""Checks a list of shapes against the network that it describes, and names what is wrong in the order of
computation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dnn.lessons.shape_list.kinds import Expected, Kind, expected_shape, formula_of, kind_of, reason_for
from dnn.lessons.shape_list.named_shape import NamedShape, name_of
from dnn.lessons.shape_list.sizes import likely_network, order
from dnn.text.messages import Text


@dataclass(frozen=True)
class Finding:
    """One shape that does not fit the others, or one that is missing.

    Attributes:
        symbol, layer: what it is the shape of.
        formula: what it should be in the course's letters, as in "(n[2], n[1])".
        expected: the same in numbers; None where the list does not say.
        got: what the list says; None for what is missing.
        kind: which mistake it is.
        line: where it stands, counted from 1; 0 for what is missing.
        message: all of it in one sentence.
    """

    symbol: str
    layer: int
    formula: str
    expected: Expected
    got: tuple[int, ...] | None
    kind: Kind
    line: int
    message: Text

    @property
    def name(self) -> str:
        """The symbol with its layer, as in "W[2]"."""
        return name_of(self.symbol, self.layer)


@dataclass(frozen=True)
class ShapeFindings:
    """The findings about a list, in the order of computation, and n[0] … n[L] and m as far as the list shows them."""

    findings: tuple[Finding, ...]
    sizes: tuple[int | None, ...]
    m: int | None

    @property
    def consistent(self) -> bool:
        """True if all shapes fit together."""
        return not self.findings

    @property
    def first(self) -> Finding | None:
        """The first inconsistency, from which others may follow."""
        return self.findings[0] if self.findings else None


def check_shapes(shapes: Sequence[NamedShape]) -> ShapeFindings:
    """Find the network that the majority of the shapes agree on, and every shape that does not fit it."""
    L = max([1, *(named.layer for named in shapes)])
    first_of_each = {(named.symbol, named.layer, named.shape): named for named in reversed(shapes)}
    ordered = sorted(first_of_each.values(), key=lambda named: (order(named.symbol, named.layer, L), named.line))
    sizes, m = likely_network(ordered, L)
    findings = [*_wrong(ordered, sizes, m), *_missing(ordered, sizes, m)]
    findings.sort(key=lambda finding: order(finding.symbol, finding.layer, L))
    return ShapeFindings(tuple(findings), sizes, m)


def _wrong(ordered: Sequence[NamedShape], sizes: tuple[int | None, ...], m: int | None) -> Iterator[Finding]:
    L = len(sizes) - 1
    for named in ordered:
        expected = expected_shape(named.symbol, named.layer, sizes, m)
        kind = kind_of(named, expected)
        if kind:
            letters = formula_of(named.symbol, named.layer, L)
            formula = "({}, {})".format(*letters)
            message = Text(
                "{name} should have shape {formula} = {expected}, got {got}: {reason}.",
                name=named.name,
                formula=formula,
                expected=_in_numbers(expected, letters),
                got=str(named.shape),
                reason=reason_for(named, kind, expected, m),
            )
            yield Finding(named.symbol, named.layer, formula, expected, named.shape, kind, named.line, message)


def _missing(ordered: Sequence[NamedShape], sizes: tuple[int | None, ...], m: int | None) -> Iterator[Finding]:
    """The parameters, and all of a layer, that stand in a layer before and in a layer after, but not in between."""
    L = len(sizes) - 1
    named_layers = {named.layer for named in ordered}
    for symbol in dict.fromkeys(named.symbol for named in ordered):
        layers = {named.layer for named in ordered if named.symbol == symbol}
        for l in range(min(layers) + 1, max(layers)):
            if l in layers or (symbol not in ("W", "b") and l in named_layers):
                continue
            letters = formula_of(symbol, l, L)
            expected = expected_shape(symbol, l, sizes, m)
            formula = "({}, {})".format(*letters)
            message = Text(
                "{name} is missing between {before} and {after}; its shape is {formula} = {expected}.",
                name=name_of(symbol, l),
                before=name_of(symbol, max(k for k in layers if k < l)),
                after=name_of(symbol, min(k for k in layers if k > l)),
                formula=formula,
                expected=_in_numbers(expected, letters),
            )
            yield Finding(symbol, l, formula, expected, None, "gap", 0, message)


def _in_numbers(expected: Expected, letters: tuple[str, str]) -> str:
    """A shape in numbers; letters stay where no number is known."""
    rows, columns = (
        letter if number is None else str(number) for number, letter in zip(expected, letters, strict=True)
    )
    return f"({rows}, {columns})"
