"""Refused configurations: one sentence for everything that cannot be used, with something to try."""

from __future__ import annotations

import json
import math
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.configuration import (
    HYPERPARAMETERS,
    MAX_HIDDEN_LAYERS,
    MAX_UNITS,
    SEED,
    UNITS,
    RunConfig,
)
from dnn.datasets import DATASETS
from dnn.errors import ConfigurationError, DnnError, ShapeError
from dnn.schedules import SCHEDULES
from dnn.text.messages import Text
from dnn.validation.option import Option

MINIMAL = {"dataset": {"name": "circles"}}


def wrong(option: Option) -> list[Any]:
    """Values that an option does not take, of every kind."""
    bad: list[Any] = [[], {}, "nonsense", "", math.nan, math.inf, -math.inf]
    bad += [] if option.kind == "boolean" else [True, False]
    bad += [] if option.default is None else [None]
    if option.kind == "integer":
        bad += [1.5, float(option.low or 1), 10**400, int(option.low or 0) - 1, int(option.high or 0) + 1]
    elif option.kind == "number":
        bad += [10**400, (option.low or 0) - 1e-9, (option.high or 0) * 1.001, "0.1"]
        bad += [option.low] if option.low_excluded else []
    else:
        bad += [0, 1, 2.5]
    return bad


OptionCase = tuple[str, Option, Callable[[Any], Any]]
"""The path of an option, the option, and a document with a value for it."""


def in_dataset(name: str, option: Option) -> OptionCase:
    return f"{name}-{option.name}", option, lambda value: {"dataset": {"name": name, option.name: value}}


def in_schedule(name: str, option: Option) -> OptionCase:
    def document(value: Any) -> Any:
        return MINIMAL | {"hyperparameters": {"schedule": {"name": name, option.name: value}}}

    return f"{name}-{option.name}", option, document


def in_hyperparameters(option: Option) -> OptionCase:
    return option.name, option, lambda value: MINIMAL | {"hyperparameters": {option.name: value}}


OPTION_CASES: list[OptionCase] = [
    *(in_dataset(name, option) for name, entry in DATASETS.items() for option in entry.options),
    *(in_schedule(name, option) for name, entry in SCHEDULES.items() for option in entry.options),
    *map(in_hyperparameters, HYPERPARAMETERS.values()),
    ("units", UNITS, lambda value: MINIMAL | {"architecture": {"hidden": [{"units": value}]}}),
    ("seed", SEED, lambda value: MINIMAL | {"seed": value}),
]
every_option = pytest.mark.parametrize(
    ("option", "document"), [case[1:] for case in OPTION_CASES], ids=[p[0] for p in OPTION_CASES]
)


keys = some.sampled_from(["dataset", "name", "hidden", "seed", "architecture", "hyperparameters", "x"])
anything = some.recursive(
    some.none() | some.booleans() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(keys, inner),
    max_leaves=10,
)


class TestRefusals:
    @every_option
    def test_every_kind_of_wrong_value_is_refused_in_one_sentence(self, option: Option, document: Any) -> None:
        for value in wrong(option):
            with pytest.raises(ConfigurationError) as caught:
                RunConfig.from_dict(document(value))
            sentence = str(caught.value)
            assert sentence.startswith(f"Expected {option.name} to be {option.expected()}, got ")
            assert sentence.endswith(".")
            assert "; try " in sentence
            assert len(sentence) < 400
            assert caught.value.field == option.name

    @every_option
    def test_what_a_refusal_says_to_try_is_accepted(self, option: Option, document: Any) -> None:
        with pytest.raises(ConfigurationError) as caught:
            RunConfig.from_dict(document([]))
        hint = str(caught.value).rpartition("; try ")[2].removesuffix(".")
        RunConfig.from_dict(document(hint if option.kind in ("choice", "subset", "text") else json.loads(hint)))

    @pytest.mark.parametrize(
        ("change", "advice"),
        [
            ({"dateset": {}}, "dataset"),
            ({"hyperparameters": {"learning_rat": 1}}, "learning_rate"),
            ({"hyperparameters": {"schedule": {"name": "step", "evry": 1}}}, "every"),
            ({"architecture": {"hiden": []}}, "hidden"),
            ({"architecture": {"hidden": [{"unit": 1}]}}, "units"),
            ({"dataset": {"name": "circles", "nois": 1}}, "noise"),
            ({"dataset": {"name": "cirlces"}}, "circles"),
            ({"architecture": {"initializer": "xaver"}}, "xavier"),
            ({"architecture": {"hidden": [{"activation": "rleu"}]}}, "relu"),
            ({"hyperparameters": {"schedule": {"name": "steps"}}}, "step"),
        ],
    )
    def test_a_slip_of_the_pen_is_answered_with_the_word_that_was_meant(
        self, change: dict[str, Any], advice: str
    ) -> None:
        with pytest.raises(ConfigurationError, match=f"; try {advice}[.]$"):
            RunConfig.from_dict(MINIMAL | change)

    @pytest.mark.parametrize("key", ["dataset", "architecture", "hyperparameters"])
    @pytest.mark.parametrize("value", [None, [], 3, "x"])
    def test_a_section_that_is_no_object_is_refused(self, key: str, value: Any) -> None:
        with pytest.raises(ConfigurationError, match=f"Expected {key} to be an object with keys and values, got"):
            RunConfig.from_dict(MINIMAL | {key: value})

    @pytest.mark.parametrize("hidden", [3, {}, None, "tanh"])
    def test_hidden_layers_that_are_no_list_are_refused(self, hidden: Any) -> None:
        with pytest.raises(ConfigurationError, match="Expected hidden to be a list of layers"):
            RunConfig.from_dict(MINIMAL | {"architecture": {"hidden": hidden}})

    def test_too_many_layers_are_refused(self) -> None:
        largest = {"hidden": [{"units": MAX_UNITS}] * MAX_HIDDEN_LAYERS}
        assert len(RunConfig.from_dict(MINIMAL | {"architecture": largest}).architecture.hidden) == 32
        with pytest.raises(ConfigurationError, match="at most 32 layers, got 33"):
            RunConfig.from_dict(MINIMAL | {"architecture": {"hidden": [{}] * 33}})

    def test_a_configuration_without_dataset_is_refused(self) -> None:
        with pytest.raises(ConfigurationError, match='Expected dataset to be given, got nothing; try {"dataset"'):
            RunConfig.from_dict({})
        with pytest.raises(ConfigurationError, match="Expected name to be one of circles"):
            RunConfig.from_dict({"dataset": {}})

    @given(anything)
    @settings(max_examples=50)
    def test_whatever_comes_is_read_or_refused(self, document: Any) -> None:
        for whole in (
            document,
            MINIMAL | {"architecture": document},
            MINIMAL | {"hyperparameters": {"schedule": document}},
        ):
            try:
                assert isinstance(RunConfig.from_json(json.dumps(whole)), RunConfig)
            except ConfigurationError as error:
                assert str(error).startswith("Expected ")


def test_errors_arrive_whole_from_another_process() -> None:
    with pytest.raises(ConfigurationError) as caught:
        RunConfig.from_dict({"dataset": {"name": "x" * 500}})
    shape = ShapeError("W", "(n, m)", (2, 3), (3, 2))
    for error in (caught.value, shape, DnnError(Text("Only {what}.", what="this"))):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.message) == (type(error), str(error), error.message)
        assert again.args == error.args
        assert vars(again) == vars(error)
    assert str(shape) == "W should have shape (n, m) = (2, 3), got (3, 2)."
    assert "…" in str(caught.value)
