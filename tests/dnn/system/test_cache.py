"""The bounded cache, and the plans and data that a process keeps in one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.configuration import ArchitectureConfig, HiddenLayer, RunConfig
from dnn.system.cache import BoundedCache
from dnn.training.advance import advance
from dnn.training.data import training_data
from dnn.training.plan.pool import borrowed_plan


def configure(seed: int = 0, **hyperparameters: object) -> RunConfig:
    return RunConfig.from_dict(
        {"dataset": {"name": "circles", "samples": 60}, "hyperparameters": hyperparameters, "seed": seed}
    )


actions = some.tuples(some.sampled_from(["put", "get", "take"]), some.integers(0, 6), some.integers(0, 50))


@given(some.lists(actions, max_size=60), some.integers(1, 5), some.integers(1, 100))
def test_it_does_what_its_description_says(steps: list[tuple[str, int, int]], entries: int, size: int) -> None:
    cache: BoundedCache[int] = BoundedCache(entries, size)
    model: OrderedDict[int, int] = OrderedDict()  # each value is its own size
    for action, key, value in steps:
        if action == "put":
            cache.put(key, value, value)
            model.pop(key, None)
            model[key] = value
            while len(model) > 1 and (len(model) > entries or sum(model.values()) > size):
                model.popitem(last=False)
        elif action == "get":
            assert cache.get(key) == model.get(key)
            if key in model:
                model.move_to_end(key)
        else:
            assert cache.take(key) == model.pop(key, None)
        assert len(cache) == len(model)


def test_what_is_too_large_is_held_alone() -> None:
    cache: BoundedCache[str] = BoundedCache(entries=3, bytes=10)
    cache.put("small", "a", 1)
    cache.put("large", "b", 100)
    assert (cache.get("large"), cache.get("small"), len(cache)) == ("b", None, 1)


def test_what_is_taken_is_taken_once_also_by_many_threads() -> None:
    cache: BoundedCache[int] = BoundedCache(entries=1000, bytes=10**9)
    for key in range(500):
        cache.put(key, key, 1)

    def take_all(_: int) -> list[int]:
        return [value for key in range(500) if (value := cache.take(key)) is not None]

    with ThreadPoolExecutor(8) as pool:
        taken = [value for values in pool.map(take_all, range(8)) for value in values]
    assert sorted(taken) == list(range(500))
    assert len(cache) == 0


@pytest.mark.parametrize("forget", [BoundedCache.discard, BoundedCache.discard_values])
def test_what_was_begun_before_something_was_forgotten_is_not_stored(
    forget: Callable[[BoundedCache[str], Callable[[str], bool]], object],
) -> None:
    cache: BoundedCache[str] = BoundedCache(entries=10, bytes=100)
    before = cache.discards
    cache.put("a", "in time", 1, before)
    forget(cache, lambda _each: False)
    cache.put("b", "too late", 1, before)
    cache.put("c", "whenever", 1)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == ("in time", None, "whenever")


def test_a_plan_is_lent_again_for_a_run_of_the_same_kind() -> None:
    with borrowed_plan(configure(l2=0.123)) as (first, _):
        pass
    with borrowed_plan(configure(seed=5, l2=0.123, learning_rate=0.7, iterations=9, target_cost=0.1)) as (second, _):
        assert second is first
    with borrowed_plan(configure(l2=0.124)) as (other, _):
        assert other is not first


@pytest.mark.parametrize(
    "changed",
    [
        *({name: 0.5} for name in ("momentum", "decay_rate", "beta1", "beta2", "epsilon", "l2")),
        *({"batch_size": 5}, {"optimizer": "adam"}, {"precision": "float32"}),
    ],
    ids=str,
)
def test_what_is_compiled_into_a_plan_makes_it_another(changed: dict[str, object]) -> None:
    with borrowed_plan(configure()) as (plan, _):
        pass
    with borrowed_plan(configure(**changed)) as (other, _):
        assert other is not plan


def test_another_network_or_dataset_has_another_plan() -> None:
    config = configure()
    wider = replace(config, architecture=ArchitectureConfig((HiddenLayer(9, "tanh"), HiddenLayer(8, "tanh"))))
    other_function = replace(config, architecture=ArchitectureConfig((HiddenLayer(8, "relu"), HiddenLayer(8, "tanh"))))
    other_data = replace(config, dataset=replace(config.dataset, seed=1))
    plans = []
    for each in (config, wider, other_function, other_data):
        with borrowed_plan(each) as (plan, _):
            plans.append(plan)
    assert len(set(map(id, plans))) == 4


def test_a_plan_in_use_is_not_lent() -> None:
    config = configure(l2=0.2)
    with borrowed_plan(config) as (first, _), borrowed_plan(config) as (second, _):
        assert first is not second


def test_a_plan_that_was_in_use_in_an_error_is_not_lent_again() -> None:
    config = configure(l2=0.3)
    with pytest.raises(RuntimeError, match="on purpose"), borrowed_plan(config) as (broken, _):
        raise RuntimeError("on purpose")
    with borrowed_plan(config) as (plan, _):
        assert plan is not broken


def test_runs_of_one_kind_in_many_threads_do_not_disturb_each_other() -> None:
    configs = [configure(seed, batch_size=16, optimizer="adam") for seed in range(6)]

    def costs(config: RunConfig) -> bytes:
        parts, state = [], None
        for _ in range(15):
            part = advance(config, state, iterations=10)
            parts.append(part.costs)
            state = part.state
        return np.concatenate(parts).tobytes()

    expected = [costs(config) for config in configs]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(costs, configs)) == expected


def test_the_data_of_a_dataset_are_made_once_for_each_precision() -> None:
    single, double = configure(precision="float32"), configure(precision="float64")
    assert training_data(double) is training_data(configure(seed=9, learning_rate=0.5))
    assert training_data(single) is not training_data(double)
    part = training_data(single).train
    assert {part.columns.dtype, part.Y.dtype, part.rows.dtype} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(part.X, training_data(double).train.X.astype(np.float32))


def test_the_data_have_a_row_of_ones_and_cannot_be_written_to() -> None:
    part = training_data(configure()).train
    assert (part.columns[-1] == 1).all()
    np.testing.assert_array_equal(part.rows.T, part.columns)
    assert part.rows.flags.c_contiguous
    assert not any(array.flags.writeable for array in (part.columns, part.X, part.Y, part.rows))
