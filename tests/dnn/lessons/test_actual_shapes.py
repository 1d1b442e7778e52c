"""Every formula of the dimension table is the shape of the array in a real iteration, in any network."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.configuration import RunConfig
from dnn.lessons.actual_shapes import measure
from dnn.shapes import shape_table
from dnn.training.advance import advance

networks = some.lists(
    some.fixed_dictionaries({"units": some.integers(1, 12), "activation": some.sampled_from(["tanh", "relu", "silu"])}),
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=300)
@given(
    networks,
    some.sampled_from(["circles", "iris", "diabetes", "breast_cancer", "xor_table"]),
    some.none() | some.integers(1, 70),
)
def test_every_formula_equals_the_measured_shape(
    hidden: list[dict[str, object]], dataset: str, batch_size: int | None
) -> None:
    config = RunConfig.from_dict(
        {
            "dataset": {"name": dataset},
            "architecture": {"hidden": hidden},
            "hyperparameters": {"batch_size": batch_size, "iterations": 5},
        }
    )
    measured = measure(config)
    assert all(each.agrees for each in measured.arrays.values())
    table = shape_table(config)
    assert measured.m == min(batch_size or table.m, table.m)
    for row in table.rows:
        rows, columns = measured.arrays[row.symbol, row.layer].shape
        batched = row.symbol in ("X", "Y", "Z", "A", "dZ", "dA")
        assert (rows, columns) == (row.shape[0], measured.m if batched else row.shape[1])


def test_it_measures_the_iteration_at_which_a_run_stands_with_the_short_last_batch() -> None:
    config = RunConfig.from_dict(
        {"dataset": {"name": "circles", "samples": 50}, "hyperparameters": {"batch_size": 16, "iterations": 10}}
    )
    state = advance(config, None, iterations=2).state
    measured = measure(config, state)
    assert (measured.iteration, measured.m) == (2, 35 - 2 * 16)


def test_bytes() -> None:
    config = RunConfig.from_dict(
        {
            "dataset": {"name": "and"},
            "architecture": {"hidden": [{"units": 3, "activation": "tanh"}]},
            "hyperparameters": {"precision": "float32"},
        }
    )
    measured = measure(config)
    assert measured.cache_bytes == 4 * (2 * 4 + 2 * 3 * 4 + 2 * 1 * 4)
    entries = (6 + 3 + 12 + 12) * 2 + (3 + 1 + 4 + 4) * 2 + 2 * 4 + 4
    assert measured.iteration_bytes == 4 * entries
