"""The runs of a lesson: what a step tries, in runs that begin alike and train at once, in the background.

They are kept with their learner's other runs, and her list leaves them out: a lesson has a dozen of them, and she made
none of her own choice. Those of a step go when the same step is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dnn.background.held_runs import HeldRuns
from dnn.background.limits import LimitReached, check_size, state_bytes
from dnn.background.notebook.notebook import Notebook
from dnn.background.offers import new_run_id
from dnn.background.run import Run
from dnn.configuration import RunConfig
from dnn.text.messages import Text

MAX_LESSON_RUNS = 8
"""Runs that a step tries at once."""
MAX_LESSON_ITERATIONS = 5_000
"""Iterations of one of them: it trains to its end, whoever looks."""
WATCHED_SECONDS = 600.0
"""Seconds for which they count as watched from their start on."""


class LessonRuns:
    """The runs of every learner's lessons. Every method may be called from any thread, without the manager's
    condition."""

    def __init__(self, held: HeldRuns, notebook: Notebook, check_may_train: Callable[[str], None]) -> None:
        self._held, self._notebook, self._check_may_train = held, notebook, check_may_train

    def start(
        self, owner: str, place: str, configs: Sequence[RunConfig], names: Sequence[str], replaced: Sequence[str] = ()
    ) -> list[str]:
        """Begin a run for each configuration; their ids.

        Args:
            owner: the learner.
            place: the step of the lesson, as "shapes/2".
            configs: what is tried.
            names: what each is called.
            replaced: ids of the runs of an earlier try, which are deleted.

        Raises:
            LimitReached: too many runs, too long ones, one that is too large, or a learner whose runs may not train at
                present.
            MissingContent: a table that the learner may not use.
        """
        if len(configs) > MAX_LESSON_RUNS or any(_is_long(config) for config in configs):
            raise LimitReached(
                Text(
                    "Expected at most {runs} runs of at most {iterations} iterations in a step of a lesson, got more.",
                    runs=MAX_LESSON_RUNS,
                    iterations=MAX_LESSON_ITERATIONS,
                )
            )
        self._check_may_train(owner)
        for config in configs:
            self._held.check_table(config, owner)
            check_size(config, self._held.settings)
        self._notebook.know(owner)
        with self._held.changed:
            for run_id in replaced:
                self._remove(run_id, owner)
            return [self._begin(owner, config, place, name) for config, name in zip(configs, names, strict=True)]

    def are_over(self, run_ids: Sequence[str]) -> bool:
        """True if all of these runs have come to their end, or are gone."""
        with self._held.changed:
            runs = [self._held.get(run_id) for run_id in run_ids]
        return all(run is None or run.stop is not None for run in runs)

    def _begin(self, owner: str, config: RunConfig, place: str, name: str) -> str:
        self._held.make_room(list(self._held), state_bytes(config))
        run = Run(new_run_id(), owner, config, max_bytes=state_bytes(config))
        run.labels = self._notebook.lesson_labels(place, name)
        run.moving = run.is_background = True
        self._held.add(run)
        run.last_seen = self._held.clock() + WATCHED_SECONDS
        return run.id

    def _remove(self, run_id: str, owner: str) -> None:
        run = self._held.store.get(run_id)
        if run is None or (run.owner == owner and run.labels.lesson):
            self._held.remove(run_id)


def _is_long(config: RunConfig) -> bool:
    return config.hyperparameters.iterations > MAX_LESSON_ITERATIONS
