"""The training of a recipe: the network at chosen iterations, and all costs on the way."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.background.entries import check_entry, set_entries
from dnn.background.replay.recipe import Recipe
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.forward import forward
from dnn.network import parameters_at
from dnn.step import start
from dnn.training.advance import Slice, advance
from dnn.training.data import training_data
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from dnn.training.stop import Stop


@dataclass(frozen=True, eq=False)
class Frame:
    """The network of a run after some iterations."""

    iteration: int
    theta: NDArray[Any]
    """(P,) in the order of dnn.network.flatten."""
    evaluation: Evaluation
    """The network measured on all its data."""
    gradient_norms: tuple[float, ...]
    """‖dW‖ of each layer over all training examples, without L2."""


@dataclass(frozen=True)
class ReplayRequest:
    """A stretch of a replay: everything but the state says which, so that two who ask for the same share the work.

    Attributes:
        iterations: those whose networks are wanted, in rising order; later ones than the recipe has are passed over.
        begin: iterations made before.
        state: the state after these; None at the beginning.
        seconds: after which it ends, at the next of the iterations.
    """

    recipe: Recipe
    iterations: tuple[int, ...]
    begin: int
    state: TrainingState | None = field(compare=False)
    seconds: float = field(compare=False)

    @property
    def goals(self) -> tuple[int, ...]:
        """The wanted iterations that are still to be reached."""
        first = -1 if self.state is None else self.begin
        return tuple(each for each in self.iterations if first < each <= self.recipe.until)


@dataclass(frozen=True, eq=False)
class ReplayPart:
    """The result of a stretch of a replay.

    Attributes:
        state: at its end.
        first_iteration, costs: (k,) J of each iteration, before its update.
        stop: the end, where a number was not finite.
    """

    state: TrainingState
    frames: tuple[Frame, ...]
    first_iteration: int
    costs: NDArray[np.float64]
    evaluations: tuple[Evaluation, ...]
    stop: Stop | None


def replay(request: ReplayRequest) -> ReplayPart:
    """Train on from the state of a request until its seconds are over, at least by one iteration."""
    recipe, deadline = request.recipe, time.perf_counter() + request.seconds
    state = request.state or start(recipe.config_from(1))
    frames: list[Frame] = []
    slices: list[Slice] = []
    for goal in request.goals:
        state, made = _advance(recipe, state, goal, deadline)
        slices += made
        if _broke_off(made[-1]) or state.iteration < goal:
            break
        if goal == recipe.until:
            state, made = _advance(recipe, _with_entries(recipe, state), goal, deadline)
        if (measured := made[-1].current_evaluation) is not None:
            frames.append(Frame(goal, state.theta, measured, gradient_norms(recipe.config, state.theta)))
        if time.perf_counter() >= deadline:
            break
    return ReplayPart(
        state,
        tuple(frames),
        request.begin + 1,
        np.concatenate([np.empty(0), *(each.costs for each in slices)]),
        tuple(evaluation for each in slices for evaluation in each.evaluations),
        slices[-1].stop if slices and _broke_off(slices[-1]) else None,
    )


def gradient_norms(config: RunConfig, theta: NDArray[Any]) -> tuple[float, ...]:
    """‖dW‖ of each layer of the network θ (P,), over all training examples and without L2 (course §2)."""
    parameters, train = parameters_at(config, theta), training_data(config).train
    with np.errstate(all="ignore"):
        gradients = backward(parameters, forward(parameters, train.X), train.Y)
        return tuple(float(np.linalg.norm(gradient.dW)) for gradient in gradients)


def _broke_off(made: Slice) -> bool:
    return made.stop is not None and made.stop.reason == "non_finite"


def _advance(recipe: Recipe, state: TrainingState, goal: int, deadline: float) -> tuple[TrainingState, list[Slice]]:
    """Train up to an iteration, or to the deadline of time.perf_counter, with the changes that are due; the slices, at
    least one."""
    slices: list[Slice] = []
    while not slices or (state.iteration < goal and not _broke_off(slices[-1]) and time.perf_counter() < deadline):
        state = _with_entries(recipe, state) if state.iteration < goal else state
        due = [each.iteration - 1 for each in recipe.changes if state.iteration < each.iteration - 1 < goal]
        config = recipe.config_from(state.iteration + 1)
        left = max(0.0, deadline - time.perf_counter())
        slices.append(advance(config, state, iterations=min([goal, *due]) - state.iteration, seconds=left))
        state = slices[-1].state
    return state, slices


def _with_entries(recipe: Recipe, state: TrainingState) -> TrainingState:
    """The state with the entries of W and b that are set before its next iteration."""
    due = [each for each in recipe.changes if each.iteration == state.iteration + 1]
    entries = [entry for entry in (each.entry for each in due) if entry is not None]
    for entry in entries:
        check_entry(recipe.config, entry)
    return set_entries(recipe.config, state, entries)[0] if entries else state


def frame_iterations(last: int, count: int) -> tuple[int, ...]:
    """About so many iterations from 0 to the last one, close to each other at the beginning, where costs fall fast."""
    steps = max(1, count - 1)
    found = (round(last * (step / steps) ** 2) for step in range(steps + 1))
    return tuple(each for each, _same in groupby(found))
