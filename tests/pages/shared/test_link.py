"""A configuration survives the link; a broken link is said in words."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn.activations import ACTIVATIONS
from dnn.configuration import ArchitectureConfig, HiddenLayer, RunConfig
from dnn.datasets import DATASETS
from dnn.errors import ConfigurationError
from dnn.initializers import INITIALIZERS
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from pages.shared.session.link import default_config, from_query, to_query

layers = st.builds(HiddenLayer, units=st.integers(1, 1024), activation=st.sampled_from(list(ACTIVATIONS)))


@st.composite
def configurations(draw: st.DrawFn) -> RunConfig:
    document = default_config(draw(st.sampled_from(list(DATASETS)))).to_dict()
    document["architecture"] = ArchitectureConfig(
        hidden=tuple(draw(st.lists(layers, max_size=32))),
        initializer=draw(st.sampled_from(list(INITIALIZERS))),
    )
    document["architecture"] = dataclasses.asdict(document["architecture"])
    document["architecture"]["hidden"] = list(document["architecture"]["hidden"])
    document["hyperparameters"] |= {
        "learning_rate": draw(st.floats(1e-6, 100)),
        "iterations": draw(st.integers(1, 10**7)),
        "batch_size": draw(st.none() | st.integers(1, 20_000)),
        "optimizer": draw(st.sampled_from(list(OPTIMIZERS))),
        "l2": draw(st.floats(0, 10)),
        "schedule": {"name": draw(st.sampled_from(list(SCHEDULES)))},
        "target_cost": draw(st.none() | st.floats(1e-6, 10)),
        "precision": draw(st.sampled_from(["float32", "float64"])),
    }
    document["seed"] = draw(st.integers(0, 2**31 - 1))
    return RunConfig.from_dict(document)


@given(configurations())
def test_a_configuration_survives_the_link(config: RunConfig) -> None:
    assert from_query(to_query(config)) == config


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_link_of_the_defaults_names_the_dataset_only(dataset: str) -> None:
    assert to_query(default_config(dataset)) == ({} if dataset == "circles" else {"data": dataset})


def test_parameters_of_the_page_are_passed_over() -> None:
    assert from_query({"lang": "zh", "run": "abc", "utm_source": "letter"}) == default_config()


@pytest.mark.parametrize(
    "query",
    [
        {"data": "nonsense"},
        {"learning_rate": "fast"},
        {"learning_rate": "nan"},
        {"learning_rate": "-1"},
        {"hidden": "8"},
        {"hidden": "8.tanh-"},
        {"hidden": "8.sinus"},
        {"hidden": "0.tanh"},
        {"hidden": "-".join(["8.tanh"] * 33)},
        {"iterations": "1e999"},
        {"iterations": "[" * 5_000},
        {"samples": "true"},
        {"batch_size": "2.5"},
        {"seed": "9" * 400},
    ],
)
def test_a_broken_link_is_one_sentence(query: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        from_query(query)
    sentence = str(caught.value)
    assert sentence.startswith("Expected ") and "; try " in sentence and len(sentence) < 400
