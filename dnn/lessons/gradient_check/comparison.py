"""Result of a gradient check: each gradient beside its central differences."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dnn.text import text_table
from dnn.text.messages import Enumeration, Text

FINE, DOUBTFUL, WRONG = 1e-7, 1e-5, 1e-3
"""The course's scale of relative errors: up to the first all is well, about the second one looks again, and from the
third on something is wrong."""
QUARTER = 0.35
"""Share of the error that half of ε leaves at most, where it is truncation: a quarter, and some for higher powers."""


@dataclass(frozen=True)
class Entry:
    """One entry of a gradient: its row and column from 0, g by backward propagation and ĝ by a central difference."""

    row: int
    column: int
    g: float
    g_hat: float


@dataclass(frozen=True)
class Comparison:
    """dW or db of one layer beside its central differences.

    Attributes:
        name: as in "dW^[1]".
        entries: how many entries it has.
        compared, skipped: how many of them were compared, and how many more were left out at a kink.
        distance: ‖g - ĝ‖ over the compared ones.
        norm, norm_hat: ‖g‖ and ‖ĝ‖ over the same.
        within_rounding: whether the difference is no larger than the rounding of J alone explains.
        tolerance: the largest relative error that passes.
        with_half: the relative error with half of ε; None where that was not asked.
        extrapolated: the relative error of (4 ĝ(ε/2) - ĝ(ε)) / 3, which truncation ∝ ε² cancels from; None likewise.
        worst: where |g - ĝ| is largest; None where nothing was compared.
    """

    name: str
    entries: int
    compared: int
    skipped: int
    distance: float
    norm: float
    norm_hat: float
    within_rounding: bool
    tolerance: float
    with_half: float | None
    extrapolated: float | None
    worst: Entry | None

    @property
    def relative_error(self) -> float:
        """‖g - ĝ‖ / (‖g‖ + ‖ĝ‖), 0 where both are 0."""
        return ratio_of(self.distance, self.norm + self.norm_hat)

    @property
    def is_sample(self) -> bool:
        """True if some entries were not compared."""
        return self.compared + self.skipped < self.entries

    @property
    def is_fine(self) -> bool:
        """True if the relative error is what the course calls fine, or as small as rounding lets it be."""
        return self.relative_error <= FINE or self.within_rounding

    @property
    def is_truncated(self) -> bool:
        """True if the error falls with ε²: ε is too long, which says nothing against backward propagation."""
        return not self.is_fine and self.with_half is not None and self.with_half <= QUARTER * self.relative_error

    @property
    def passed(self) -> bool:
        """True if backward propagation is right here, as far as central differences show."""
        error = self.extrapolated if self.is_truncated and self.extrapolated is not None else self.relative_error
        return error <= self.tolerance or self.within_rounding

    @property
    def verdict(self) -> Text:
        """The outcome in a few words."""
        if not self.compared:
            return Text("at a kink everywhere")
        if self.is_fine:
            return Text("right") if self.relative_error <= FINE else Text("too small to tell")
        if self.is_truncated:
            return Text("ε too large")
        return Text("suspicious") if self.relative_error <= WRONG else Text("wrong")


@dataclass(frozen=True)
class LayerCheck:
    """Both comparisons of layer l."""

    layer: int
    W: Comparison
    b: Comparison

    @property
    def passed(self) -> bool:
        """True if both passed."""
        return self.W.passed and self.b.passed


@dataclass(frozen=True)
class GradientReport:
    """The check of a whole network.

    Attributes:
        layers: layer 1 first.
        examples: how many examples J is the mean of.
        step: ε, by which each entry was moved up and down.
        seed: of the sample, where not all entries were compared.
        is_measurable: whether differences mean anything; they do not where a run has diverged.
    """

    layers: tuple[LayerCheck, ...]
    examples: int
    step: float
    seed: int
    is_measurable: bool

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """dW^[1], db^[1], dW^[2], …"""
        return tuple(each for layer in self.layers for each in (layer.W, layer.b))

    @property
    def relative_error(self) -> float:
        """‖g - ĝ‖ / (‖g‖ + ‖ĝ‖), g being all compared entries of all gradients in one vector."""
        distance, norm, norm_hat = (
            math.hypot(*(getattr(each, name) for each in self.comparisons)) for name in ("distance", "norm", "norm_hat")
        )
        return ratio_of(distance, norm + norm_hat)

    @property
    def passed(self) -> bool:
        """True if every layer passed, and differences mean anything."""
        return self.is_measurable and all(layer.passed for layer in self.layers)

    @property
    def disagreeing(self) -> tuple[Comparison, ...]:
        """Gradients that are off by more than rounding or the length of ε explains."""
        return tuple(each for each in self.comparisons if not (each.passed or each.is_truncated))

    @property
    def judgement(self) -> Text:
        """The course's judgement of the relative error in all, in a few words."""
        if not self.is_measurable:
            return Text("cannot be checked")
        if self.relative_error <= FINE and self.passed:
            return Text("fine")
        if all(each.is_fine for each in self.comparisons):
            return Text("rounding error only")
        if all(each.is_fine or each.is_truncated for each in self.comparisons):
            return Text("ε is too large")
        return Text("suspicious") if self.relative_error <= WRONG else Text("something is wrong")

    @property
    def verdict(self) -> Text:
        """The outcome in one sentence."""
        if not self.is_measurable:
            return Text(
                "The values in this network are so large that ± ε is lost to rounding: the run has diverged. "
                "Reset it, and try a smaller learning rate."
            )
        if self.disagreeing:
            names = Enumeration(each.name for each in self.disagreeing)
            return Text("Backward propagation disagrees with central differences in {names}.", names=names)
        truncated = [each.name for each in self.comparisons if each.is_truncated]
        if truncated:
            return Text(
                "ε is too large for {names}: halving it leaves about a quarter of the difference, which is "
                "truncation error and no mistake; try a smaller one.",
                names=Enumeration(truncated),
            )
        doubtful = [each.name for each in self.comparisons if not each.is_fine]
        if doubtful:
            return Text(
                "Backward propagation agrees with central differences, but less well than usual in {names}: "
                "check again with another ε.",
                names=Enumeration(doubtful),
            )
        if self.relative_error > FINE:
            return Text("Backward propagation and central differences differ by no more than rounding explains.")
        return Text("Backward propagation agrees with central differences in every layer.")

    @property
    def sample(self) -> Text | None:
        """The share of the entries that was compared, where it was not all of them."""
        if not any(each.is_sample for each in self.comparisons):
            return None
        return Text(
            "A random sample of {looked} of {entries} entries was compared, drawn with seed {seed}.",
            looked=f"{sum(each.compared + each.skipped for each in self.comparisons):,}",
            entries=f"{sum(each.entries for each in self.comparisons):,}",
            seed=self.seed,
        )

    def __str__(self) -> str:
        titles = (Text("Gradient"), Text("Entries"), Text("Compared"), Text("At a kink"), Text("Relative error"), "")
        rows: list[tuple[object, ...]] = [
            (each.name, each.entries, each.compared, each.skipped, f"{each.relative_error:.1e}", each.verdict)
            for each in self.comparisons
        ]
        rows.append((Text("all"), *self._totals, f"{self.relative_error:.1e}", self.judgement))
        sample = f"{self.sample}\n" if self.sample else ""
        return text_table.aligned(titles, rows, right=(1, 2, 3, 4)) + f"{sample}{self.verdict}\n"

    @property
    def _totals(self) -> tuple[int, int, int]:
        entries, compared, skipped = (
            sum(getattr(each, name) for each in self.comparisons) for name in ("entries", "compared", "skipped")
        )
        return entries, compared, skipped


def ratio_of(distance: float, size: float) -> float:
    """distance / size, 0 where both are 0."""
    return distance / size if size else 0.0
