"""Configurations: JSON both ways, equal meaning as equal value, and one sentence for everything that cannot be used."""

from __future__ import annotations

import json
import math
import pickle
from collections.abc import Callable
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
    MAX_UNITS,
    SEED,
    UNITS,
    ArchitectureConfig,
    DatasetConfig,
    HiddenLayer,
    Hyperparameters,
    RunConfig,
    ScheduleConfig,
)
from dnn.configuration.run import MAX_DOCUMENT_LENGTH
from dnn.datasets import DATASETS
from dnn.errors import ConfigurationError, DnnError, ShapeError
from dnn.initializers import INITIALIZERS
from dnn.schedules import SCHEDULES
from dnn.text.messages import Text
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
