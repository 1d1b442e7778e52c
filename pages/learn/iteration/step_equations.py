"""The equation of each step of an iteration as TeX, in the colours of its quantities."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dnn.activations import ACTIVATIONS
from dnn.lessons.walkthrough import IterationTrace, Step
from dnn.losses import TASKS
from dnn.optimizers import OPTIMIZERS
from pages.shared.drawing import symbols


@dataclass(frozen=True, eq=False)
class Writer:
    """Writes symbols for one trace.

    Attributes:
        trace: the iteration.
        mode: "light" or "dark".
        small: whether the letters are those of one example.
    """

    trace: IterationTrace
    mode: str
    small: bool

    def __call__(self, symbol: str, layer: int, *, transposed: bool = False) -> str:
        """One symbol: W^{[2]T}; A of layer 0 is X, and W' of the update is written W."""
        if symbol == "g'(Z)":
            return rf"g'({self('Z', layer)})"
        if symbol in ("loss", "J", "g", "v", "s"):
            return {"loss": r"\mathcal{L}"}.get(symbol, symbol)
        if symbol == "A" and layer == 0:
            return self._small(symbols.tex("X", 0, self.mode)) + ("^{T}" if transposed else "")
        if symbol == "Y":
            return self._small(symbols.tex("Y", 0, self.mode))
        letter = symbol.removesuffix("'")
        if self.small and letter[-1] in "ZA":
            letter = letter[:-1] + letter[-1].lower()
        return symbols.tex(letter, layer, self.mode, transposed=transposed)

    def _small(self, tex: str) -> str:
        return tex.replace("{X}", "{x}").replace("{Y}", "{y}") if self.small else tex


def equation(trace: IterationTrace, step: Step, mode: str) -> str:
    """The equation of a step as TeX."""
    write = Writer(trace, mode, not trace.vectorised and step.part not in ("mean", "update"))
    if step.part == "update":
        return _update(write, step)
    if step.part == "mean":
        return _mean(write, step)
    return EQUATIONS[step.quantity](write, step)


def _Z(write: Writer, step: Step) -> str:
    l = step.layer
    return f"{write('Z', l)}={write('W', l)}{write('A', l - 1)}+{write('b', l)}"


def _A(write: Writer, step: Step) -> str:
    l, parameters = step.layer, write.trace.iteration.parameters
    name = parameters.layers[l - 1].activation
    last = l == write.trace.L
    latex = TASKS[parameters.task].output_latex if last else ACTIVATIONS[name].latex
    meaning = latex if "=" in latex else f"g(z)={latex}"
    return rf"{write('A', l)}=g^{{[{l}]}}({write('Z', l)}),\quad {meaning}"


def _loss(write: Writer, step: Step) -> str:
    return rf"\mathcal{{L}}(\hat y,y)={TASKS[write.trace.iteration.parameters.task].loss_latex}"


def _J(write: Writer, step: Step) -> str:
    penalty = r"+\frac{\lambda}{2m}\sum_l\lVert W^{[l]}\rVert^2" if write.trace.config.hyperparameters.l2 else ""
    return rf"J=\frac1m\sum_{{i=1}}^{{m}}\mathcal{{L}}^{{(i)}}{penalty}"


def _dA(write: Writer, step: Step) -> str:
    l = step.layer
    if l < write.trace.L:
        return f"{write('dA', l)}={write('W', l + 1, transposed=True)}{write('dZ', l + 1)}"
    letters = {"a": write("A", l), "y": write("Y", 0)}
    derivative = TASKS[write.trace.iteration.parameters.task].derivative_latex
    form = re.sub(r"(?<![\\A-Za-z])[ay](?![A-Za-z])", lambda letter: letters[letter[0]], derivative)
    return f"{write('dA', l)}={form}"


def _dZ(write: Writer, step: Step) -> str:
    l = step.layer
    if l == write.trace.L:
        return f"{write('dZ', l)}={write('A', l)}-{write('Y', 0)}"
    return rf"{write('dZ', l)}={write('dA', l)}*g^{{[{l}]}}{{}}'({write('Z', l)})"


def _dW(write: Writer, step: Step) -> str:
    l, mean = step.layer, "" if write.small else r"\frac1m\,"
    return f"{write('dW', l)}={mean}{write('dZ', l)}{write('A', l - 1, transposed=True)}"


def _db(write: Writer, step: Step) -> str:
    l, mean = step.layer, "" if write.small else r"\frac1m\sum_{i=1}^{m}"
    example = "" if write.small else r"\vphantom{}^{(i)}"
    return f"{write('db', l)}={mean}{write('dZ', l)}{example}"


def _mean(write: Writer, step: Step) -> str:
    if step.quantity == "J":
        return _J(write, step)
    symbol = write(step.quantity, step.layer)
    return rf"{symbol}=\frac1m\sum_{{i=1}}^{{m}}{symbol}{{}}^{{(i)}}"


def _update(write: Writer, step: Step) -> str:
    symbol, l, h = step.quantity, step.layer, write.trace.config.hyperparameters
    name, gradient = write(symbol, l), write(f"d{symbol}", l)
    penalised = bool(h.l2) and symbol == "W"
    if penalised:
        gradient = rf"\left({gradient}+\frac{{\lambda}}{{m}}{name}\right)"
    optimizer = OPTIMIZERS[h.optimizer]
    if not optimizer.slot_names:
        return rf"{name}:={name}-\alpha\,{gradient}"
    return rf"g={gradient},\quad {optimizer.latex}\quad(\theta={name})"


EQUATIONS: dict[str, Callable[[Writer, Step], str]] = {
    "Z": _Z,
    "A": _A,
    "loss": _loss,
    "J": _J,
    "dA": _dA,
    "dZ": _dZ,
    "dW": _dW,
    "db": _db,
}
"""Quantity -> its equation on the way there and back."""
