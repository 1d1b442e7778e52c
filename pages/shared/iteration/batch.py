"""The examples of the iteration on the page: the run's next batch, or a few picked from the training part."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.configuration import RunConfig
from dnn.lessons.walkthrough import Prediction, prediction
from dnn.network import parameter_count
from dnn.step import Iteration, batch_at, step, step_on
from dnn.training.data import training_data
from dnn.training.state import TrainingState
from pages.shared.session.network_snapshot import NetworkSnapshot
from pages.shared.session.page_cache import PageCache
from pages.shared.session.work_limits import MAX_EXPLAINED_MULTIPLICATIONS, MAX_EXPLAINED_PARAMETERS
from pages.shared.session.written_numbers import digits

MAX_PICKED = 8
"""Maximum number of picked examples, so that they can be gone through one by one."""


@dataclass(frozen=True)
class Batch:
    """Examples of the training part, counted from 0; none picked: the run's next batch."""

    picked: tuple[int, ...] = ()

    @property
    def is_next(self) -> bool:
        """True if it is the batch of the run's next iteration."""
        return not self.picked

    def to_link(self) -> str | None:
        """The batch as written in a link: "1.17", counted from 1; None for the next batch."""
        return ".".join(str(example + 1) for example in self.picked) or None

    @staticmethod
    def from_link(written: str | None, m: int) -> Batch:
        """The batch of a link; numbers that are no example are left out."""
        parts = (written or "").split(".")[:MAX_PICKED]
        numbers = (digits(part, 8) for part in parts)
        return Batch(tuple(dict.fromkeys(number - 1 for number in numbers if number is not None and 1 <= number <= m)))

    @staticmethod
    def from_browser(sent: object, m: int) -> Batch:
        """The batch picked on a chart, sent as numbers of examples from 0; others are left out."""
        given = sent if isinstance(sent, list | tuple) else ()
        numbers = {number for number in given if isinstance(number, int) and not isinstance(number, bool)}
        return Batch(tuple(sorted(number for number in numbers if 0 <= number < m)[:MAX_PICKED]))


def is_too_large(network: NetworkSnapshot, batch: Batch) -> bool:
    """Return whether the iteration would take too long between two clicks."""
    parameters = parameter_count(network.config)
    m = len(batch.picked) or batch_at(network.config, network.state)[0].shape[1]
    return parameters > MAX_EXPLAINED_PARAMETERS or 3 * parameters * m > MAX_EXPLAINED_MULTIPLICATIONS


def iteration(network: NetworkSnapshot, batch: Batch) -> Iteration:
    """The next iteration of a network on these examples."""
    return _ITERATIONS.get((network.key, batch), lambda: _iteration(network.config, network.state, batch))


def _iteration(config: RunConfig, state: TrainingState, batch: Batch) -> Iteration:
    if batch.is_next:
        return step(config, state)
    train, picked = training_data(config).train, list(batch.picked)
    return step_on(config, state, train.X[:, picked], train.Y[:, picked])


def predicted(network: NetworkSnapshot) -> Prediction:
    """The prediction of what the run will record for its next iteration."""
    return _PREDICTIONS.get(network.key, lambda: prediction(network.config, iteration(network, Batch())))


def _bytes_of(made: Iteration) -> int:
    """Bytes of the arrays of an iteration."""
    arrays = [made.X, made.Y]
    for each in made.passes:
        arrays += [each.Z, each.A]
    for gradient in made.gradients:
        arrays += [gradient.dA, gradient.dZ, gradient.dW, gradient.db]
    return sum(array.nbytes for array in arrays) + 2 * made.after.nbytes


_ITERATIONS: PageCache[Iteration] = PageCache(bytes=64_000_000, size=_bytes_of)
_PREDICTIONS: PageCache[Prediction] = PageCache(bytes=1_000_000)
