"""Edits from the picture of the network and of the data: checked, and turned into configurations."""

from __future__ import annotations

import pytest

from dnn.configuration import MAX_HIDDEN_LAYERS, RunConfig
from dnn.datasets.own_points import points_of
from dnn.errors import DnnError
from pages.lab.train.edit_parsing import architecture_edit, point_edit
from pages.lab.train.edits import rearranged, with_point_edit
from tests.pages.opened import opened


def network(*units: int) -> RunConfig:
    hidden = [{"units": n, "activation": "relu"} for n in units]
    return RunConfig.from_dict({"dataset": {"name": "moons", "samples": 40}, "architecture": {"hidden": hidden}})


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ((3, 4), {"op": "add_unit", "layer": 2}, (3, 5)),
        ((3, 4), {"op": "remove_unit", "layer": 1}, (2, 4)),
        ((3, 4), {"op": "add_layer", "layer": None}, (3, 4, 4)),
        ((3, 4), {"op": "remove_layer", "layer": None}, (3,)),
        ((), {"op": "remove_layer", "layer": None}, ()),
    ],
)
def test_units_and_layers(before: tuple[int, ...], edit: dict[str, object], after: tuple[int, ...]) -> None:
    config = rearranged(network(*before), architecture_edit(edit))
    assert tuple(layer.units for layer in config.architecture.hidden) == after
    assert {layer.activation for layer in config.architecture.hidden} <= {"relu"}
    assert config.dataset == network(*before).dataset


@pytest.mark.parametrize(
    ("units", "edit"),
    [
        ((3,), None),
        ((3,), {"op": "double"}),
        ((3,), {"op": "add_unit", "layer": 2}),
        ((3,), {"op": "add_unit", "layer": 0}),
        ((3,), {"op": "add_unit", "layer": "1"}),
        ((1,), {"op": "remove_unit", "layer": 1}),
        ((1024,), {"op": "add_unit", "layer": 1}),
        ((2,) * MAX_HIDDEN_LAYERS, {"op": "add_layer"}),
    ],
)
def test_edits_that_cannot_be_are_errors_in_words(units: tuple[int, ...], edit: object) -> None:
    with pytest.raises(DnnError):
        rearranged(network(*units), architecture_edit(edit))


def test_points() -> None:
    dataset = network().dataset
    added = with_point_edit(dataset, {"op": "add", "x1": 0.5, "x2": 0.5, "label": 1})
    assert added.name == "own" and points_of(added)[0].shape == (2, 41)
    moved = with_point_edit(added, {"op": "move", "from": [0.5, 0.5], "to": [-2, 2]})
    assert points_of(moved)[0][:, -1].tolist() == [-2.0, 2.0]
    assert with_point_edit(moved, {"op": "remove", "x1": -2, "x2": 2}) == with_point_edit(
        added, {"op": "remove", "x1": 0.5, "x2": 0.5}
    )
    cleared = with_point_edit(added, {"op": "clear"})
    assert sorted(points_of(cleared)[1]) == [0.0, 1.0]


@pytest.mark.parametrize(
    "edit",
    [
        None,
        {"op": "add"},
        {"op": "add", "x1": 9, "x2": 0, "label": 0},
        {"op": "move", "from": [0], "to": [1, 1]},
        {"op": "move", "from": "ab", "to": [1, 1]},
        {"op": "empty"},
    ],
)
def test_points_that_cannot_be_are_errors_in_words(edit: object) -> None:
    with pytest.raises(DnnError):
        with_point_edit(network().dataset, point_edit(edit))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_with_features_and_own_points(lang: str) -> None:
    test = opened(data="own", lang=lang, features="x1-x1x2")
    assert not test.error
    opened(data="moons", features="nonsense", lang=lang)
