"""Location of a planted bug: every tensor of an iteration beside its central differences, the first wrong one found."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.lessons.gradient_check.bugs import Planted
from dnn.text import text_table
from dnn.text.messages import Text


@dataclass(frozen=True)
class TensorCheck:
    """One tensor of the iteration beside its central differences.

    Attributes:
        symbol: "dZ", "dW", "db", "dA"; "W" and "b" are what the update subtracted, divided by α.
        layer: its layer.
        shape, expected_shape: the one it came out with, and the right one.
        relative_error: ‖g - g̃‖ / (‖g‖ + ‖g̃‖) over the compared entries; infinite where the shape is wrong.
        compared, skipped: how many entries were compared, and left out at a kink.
        passed: whether it agrees.
    """

    symbol: str
    layer: int
    shape: tuple[int, ...]
    expected_shape: tuple[int, ...]
    relative_error: float
    compared: int
    skipped: int
    passed: bool

    @property
    def is_update(self) -> bool:
        """True if it is a step of the update."""
        return self.symbol in ("W", "b")

    @property
    def name(self) -> str:
        """The symbol with the layer, as in "dW^[2]"; the update of W is "W^[2]"."""
        return f"{self.symbol}^[{self.layer}]"

    @property
    def title(self) -> Text:
        """Its name, and whether it is the update that is meant."""
        return Text("update of {name}", name=self.name) if self.is_update else Text("{name}", name=self.name)

    @property
    def verdict(self) -> Text:
        """The outcome in a word or two."""
        if self.shape != self.expected_shape:
            return Text("shape {got} instead of {expected}", got=str(self.shape), expected=str(self.expected_shape))
        if not self.passed:
            return Text("wrong")
        return Text("right") if self.compared else Text("at a kink everywhere")


@dataclass(frozen=True)
class Location:
    """All tensors of an iteration with a bug in it, in the order of computation.

    Attributes:
        planted: the bug; None for the right program.
        checks: every tensor.
        expected: symbol and layer of what the wrong line computes; None for the right program.
        differs: whether that comes out with other numbers than the right program's.
        hint: which other network would show the bug; None for the right program.
    """

    planted: Planted | None
    checks: tuple[TensorCheck, ...]
    expected: tuple[str, int] | None
    differs: bool
    hint: Text | None

    @property
    def found(self) -> TensorCheck | None:
        """The first tensor that disagrees; None where all agree."""
        return next((check for check in self.checks if not check.passed), None)

    @property
    def is_right(self) -> bool:
        """True if what was found is what the wrong line computes."""
        return self.found is not None and (self.found.symbol, self.found.layer) == self.expected

    @property
    def is_at_a_kink(self) -> bool:
        """True if what the wrong line computes differs from the right numbers, but at entries at a kink alone."""
        skipped = any((each.symbol, each.layer) == self.expected and each.skipped for each in self.checks)
        return self.found is None and self.differs and skipped

    @property
    def why_hidden(self) -> Text | None:
        """The reason why a bug that is there is not seen; None where it is seen, and for the right program."""
        if self.planted is None or self.found is not None:
            return None
        if self.is_at_a_kink:
            return Text("Every entry that could reveal it is at a kink here. Choose another layer or network.")
        return Text("This network hides the bug: its numbers are the same as without it. {hint}", hint=self.hint)

    @property
    def consequences(self) -> tuple[TensorCheck, ...]:
        """The tensors that disagree after it."""
        return tuple(check for check in self.checks if not check.passed)[1:]

    @property
    def verdict(self) -> Text:
        """The outcome in one sentence."""
        if self.found is None:
            return Text("Every tensor agrees with central differences.")
        if self.found.is_update:
            return Text(
                "The gradients are right; the update of {name} does not follow them.",
                name=self.found.name,
            )
        return Text(
            "The first tensor that disagrees, in the order of computation, is {name}: the bug is in its line.",
            name=self.found.name,
        )

    def __str__(self) -> str:
        titles = (Text("Tensor"), Text("Compared"), Text("At a kink"), Text("Relative error"), "")
        rows = [
            (each.title, each.compared, each.skipped, f"{each.relative_error:.1e}", each.verdict)
            for each in self.checks
        ]
        hidden = f"{self.why_hidden}\n" if self.why_hidden else ""
        return text_table.aligned(titles, rows, right=(1, 2, 3)) + f"{self.verdict}\n{hidden}"
