"""Pool of compiled plans: a process caches them, and one slice at a time borrows one, since compiling takes a
millisecond or more."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from dnn.configuration import RunConfig
from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import uses_content
from dnn.network import layer_sizes
from dnn.optimizers import CONSTANTS, OPTIMIZERS
from dnn.system.cache import BoundedCache
from dnn.training.data import TrainingData, training_data
from dnn.training.plan.plan import Plan
from dnn.training.plan.sample_space import SampleSpace, uses_sample_space

_PLANS: BoundedCache[Plan] = BoundedCache(entries=16, bytes=256_000_000)


def _forget(digest: str) -> None:
    """Forget the plans that hold the data of a table that is no longer to be there."""
    _PLANS.discard(lambda key: uses_content(key[0], digest))


CONTENTS.on_discard(_forget)


@contextmanager
def borrowed_plan(config: RunConfig) -> Iterator[tuple[Plan, TrainingData]]:
    """A plan for `config` that nobody else uses meanwhile, and the data that it trains on.

    A plan that was in use when an error happened does not return to the pool.
    """
    key, discards = _kind(config), _PLANS.discards
    data = training_data(config)
    plan = _PLANS.take(key) or _compile(config, data)
    yield plan, data
    _PLANS.put(key, plan, plan.nbytes, discards)


def _kind(config: RunConfig) -> Hashable:
    """All of `config` that is compiled into a plan: not the seed, nor what may differ between iterations."""
    h = config.hyperparameters
    constants = tuple(getattr(h, name) for name in CONSTANTS)
    return config.dataset, config.architecture, h.precision, h.optimizer, h.l2, h.batch_size, constants


def _compile(config: RunConfig, data: TrainingData) -> Plan:
    hyperparameters, sizes = config.hyperparameters, layer_sizes(config)
    space = None
    if uses_sample_space(sizes, hyperparameters.optimizer, data.train.m):
        space = SampleSpace(data, sizes, OPTIMIZERS[hyperparameters.optimizer].slots)
    train = data.train if space is None else space.data.train
    return Plan(
        (len(train.X), *sizes[1:]),
        [layer.activation for layer in config.architecture.hidden],
        data.task,
        hyperparameters.optimizer,
        hyperparameters,
        hyperparameters.l2,
        hyperparameters.batch_size or train.m,
        train.columns,
        train.Y,
        space,
    )
