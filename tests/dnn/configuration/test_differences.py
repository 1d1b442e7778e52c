"""The difference of two configurations: each hyperparameter that a run can take over, and all that needs a new one; and
two changes together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dnn.configuration import LIVE_FIELDS, DatasetConfig, RunConfig, ScheduleConfig, difference, merged
from dnn.configuration.differences import OTHER_FIELDS, FieldChange
from dnn.optimizers import CONSTANTS

BASE = RunConfig(DatasetConfig.from_dict({"name": "circles"}))
LIVE: dict[str, Any] = {
    "learning_rate": 0.3, "l2": 0.5, "batch_size": 8, "optimizer": "adam", "iterations": 300, "target_cost": 0.1,
}  # fmt: skip
OTHERS: dict[str, Any] = {
    "schedule": ScheduleConfig("step"), "precision": "float32",
    **dict.fromkeys(CONSTANTS, 0.25),
}  # fmt: skip


def with_hyperparameters(**values: Any) -> RunConfig:
    return replace(BASE, hyperparameters=replace(BASE.hyperparameters, **values))


def test_a_configuration_does_not_differ_from_itself() -> None:
    assert difference(BASE, BASE) == difference(BASE, RunConfig.from_dict(BASE.to_dict()))
    assert difference(BASE, BASE).live == () and not difference(BASE, BASE).needs_new_run


def test_every_hyperparameter_is_one_or_the_other() -> None:
    assert set(LIVE) == set(LIVE_FIELDS) and set(OTHERS) == set(OTHER_FIELDS)


@pytest.mark.parametrize("field", LIVE_FIELDS)
def test_a_live_field_is_named_with_both_values(field: str) -> None:
    found = difference(BASE, with_hyperparameters(**{field: LIVE[field]}))
    assert found.live == (FieldChange(field, getattr(BASE.hyperparameters, field), LIVE[field]),)
    assert not found.needs_new_run


def test_all_of_them_together_are_in_their_order() -> None:
    found = difference(BASE, with_hyperparameters(**LIVE))
    assert tuple(change.field for change in found.live) == LIVE_FIELDS and not found.needs_new_run


@pytest.mark.parametrize("field", OTHER_FIELDS)
def test_any_other_hyperparameter_needs_a_new_run(field: str) -> None:
    found = difference(BASE, with_hyperparameters(**{field: OTHERS[field]}))
    assert found.live == () and found.needs_new_run


@pytest.mark.parametrize(
    "new",
    [
        replace(BASE, seed=1),
        replace(BASE, dataset=DatasetConfig.from_dict({"name": "moons"})),
        replace(BASE, architecture=replace(BASE.architecture, initializer="he")),
    ],
)
def test_data_network_and_seed_need_a_new_run(new: RunConfig) -> None:
    assert difference(BASE, new).needs_new_run


def test_two_changes_come_together() -> None:
    mine, theirs = replace(with_hyperparameters(l2=0.5), seed=3), with_hyperparameters(learning_rate=0.3)
    assert merged(BASE, mine, theirs) == replace(with_hyperparameters(l2=0.5, learning_rate=0.3), seed=3)
    assert merged(BASE, BASE, theirs) == merged(BASE, theirs, BASE) == theirs


def test_where_both_changed_the_same_mine_counts() -> None:
    other_data = replace(BASE, dataset=DatasetConfig.from_dict({"name": "moons"}))
    mine = with_hyperparameters(l2=0.5)
    both = merged(BASE, mine, replace(other_data, hyperparameters=with_hyperparameters(l2=0.1).hyperparameters))
    assert both == replace(other_data, hyperparameters=mine.hyperparameters)
