"""An iteration packed for the browser: its steps, their equations, and windows of their arrays.

A small network is sent whole. Of large arrays a window is sent, and of very deep networks the layers about the current
step; the browser asks for another window when the visitor goes there.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dnn.background.wire import (
    ArrayReference,
    PackedArrangement,
    PackedArray,
    PackedAxis,
    PackedIteration,
    PackedStep,
)
from dnn.lessons.walkthrough import Computation, IterationTrace, Operand, Step
from pages.learn.iteration.mathml import mathml
from pages.learn.iteration.step_equations import Writer, equation
from pages.learn.iteration.step_words import PARTS, REASONS, axis_title, kind
from pages.shared.drawing.flow_layout import Arrangement, arrangement, folded
from pages.shared.frame.text import say

WINDOWS = (64, 32)
"""Maximum numbers of rows and columns of an array that are sent: the larger where all fits into MAX_NUMBERS."""
MAX_NUMBERS = 40_000
STEP_KEY = re.compile(r"[A-Za-z0-9-]{1,29}")
"""The form of the keys of steps, which stand in the link."""
NEIGHBOURS = 1
"""Number of layers on either side of the current one that are sent with it, where not all are."""


@dataclass(frozen=True)
class View:
    """The window that the browser asks for.

    Attributes:
        step: the key of the current step; None for the first.
        starts: axis -> the first row or column, from 0.
    """

    step: str | None = None
    starts: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def from_browser(sent: object) -> View:
        """The window of a RequestedWindow; what is none in it counts as not sent."""
        if not isinstance(sent, Mapping):
            return View()
        starts = sent.get("starts")
        pairs = starts.items() if isinstance(starts, Mapping) else ()
        kept = tuple(
            (str(axis), int(start)) for axis, start in pairs if isinstance(start, int | float) and 0 <= start < 1e9
        )
        return View(step_key(sent.get("step")), kept)


def step_key(sent: object) -> str | None:
    """The key of a step, as a browser sends it; None where it cannot be one."""
    return sent if isinstance(sent, str) and STEP_KEY.fullmatch(sent) else None


def pack(trace: IterationTrace, view: View, mode: str, picked: Sequence[int] = ()) -> PackedIteration:
    """Everything the browser needs to step through `trace`.

    Args:
        trace: the iteration.
        view: the window that it needs.
        mode: "light" or "dark".
        picked: the numbers of the examples in the training part, from 0, where some were picked.
    """
    computations = {step: trace.computation(step) for step in trace.steps}
    window, near = _window(trace, computations, view)
    arrays: dict[str, PackedArray] = {}
    for step in near:
        for operand in _operands(computations[step]):
            arrays.setdefault(_name(operand), _array(operand, window, dict(view.starts)))
    write = Writer(trace, mode, not trace.vectorised)
    return {
        "steps": [_step(trace, step, each) for step, each in computations.items()],
        "equations": {_equation_key(step): mathml(equation(trace, step, mode)) for step in trace.steps},
        "reasons": {name: say(words) for name, words in REASONS.items()},
        "parts": {part: say(title) for part, title in PARTS.items()},
        "symbols": _symbols(computations.values(), write),
        "arrays": arrays,
        "axes": _axes(computations.values()),
        "examples": [example + 1 for example in picked],
        "arrangements": [_arranged(arrangement(trace.L, l)) for l in range(1, trace.L + 1)],
        "first": view.step,
    }


def _operands(computation: Computation) -> tuple[Operand, ...]:
    return (computation.result, *computation.operands)


def _window(
    trace: IterationTrace, computations: Mapping[Step, Computation], view: View
) -> tuple[int, tuple[Step, ...]]:
    """The size of the windows, and the steps whose arrays are sent."""
    for window in WINDOWS:
        if _numbers(computations.values(), window) <= MAX_NUMBERS:
            return window, trace.steps
    focus = next((step for step in trace.steps if step.key == view.step), trace.steps[0])
    near = tuple(
        step
        for step in trace.steps
        if abs(step.layer - focus.layer) <= NEIGHBOURS and step.example in (focus.example, None)
    )
    return WINDOWS[-1], near


def _numbers(computations: Iterable[Computation], window: int) -> int:
    """Number of array entries that are sent in windows of this size."""
    sizes = {
        _name(operand): int(np.prod([min(side, window) for side in operand.array.shape]))
        for computation in computations
        for operand in _operands(computation)
    }
    return sum(sizes.values())


def _name(operand: Operand) -> str:
    """An array's name among those that are sent."""
    example = "" if operand.example is None else f"-{operand.example + 1}"
    of = operand.axes[1] if operand.symbol in ("g", "v", "s") else ""
    return f"{operand.symbol}{operand.layer}{example}{of}"


