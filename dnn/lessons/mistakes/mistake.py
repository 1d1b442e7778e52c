"""Mistakes of the lab: one line written wrongly, at one layer, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dnn.activations import ACTIVATIONS
from dnn.initializers import INITIALIZERS
from dnn.lessons.mistakes.line import Line
from dnn.lessons.mistakes.steps import Problem, Program, right_program
from dnn.losses import TASKS
from dnn.text.messages import Text

Topic = Literal["forward", "backward", "cost", "update"]
Where = Callable[[int], tuple[int, ...]]
"""L -> the layers at which a mistake can be made."""
Hint = Callable[[Problem, int], Text]
"""The visitor's network and a layer -> which other network would show the mistake."""

TOPICS: dict[Topic, Text] = {
    "forward": Text("Forward propagation"),
    "cost": Text("Labels and cost"),
    "backward": Text("Backward propagation"),
    "update": Text("Update"),
}
"""Name of a topic -> what visitors read, in the order of the menu."""

ALL_TASKS = tuple(TASKS)
ONE_OUTPUT = tuple(name for name, task in TASKS.items() if task.targets != "multiclass")


def first_layer(L: int) -> tuple[int, ...]:
    """Layer 1."""
    return (1,)


def last_layer(L: int) -> tuple[int, ...]:
    """Layer L."""
    return (L,)


def any_layer(L: int) -> tuple[int, ...]:
    """1 … L."""
    return tuple(range(1, L + 1))


def any_hidden(L: int) -> tuple[int, ...]:
    """1 … L - 1."""
    return tuple(range(1, L))


def any_but_first(L: int) -> tuple[int, ...]:
    """2 … L."""
    return tuple(range(2, L + 1))


def any_between(L: int) -> tuple[int, ...]:
    """2 … L - 1."""
    return tuple(range(2, L))


def other_network(problem: Problem, l: int) -> Text:
    """Name a circumstance that may hide any mistake."""
    m = len(problem.labels)
    if m in problem.sizes[l - 1 : l + 1]:
        return Text("A layer has as many units as there are examples here, {m}: change one of the two numbers.", m=m)
    if INITIALIZERS[problem.initializer].is_equal:
        return Text("All weights start equal here, which hides it: choose initial weights drawn at random.")
    if problem.L == 1:
        return Text("This network has no hidden layer to reveal it: add one.")
    return Text("Another network or other data may show it: change the units, the activation or the initial weights.")


def different_units(problem: Problem, l: int) -> Text:
    """Advice for what a square W hides."""
    n, n_previous = problem.sizes[l], problem.sizes[l - 1]
    if n != n_previous:
        return several_units(problem, l)
    return Text(
        "W[{l}] is square here, {shape}: give layers {previous} and {l} different numbers of units.",
        l=l,
        previous=l - 1,
        shape=str((n, n_previous)),
    )


def several_units(problem: Problem, l: int) -> Text:
    """Advice for what a single unit hides: a dimension of 1 is broadcast to any other."""
    sizes = {k: problem.sizes[k] for k in (l, l - 1)}
    single = next((k for k, n in sizes.items() if n == 1), None)
    if single is None:
        return other_network(problem, l)
    return Text(
        "n[{l}] = 1 here, and NumPy broadcasts a dimension of 1 to any size: plant it at a layer of several units.",
        l=single,
    )


def other_units_than_input(problem: Problem, l: int) -> Text:
    """Advice for X instead of A[l-1]."""
    return Text(
        "n[{previous}] = n[0] = {units} here: give layer {previous} a number of units that differs from the "
        "number of features.",
        previous=l - 1,
        units=problem.sizes[0],
    )


def other_units_than_output(problem: Problem, l: int) -> Text:
    """Advice for L instead of l."""
    return Text(
        "n[{l}] = n[{L}] = {units} here: give layer {l} a number of units that differs from that of the output layer.",
        l=l,
        L=problem.L,
        units=problem.sizes[l],
    )


def curved_activation(problem: Problem, l: int) -> Text:
    """Advice for what a straight activation hides."""
    if l == problem.L:
        return _at_the_output(problem, l)
    if not ACTIVATIONS[problem.activations[l - 1]].is_piecewise_linear:
        return other_network(problem, l)
    return Text("The activation of layer {l} hides it here: choose tanh or sigmoid for this layer.", l=l)


def _at_the_output(problem: Problem, l: int) -> Text:
    """Advice for dA instead of dZ at the last layer."""
    if not TASKS[problem.task].is_regression or problem.L == 1:
        return other_network(problem, l)
    return Text("At the output of a regression dA and dZ are the same: plant it at a hidden layer.")


@dataclass(frozen=True)
class Mistake:
    """One line written wrongly.

    Attributes:
        name: what links call it.
        title: what visitors read.
        topic: the part of the step it belongs to.
        wrong, right: the line, shown and run as it is.
        where: the layers at which it can be made.
        raises: whether NumPy raises an error, at once or later, in a network of n = 2, 4, 3 and then the outputs,
            at `default_layer`.
        explanation: why the shapes show it, or why they cannot.
        fix: what to do, and what would have found it.
        hint: which network would show it, where the visitor's hides it.
        tasks: the tasks in which it can be made.
        instead_of: the line of the right program that is replaced, where that is not `right` itself.
        also: a further line of the right program, and what replaces it.
    """

    name: str
    title: Text
    topic: Topic
    wrong: str
    right: str
    where: Where
    raises: bool
    explanation: Text
    fix: Text
    hint: Hint = other_network
    tasks: tuple[str, ...] = ALL_TASKS
    instead_of: str | None = None
    also: tuple[str, str] | None = None

    @property
    def symbol(self) -> str:
        """The quantity that the line computes, as in "dW"."""
        return Line(self.wrong).symbol

    def default_layer(self, L: int) -> int | None:
        """Layer 2 where that is possible, else the first possible one; None where there is none."""
        layers = self.where(L)
        return 2 if 2 in layers else next(iter(layers), None)

    def program(self, L: int, task: str, l: int) -> Program:
        """The program with the mistake planted at layer l."""
        program = right_program(L, task).replaced(self.instead_of or self.right, self.wrong, l)
        return program.replaced(*self.also, l) if self.also else program
