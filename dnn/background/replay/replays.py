"""The replays under way: each goes on by a stretch when somebody asks for more of it, in the worker of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from dnn.background.page_worker import PageWorker
from dnn.background.replay.recipe import Recipe
from dnn.background.replay.training import Frame, ReplayPart, ReplayRequest, replay
from dnn.datasets.own_table import uses_content
from dnn.system.cache import BoundedCache
from dnn.training.cost_history import CostHistory
from dnn.training.evaluations import EvaluationHistory
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

SECONDS = 0.5
"""Time after which a stretch ends."""
MAX_REPLAYS, MAX_REPLAY_BYTES = 400, 128_000_000
"""Replays that are remembered, and bytes of all their frames and states."""
ENTRY_BYTES = 100_000
"""Bytes counted for the curve and the evaluations of one."""


@dataclass(frozen=True)
class ReplayKey:
    """A replay: a recipe, and the iterations whose networks are wanted."""

    recipe: Recipe
    iterations: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Replay:
    """A replay as far as it has come. Its values change no more.

    Attributes:
        iteration: iterations made.
        stop: the end, where a number was not finite.
        is_done: True if nothing is left to be made.
    """

    iteration: int = 0
    state: TrainingState | None = None
    frames: tuple[Frame, ...] = ()
    history: CostHistory | None = None
    evaluations: EvaluationHistory | None = None
    stop: Stop | None = None
    is_done: bool = False

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        frames = sum(frame.theta.nbytes for frame in self.frames)
        return frames + (0 if self.state is None else self.state.nbytes) + ENTRY_BYTES


class Replays:
    """The replays of all visitors. Every method may be called from any thread."""

    def __init__(self, worker: Callable[[], PageWorker]) -> None:
        """`worker()` gives the worker of the pages."""
        self._worker = worker
        self._known: BoundedCache[Replay] = BoundedCache(MAX_REPLAYS, MAX_REPLAY_BYTES)
        self._lock = Lock()

    def forget(self, digest: str) -> None:
        """Forget the replays of runs on a table that is no longer to be there."""
        self._known.discard(lambda key: uses_content(key.recipe.config.dataset, digest))

    def advance(self, key: ReplayKey) -> Replay:
        """The replay after one more stretch, or as it is where it is done.

        Raises:
            DnnError: as PageWorker.compute, or a change that the configuration does not allow.
        """
        discards, found = self._known.discards, self._known.get(key) or Replay()
        if found.is_done:
            return found
        request = ReplayRequest(key.recipe, key.iterations, found.iteration, found.state, SECONDS)
        part = self._worker().compute(replay, request)
        with self._lock:
            latest = self._known.get(key) or Replay()
            if latest.iteration != found.iteration or latest.state is not found.state:
                return latest  # somebody else was faster, and what both computed is the same
            after = _after(found, part, key)
            self._known.put(key, after, after.nbytes, discards)
        return after


def _after(before: Replay, part: ReplayPart, key: ReplayKey) -> Replay:
    """The replay after a stretch."""
    history = CostHistory() if before.history is None else CostHistory.of_arrays(before.history.arrays())
    history.append(part.first_iteration, part.costs)
    known = () if before.evaluations is None else before.evaluations.since(-1)
    evaluations = EvaluationHistory.of(known)
    evaluations.append(part.evaluations)
    iteration = before.iteration + len(part.costs)
    last = max(each for each in key.iterations if each <= key.recipe.until)
    return replace(
        before,
        iteration=iteration,
        state=part.state,
        frames=(*before.frames, *part.frames),
        history=history,
        evaluations=evaluations,
        stop=part.stop,
        is_done=part.stop is not None or iteration >= last,
    )