def _array(operand: Operand, window: int, starts: Mapping[str, int]) -> PackedArray:
    """A window of an array: where it begins, its shape, its numbers as little-endian float64, row after row."""
    sides = []
    for axis, size in zip(operand.axes, operand.array.shape, strict=True):
        start = max(0, min(starts.get(axis, 0), size - window))
        sides.append(slice(start, min(size, start + window)))
    part = np.ascontiguousarray(operand.array[sides[0], sides[1]], dtype="<f8")
    largest = float(np.abs(operand.array[np.isfinite(operand.array)]).max(initial=0.0))
    return {
        "rows": sides[0].start,
        "columns": sides[1].start,
        "shape": list(part.shape),
        "largest": largest,
        "data": base64.b64encode(part.tobytes()).decode("ascii"),
    }


def _step(trace: IterationTrace, step: Step, computation: Computation) -> PackedStep:
    rule = computation.rule
    return {
        "key": step.key,
        "block": step.block,
        "part": step.part,
        "layer": step.layer,
        "example": step.example,
        "equation": _equation_key(step),
        "reason": kind(trace, step),
        "rule": {"kind": rule.kind, "term": rule.term, "divide": rule.divide, "factor": rule.factor},
        "result": _reference(computation.result),
        "operands": [_reference(operand) for operand in computation.operands],
        "total": computation.total,
    }


def _equation_key(step: Step) -> str:
    return f"{step.part} {step.quantity}{step.layer}"


def _reference(operand: Operand) -> ArrayReference:
    """A step's reference to an array."""
    axes = operand.axes[::-1] if operand.transposed else operand.axes
    return {
        "array": _name(operand),
        "transposed": operand.transposed,
        "symbol": _symbol_key(operand),
        "shape": list(operand.read.shape),
        "axes": list(axes),
    }


def _symbol_key(operand: Operand) -> str:
    return f"{operand.symbol}{operand.layer}{'T' if operand.transposed else ''}"


def _symbols(computations: Iterable[Computation], write: Writer) -> dict[str, str]:
    """Every symbol that heads an array, as MathML."""
    found = {_symbol_key(operand): operand for each in computations for operand in _operands(each)}
    return {
        key: mathml(write(operand.symbol, operand.layer, transposed=operand.transposed))
        for key, operand in found.items()
    }


def _axes(computations: Iterable[Computation]) -> dict[str, PackedAxis]:
    """Every axis with what it counts and how far."""
    return {
        axis: {"title": say(axis_title(axis)), "size": size}
        for computation in computations
        for operand in _operands(computation)
        for axis, size in zip(operand.axes, operand.array.shape, strict=True)
        if axis != "one"
    }


def _arranged(seen: Arrangement) -> PackedArrangement:
    return {
        "columns": {str(slot.first): slot.x for slot in seen.slots if not slot.is_fold},
        "folds": [{"x": slot.x, "text": folded(slot), "first": slot.first} for slot in seen.folds],
        "loss": seen.loss_x,
        "width": seen.width,
    }
