"""The documents of data and of initial weights that a browser draws: bounded, and unknown until a page offers them."""

from __future__ import annotations

import base64
import gzip
import json
import urllib.error
import urllib.request

import numpy as np
import pytest

from dnn.configuration import DatasetConfig, RunConfig
from dnn.configuration.table import configuration_of, content_of_arrays
from dnn.datasets import OFFERED, load_dataset
from dnn.datasets.contents import CONTENTS
from dnn.datasets.features import FEATURES
from dnn.network import flatten, initialize
from pages.server.data_documents import (
    MAX_DRAWN_POINTS,
    MAX_TARGETS,
    MAX_TEST_NUMBERS,
    MAX_TRAINING_NUMBERS,
    describe,
    document,
    offer,
)
from pages.server.network_documents import network_document, offer_network
from tests.conftest import Server

MAX_FLOAT32 = 1_000_000
"""Bytes of a document, not compressed."""


@pytest.mark.parametrize("name", list(OFFERED))
def test_each_dataset_fits_a_bounded_document(name: str) -> None:
    config = DatasetConfig.from_dict({"name": name})
    compressed = document(offer(config))
    assert compressed is not None
    written = gzip.decompress(compressed)
    assert len(written) < MAX_FLOAT32
    assert json.loads(written) == json.loads(json.dumps(describe(load_dataset(config))))


@pytest.mark.parametrize("name", list(OFFERED))
def test_the_training_part_of_each_dataset_travels_whole(name: str) -> None:
    described = describe(load_dataset(DatasetConfig.from_dict({"name": name})))["train"]
    assert described["count"] == described["of"] == len(described["numbers"])


def test_large_data_are_thinned_from_the_first_to_the_last() -> None:
    described = describe(load_dataset(DatasetConfig.from_dict({"name": "moons", "samples": 20_000})))
    assert (described["plane"]["train"]["of"], described["plane"]["train"]["count"]) == (14_000, MAX_DRAWN_POINTS)
    assert (described["train"]["of"], described["train"]["count"]) == (14_000, 14_000)
    assert (described["test"]["of"], described["test"]["count"]) == (6_000, 1_000)
    assert described["test"]["numbers"][0] == 0 and described["test"]["numbers"][-1] == 5_999
    largest = {"name": "moons", "samples": 20_000, "test_fraction": 0.0, "features": "-".join(FEATURES)}
    described = describe(load_dataset(DatasetConfig.from_dict(largest)))["train"]
    assert described["count"] < described["of"] == 20_000 and described["count"] * len(FEATURES) <= MAX_TRAINING_NUMBERS
    digits = describe(load_dataset(DatasetConfig.from_dict({"name": "digits"})))
    assert digits["test"]["count"] * 64 <= MAX_TEST_NUMBERS and digits["image_shape"] == (8, 8)


def test_a_large_table_of_many_classes_is_bounded_too() -> None:
    m, classes = 60_000, 100
    rng = np.random.default_rng(0)
    content = content_of_arrays(
        rng.normal(size=(1, m)), np.arange(m) % classes, class_names=[f"{k}" for k in range(classes)]
    )
    CONTENTS.put(content)
    try:
        described = describe(load_dataset(configuration_of(content)))
    finally:
        CONTENTS.discard(content.digest)
    assert (described["train"]["count"], described["train"]["of"]) == (MAX_TARGETS // classes, 42_000)
    assert described["curve"]["train"]["count"] == MAX_DRAWN_POINTS
    assert len(json.dumps(described)) < 5_000_000


def test_the_same_data_have_the_same_token_and_others_another() -> None:
    tokens = [offer(DatasetConfig.from_dict({"name": "moons", "seed": seed})) for seed in (0, 0, 1)]
    assert tokens[0] == tokens[1] != tokens[2]


def test_what_nobody_offered_is_not_there() -> None:
    assert document("0" * 32) is None


@pytest.mark.parametrize("units", [4, 300])
def test_initial_weights_travel_under_a_token_of_all_that_decides_about_them(units: int) -> None:
    def network(**changes: object) -> RunConfig:
        hidden = {"hidden": [{"units": units}, {"units": 100}]}
        return RunConfig.from_dict({"dataset": {"name": "moons"}, "architecture": hidden, **changes})

    token = offer_network(network())
    assert offer_network(network(hyperparameters={"learning_rate": 0.5})) == token != offer_network(network(seed=5))
    document = network_document(token)
    assert document is not None and network_document("0" * 32) is None
    theta = np.frombuffer(base64.b64decode(json.loads(gzip.decompress(document))["theta"]), "<f4")
    np.testing.assert_allclose(theta, flatten(initialize(network())), rtol=1e-6)


@pytest.mark.parametrize("room", ["data", "networks"])
@pytest.mark.parametrize("token", ["0" * 32, "x", "A" * 32])
def test_the_route_knows_no_other_tokens(server: Server, room: str, token: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{server.url}/api/{room}/{token}", timeout=10)
    with caught.value as answer:
        assert answer.code == 404
