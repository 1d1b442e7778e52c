"""Configurations: JSON both ways, and equal meaning as equal value."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn import load_dataset
from dnn.activations import ACTIVATIONS
from dnn.configuration import (
    HYPERPARAMETERS,
    MAX_HIDDEN_LAYERS,
    SEED,
    UNITS,
    ArchitectureConfig,
    DatasetConfig,
    HiddenLayer,
    Hyperparameters,
    RunConfig,
    ScheduleConfig,
)
from dnn.configuration.document import MAX_DOCUMENT_LENGTH
from dnn.datasets import DATASETS
from dnn.errors import ConfigurationError
from dnn.initializers import INITIALIZERS
from dnn.schedules import SCHEDULES
from dnn.validation.option import Option

MINIMAL = {"dataset": {"name": "circles"}}
AS_DOCUMENTED = {
    "dataset": {
        "name": "circles",
        "samples": 500,
        "noise": 0.1,
        "test_fraction": 0.3,
        "seed": 0,
        "standardize": True,
    },
    "architecture": {
        "hidden": [{"units": 8, "activation": "tanh"}, {"units": 8, "activation": "relu"}],
        "initializer": "he",
    },
    "hyperparameters": {
        "learning_rate": 0.1,
        "iterations": 1000,
        "batch_size": None,
        "optimizer": "gradient_descent",
        "l2": 0.0,
        "schedule": {"name": "constant"},
        "precision": "float64",
        "target_cost": None,
    },
    "seed": 0,
}


def values(option: Option) -> some.SearchStrategy[Any]:
    """Every value that an option takes."""
    if option.kind == "choice":
        return some.sampled_from(option.choices)
    if option.kind == "boolean":
        return some.booleans()
    if option.kind == "subset":
        chosen = some.sets(some.sampled_from(option.choices), min_size=1)
        return chosen.map(lambda names: "-".join(name for name in option.choices if name in names))
    if option.kind == "text":
        return some.sampled_from([option.default, option.example])
    low, high = option.low, option.high
    if option.kind == "integer":
        taken: some.SearchStrategy[Any] = some.integers(int(low or 0), int(high or 0))
    else:
        taken = some.floats(low, high, exclude_min=option.low_excluded)
        if high is not None and high >= 1:
            taken |= some.integers(1, int(high))
    return taken | some.none() if option.default is None else taken


def section(options: tuple[Option, ...], **others: some.SearchStrategy[Any]) -> some.SearchStrategy[dict[str, Any]]:
    """Any part of these keys, with values that are taken."""
    return some.fixed_dictionaries({}, optional={option.name: values(option) for option in options} | others)


def named(name: str, options: tuple[Option, ...]) -> some.SearchStrategy[dict[str, Any]]:
    return section(options).map(lambda given: {"name": name, **given})


documents = some.fixed_dictionaries(
    {"dataset": some.sampled_from(list(DATASETS)).flatmap(lambda name: named(name, DATASETS[name].options))},
    optional={
        "architecture": some.fixed_dictionaries(
            {},
            optional={
                "hidden": some.lists(
                    some.fixed_dictionaries(
                        {}, optional={"units": values(UNITS), "activation": some.sampled_from(list(ACTIVATIONS))}
                    ),
                    max_size=MAX_HIDDEN_LAYERS,
                ),
                "initializer": some.sampled_from(list(INITIALIZERS)),
            },
        ),
        "hyperparameters": section(
            tuple(HYPERPARAMETERS.values()),
            schedule=some.sampled_from(list(SCHEDULES)).flatmap(lambda name: named(name, SCHEDULES[name].options)),
        ),
        "seed": values(SEED),
    },
)


class TestJson:
    @given(documents)
    @settings(max_examples=200)
    def test_there_and_back_is_the_same_value(self, document: dict[str, Any]) -> None:
        config = RunConfig.from_dict(document)
        text = config.to_json()
        again = RunConfig.from_json(text)
        assert again == config
        assert hash(again) == hash(config)
        assert again.to_json() == text
        assert pickle.loads(pickle.dumps(config)) == config
        assert RunConfig.from_json(json.dumps(document)) == config

    @given(documents)
    def test_what_was_given_is_what_it_says(self, document: dict[str, Any]) -> None:
        def check(given_part: Any, written: Any) -> None:
            if isinstance(given_part, dict):
                for key, value in given_part.items():
                    check(value, written[key])
            elif isinstance(given_part, list):
                assert len(given_part) == len(written)
                for value, written_value in zip(given_part, written, strict=True):
                    check(value, written_value)
            else:
                assert given_part == written

        check(document, RunConfig.from_dict(document).to_dict())

    def test_the_documented_example_is_read(self) -> None:
        config = RunConfig.from_dict(AS_DOCUMENTED)
        assert config.architecture.hidden == (HiddenLayer(8, "tanh"), HiddenLayer(8, "relu"))
        assert config.hyperparameters == Hyperparameters()
        assert config.dataset == RunConfig.from_dict(MINIMAL).dataset

    def test_only_the_dataset_is_needed(self) -> None:
        config = RunConfig.from_dict(MINIMAL)
        assert config == RunConfig(DatasetConfig.from_dict({"name": "circles"}))
        assert (config.seed, config.architecture, config.hyperparameters) == (
            0,
            ArchitectureConfig(),
            Hyperparameters(),
        )

    @pytest.mark.parametrize("text", ["", "{", "nonsense", "[" * 50_000, '{"dataset": ' + "9" * 5_000 + "}"])
    def test_what_is_not_json_is_refused(self, text: str) -> None:
        with pytest.raises(ConfigurationError, match="Expected configuration to be JSON"):
            RunConfig.from_json(text)

    @pytest.mark.parametrize("text", ["null", "[]", "3", '"circles"', "NaN"])
    def test_what_is_no_object_is_refused(self, text: str) -> None:
        with pytest.raises(ConfigurationError, match="an object with keys and values"):
            RunConfig.from_json(text)

    def test_what_is_far_too_long_is_refused_unread(self) -> None:
        with pytest.raises(ConfigurationError, match="at most 100000 characters, got 100001"):
            RunConfig.from_json(" " * (MAX_DOCUMENT_LENGTH + 1))


class TestEqualMeaning:
    def test_left_out_spelled_out_and_in_another_order_is_one_value(self) -> None:
        spelled_out = RunConfig.from_dict(MINIMAL).to_dict()
        backwards = json.loads(json.dumps(dict(reversed(spelled_out.items()))))
        backwards["hyperparameters"] = dict(reversed(backwards["hyperparameters"].items()))
        configs = {RunConfig.from_dict(document) for document in (MINIMAL, spelled_out, backwards)}
        assert len(configs) == 1

    def test_a_whole_number_is_the_same_number(self) -> None:
        texts = [
            RunConfig.from_dict(MINIMAL | {"hyperparameters": {"learning_rate": rate, "l2": l2}}).to_json()
            for rate, l2 in ((1, 0), (1.0, 0.0))
        ]
        assert texts[0] == texts[1]

    def test_options_left_out_in_python_take_their_defaults_too(self) -> None:
        read = DatasetConfig.from_dict({"name": "spirals", "noise": 1})
        made = DatasetConfig("spirals", read.samples, 1, read.test_fraction, read.seed, read.standardize)
        turned = replace(read, options=tuple(reversed(read.options)))
        assert made == read == turned
        assert isinstance(made.noise, float)
        assert load_dataset(made).X_train.tobytes() == load_dataset(read).X_train.tobytes()
        assert ScheduleConfig("step") == ScheduleConfig.from_dict({"name": "step"})
        assert ScheduleConfig("step", (("every", 7),)) == ScheduleConfig.from_dict({"name": "step", "every": 7})
        assert ScheduleConfig("step", (("every", 7),)).rate(1.0, 14, 0) == 0.25

    def test_every_key_counts(self) -> None:
        changes: list[dict[str, Any]] = [
            {"seed": 1},
            {"dataset": {"name": "circles", "noise": 0.2}},
            {"architecture": {"hidden": []}},
            {"architecture": {"initializer": "he"}},
            {"hyperparameters": {"batch_size": 5}},
            {"hyperparameters": {"schedule": {"name": "step"}}},
            {"hyperparameters": {"schedule": {"name": "step", "every": 2}}},
        ]
        assert len({RunConfig.from_dict(MINIMAL | change) for change in [{}, *changes]}) == 1 + len(changes)

    def test_a_value_cannot_be_changed(self) -> None:
        with pytest.raises(FrozenInstanceError):
            RunConfig.from_dict(MINIMAL).seed = 1  # type: ignore[misc]
