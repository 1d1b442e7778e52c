"""The steps of an iteration in the order in which they are computed (course §2): one equation each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Part = Literal["forward", "loss", "backward", "mean", "update"]


@dataclass(frozen=True)
class Step:
    """One equation.

    Attributes:
        part: where in the iteration it stands.
        quantity: what it computes: "Z", "A", "loss", "J", "dA", "dZ", "dW", "db", or "W" and "b" of the update.
        layer: whose; the loss is layer L's.
        example: the position in the batch, from 0, where examples go one by one; None for all at once.
    """

    part: Part
    quantity: str
    layer: int
    example: int | None = None

    @property
    def block(self) -> str:
        """Its box on the flow chart, as in "dZ2"; both the loss and J stand in "J"."""
        return "J" if self.part == "loss" or self.quantity == "J" else f"{self.quantity}{self.layer}"

    @property
    def key(self) -> str:
        """Its name in a link: "Z1", "loss", "mean-dW2", "dA1-3" for the third example."""
        name = self.quantity if self.quantity in ("loss", "J") else f"{self.quantity}{self.layer}"
        prefix = "mean-" if self.part == "mean" else ""
        return f"{prefix}{name}" + ("" if self.example is None else f"-{self.example + 1}")


def steps(L: int, one_by_one: int | None = None) -> tuple[Step, ...]:
    """All steps of an iteration.

    Args:
        L: the number of layers.
        one_by_one: None where all examples are computed at once; else how many go through one after the other, before
            their gradients are averaged. The gradient of a single one needs no averaging.
    """
    if one_by_one is None:
        found = [*_there_and_back(L, None)]
    else:
        found = [step for example in range(one_by_one) for step in _there_and_back(L, example)]
        if one_by_one > 1:
            found += [Step("mean", "J", L)]
            found += [Step("mean", quantity, l) for l in range(L, 0, -1) for quantity in ("dW", "db")]
    found += [Step("update", quantity, l) for l in range(1, L + 1) for quantity in ("W", "b")]
    return tuple(found)


def _there_and_back(L: int, example: int | None) -> Iterator[Step]:
    """Forward propagation, loss, backward propagation."""
    for l in range(1, L + 1):
        yield Step("forward", "Z", l, example)
        yield Step("forward", "A", l, example)
    yield Step("loss", "loss", L, example)
    if example is None:
        yield Step("loss", "J", L)
    yield Step("backward", "dA", L, example)
    for l in range(L, 0, -1):
        for quantity in ("dZ", "dW", "db"):
            yield Step("backward", quantity, l, example)
        if l > 1:
            yield Step("backward", "dA", l - 1, example)
