"""A configuration survives the link; a broken link is said in words."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from urllib.parse import parse_qs, parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn.activations import ACTIVATIONS
from dnn.configuration import ArchitectureConfig, HiddenLayer, RunConfig
from dnn.datasets import DATASETS, from_arrays
from dnn.errors import ConfigurationError
from dnn.initializers import INITIALIZERS
from dnn.network import layer_sizes
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from pages.shared.session.address import OTHER_PARAMETERS
from pages.shared.session.link import default_config, from_query, to_query
from pages.shared.session.link_reading import read_link

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


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_weight_of_the_first_network_is_square(dataset: str) -> None:
    sizes = layer_sizes(default_config(dataset))
    assert all(n != n_previous for n_previous, n in pairwise(sizes))


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


def problems(query: dict[str, list[str]]) -> list[str]:
    """The sentences about a link."""
    return [str(error) for error in read_link(query, OTHER_PARAMETERS)[1]]


def taken(**query: str) -> RunConfig:
    """The configuration that is taken of a link."""
    return read_link({name: [value] for name, value in query.items()})[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [("1000", 1000), ("1e3", 1000), ("1E3", 1000), ("1000.0", 1000), ("1000.", 1000), ("+7", 7)],
)
def test_a_whole_number_is_taken_however_it_is_written(written: str, value: int) -> None:
    config = from_query({"iterations": written})
    assert config.hyperparameters.iterations == value and isinstance(config.hyperparameters.iterations, int)


@pytest.mark.parametrize(
    "written", ["1_0", "١٠", "１０", "1O", "0x10", "1e", "e3", " 10", "10 ", "1,000", "", "--1", "∞", "½", "²"]
)
@pytest.mark.parametrize("name", ["iterations", "learning_rate", "batch_size", "l2", "seed", "samples"])
def test_what_only_python_takes_for_a_number_is_refused(name: str, written: str) -> None:
    with pytest.raises(ConfigurationError):
        from_query({name: written})


def test_the_full_batch_has_a_word() -> None:
    assert from_query({"batch_size": "full"}).hyperparameters.batch_size is None
    config = from_query({"data": "digits", "batch_size": "32"})
    whole = dataclasses.replace(config, hyperparameters=dataclasses.replace(config.hyperparameters, batch_size=None))
    assert to_query(whole).get("batch_size", "full") == "full"
    with pytest.raises(ConfigurationError):
        from_query({"iterations": "full"})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("lr", "learning_rate"), ("LR", "learning_rate"), ("learningRate", "learning_rate"), ("Dataset", "data"),
        ("learning-rate", "learning_rate"), ("leraning_rate", "learning_rate"), ("batchSize", "batch_size"),
        ("batch", "batch_size"), ("iteration", "iterations"), ("optimiser", "optimizer"), ("Lang", "lang"),
        ("lambda", "l2"), ("hiden", "hidden"), ("SEED", "seed"), ("initialiser", "initializer"),
    ],
)  # fmt: skip
def test_a_name_that_was_meant_for_another_gets_a_sentence(name: str, meant: str) -> None:
    (sentence,) = problems({name: ["7"], "data": ["moons"]})
    assert name in sentence and f"{meant}=7" in sentence


def test_names_that_are_not_the_apps_are_passed_over() -> None:
    strangers = ("utm_source", "utm_campaign", "fbclid", "gclid", "ref", "v", "from", "share", "x" * 5_000, "a_b")
    known = ("lang", "run", "pace", "text", "scale", "smoothing", "embed", "embed_options", "step", "line")
    assert problems({name: ["1"] for name in (*strangers, *known)}) == []


def test_a_setting_that_the_data_have_not_gets_a_sentence() -> None:
    (sentence,) = problems({"data": ["moons"], "classes": ["3"]})
    assert "classes" in sentence and "no such setting" in sentence


def test_a_repeated_name_gets_a_sentence_and_the_last_one_counts() -> None:
    query = {"learning_rate": ["0.1", "0.2"]}
    assert read_link(query)[0].hyperparameters.learning_rate == 0.2
    (sentence,) = problems(query)
    assert "given once" in sentence and "learning_rate=0.2" in sentence


def test_what_is_good_of_a_link_is_taken_and_all_that_is_bad_is_named() -> None:
    query = {
        "data": ["moons"], "learning_rate": ["fast"], "iterations": ["77"], "l2": ["-1"], "hidden": ["3.sinus"],
        "optimizer": ["adam"], "samples": ["1_000"], "noise": ["0.3"], "lr": ["0.5"],
    }  # fmt: skip
    config, refused = read_link(query)
    h = config.hyperparameters
    assert (config.dataset.name, config.dataset.noise, h.iterations, h.optimizer) == ("moons", 0.3, 77, "adam")
    assert (h.learning_rate, h.l2, config.architecture) == (0.1, 0.0, default_config("moons").architecture)
    sentences = "\n".join(map(str, refused))
    assert len(refused) == 5 and all(word in sentences for word in ("fast", "-1", "sinus", "1_000", "lr=0.5"))


def test_a_dataset_that_there_is_not_leaves_the_rest() -> None:
    config, refused = read_link({"data": ["nonsense"], "learning_rate": ["0.3"]})
    assert config.dataset.name == "circles" and config.hyperparameters.learning_rate == 0.3
    assert len(refused) == 1 and "nonsense" in str(refused[0])


def test_parameters_that_do_not_fit_each_other_cost_no_third_one() -> None:
    config, refused = read_link({"schedule": ["constant"], "schedule_decay": ["0.1"], "l2": ["0.5"]})
    assert config.hyperparameters.l2 == 0.5 and len(refused) == 1


PLAYGROUND = (
    "activation=relu&batchSize=20&dataset=spiral&regDataset=reg-plane&learningRate=0.1&regularization=L2"
    "&regularizationRate=0.003&noise=10&networkShape=5,3&seed=0.12345&showTestData=false&discretize=false&percTrainData=50"
    "&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=false"
    "&collectStats=false&problem=classification&initZero=false&hideText=false"
)


def test_a_link_of_tensorflow_playground_gets_the_link_that_asks_for_the_same() -> None:
    query = parse_qs(PLAYGROUND)
    config, refused = read_link(query, OTHER_PARAMETERS)
    assert config == default_config() and len(refused) == 1
    found = re.search(r"\?(data=\S+)\.$", str(refused[0]))
    assert found is not None
    here = from_query(dict(parse_qsl(found[1])))
    assert here == taken(data="spirals", hidden="5.relu-3.relu", learning_rate="0.1", batch_size="20", l2="0.003")


@pytest.mark.parametrize("shape", ["", "0", "999", "-1", "4,,x,<b>", "٤", "9" * 5_000])
def test_nonsense_in_such_a_link_is_one_sentence_too(shape: str) -> None:
    (sentence,) = problems({"networkShape": [shape], "learningRate": ["nan"], "dataset": ["x"], "batchSize": ["1e999"]})
    assert "a link of TensorFlow Playground" in sentence and len(sentence) < 400


@given(st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=20), min_size=1, max_size=3), max_size=6))
def test_no_link_breaks_the_app(query: dict[str, list[str]]) -> None:
    config, refused = read_link(query, OTHER_PARAMETERS)
    assert RunConfig.from_dict(config.to_dict()) == config
    assert all(len(str(error)) < 1_000 for error in refused)


def test_a_link_to_a_table_that_is_not_here_says_so_and_takes_the_usual_data() -> None:
    link = {"data": ["table"], "content": [f"4.150.3.{'ab' * 32}"], "hidden": ["3.tanh"]}
    assert problems(link) == [
        "Expected the table abababababab to be stored here, got nothing; try importing it again, or ask its owner to "
        "share it."
    ]
    config, _ = read_link(link)
    assert config.dataset == default_config().dataset and config.architecture.hidden == (HiddenLayer(3, "tanh"),)


def test_a_link_to_a_table_that_is_here_is_taken() -> None:
    config = dataclasses.replace(default_config(), dataset=from_arrays([[0.25, 0.5, 1.0]], ["no", "yes", "no"]))
    written = to_query(config)
    assert set(written) == {"data", "content"}
    assert read_link({name: [value] for name, value in written.items()}) == (config, ())
