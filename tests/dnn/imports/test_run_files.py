"""Files of runs: each gives the run in it with what was assumed, or one sentence; nothing in it is run."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some

from dnn import DnnError, RunConfig, from_arrays, read_run_file
from dnn.configuration import ArchitectureConfig, HiddenLayer
from dnn.datasets import OFFERED
from dnn.export import EXPORTS, TrainedRun
from dnn.imports import IMPORTS, MAX_RUN_FILE_BYTES, ImportRefused
from tests.dnn.imports.run_files import PARAMETERS, REFUSED, SETTINGS, TAKEN, W1, npz, settings
from tests.dnn.tables.hostile_files import Harmful

MEGABYTE = 2**20


@pytest.mark.parametrize("name", TAKEN)
def test_weights_are_those_of_the_file_with_what_was_assumed(name: str) -> None:
    content, assumed = TAKEN[name]
    run = read_run_file(content)
    assert run.layers is not None
    assert assumed in " ".join(map(str, run.notes)) and bool(run.notes) == bool(assumed)
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        saved = np.sort(np.concatenate([arrays[key].astype(np.float64).ravel() for key in arrays.files]))
    read = np.concatenate([part.ravel() for layer in run.layers for part in (layer.W, layer.b)])
    np.testing.assert_array_equal(np.sort(read), saved)
    for layer in run.layers:
        assert layer.W.dtype == layer.b.dtype == np.float64 and layer.b.shape == (len(layer.W), 1)


def test_each_entry_comes_to_its_place() -> None:
    for name in (
        "as the course saves it",
        "all transposed",
        "Fortran order",
        "big-endian",
        "without names",
        "b as rows",
    ):
        layers = read_run_file(TAKEN[name][0]).layers
        assert layers is not None
        for l, layer in enumerate(layers, start=1):
            np.testing.assert_array_equal(layer.W, PARAMETERS[f"W{l}"], err_msg=name)
            np.testing.assert_array_equal(layer.b, PARAMETERS[f"b{l}"], err_msg=name)


def test_a_square_matrix_lies_as_the_others_do() -> None:
    square, b = np.arange(16.0).reshape(4, 4), np.ones((4, 1))
    named = {"W1": W1, "b1": b, "W2": square, "b2": b, "W3": np.ones((1, 4)), "b3": np.ones((1, 1))}
    turned = {name: array.T if name[0] == "W" else array for name, array in named.items()}
    for arrays, expected in ((named, square), (turned, square)):
        layers = read_run_file(npz(**arrays)).layers
        assert layers is not None
        np.testing.assert_array_equal(layers[1].W, expected)
    only_squares = read_run_file(npz(W1=square, b1=b))
    assert only_squares.layers is not None and only_squares.notes == ()
    np.testing.assert_array_equal(only_squares.layers[0].W, square)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_ends_in_one_sentence(name: str) -> None:
    content, part = REFUSED[name]
    with pytest.raises(DnnError) as refused:
        read_run_file(content)
    sentence = str(refused.value)
    assert part in sentence
    assert len(sentence) < 500 and "\n" not in sentence
    assert Harmful.unpickled == []


@pytest.mark.parametrize("name", ["zip bomb", "a huge shape", "many arrays", "10,000 members", "a wide type"])
def test_what_is_refused_takes_no_memory(name: str) -> None:
    content = REFUSED[name][0]
    tracemalloc.start()
    try:
        with pytest.raises(DnnError):
            read_run_file(content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < (120 if name == "many arrays" else 8) * MEGABYTE


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(ImportRefused, match="at most 100 MB, got 101 MB"):
        read_run_file(b"PK\x03\x04" + bytes(MAX_RUN_FILE_BYTES))


@given(some.integers(0, 2_000), some.integers(1, 255))
@effort(max_examples=400, deadline=None)
def test_one_wrong_byte_gives_other_weights_or_a_sentence(place: int, change: int) -> None:
    data = bytearray(TAKEN["its own settings"][0])
    data[place % len(data)] ^= change
    try:
        read_run_file(bytes(data))
    except DnnError as error:
        assert str(error) and "\n" not in str(error)


@given(some.binary(max_size=300), some.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"{", b"[", b"\x93NUMPY"]))
@effort(max_examples=400, deadline=None)
def test_any_bytes_end_in_a_sentence(data: bytes, start: bytes) -> None:
    with pytest.raises(DnnError):
        read_run_file(start + data)


@given(some.binary(max_size=120))
@effort(max_examples=400, deadline=None)
@pytest.mark.filterwarnings("ignore")
def test_any_header_ends_in_a_sentence(text: bytes) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("W1.npy", b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text)
    with pytest.raises(DnnError):
        read_run_file(file.getvalue())


class TestConfigurations:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_are_read_in_any_encoding_of_json(self, encoding: str) -> None:
        run = read_run_file((" \n" * (encoding == "utf-8") + json.dumps(SETTINGS)).encode(encoding))
        assert run.config == RunConfig.from_dict(SETTINGS)
        assert (run.layers, run.iteration, run.notes) == (None, 0, ())

    @pytest.mark.parametrize("name", OFFERED)
    def test_go_there_and_back(self, name: str) -> None:
        config = RunConfig.from_dict({"dataset": {"name": name}})
        assert read_run_file(EXPORTS["json"].write(config).encode()).config == config


class TestOurWeights:
    def test_bring_the_settings_and_the_iteration_along(self) -> None:
        run = TrainedRun.of(settings(), 30)
        read = read_run_file(EXPORTS["weights"].content(run))
        assert (read.config, read.iteration) == (run.config, 30)

    def test_are_w1_b1_and_nothing_else_for_numpy(self) -> None:
        """The course counts the layers as half of the entries of its parameters dict."""
        content = EXPORTS["weights"].content(TrainedRun.of(settings(), 1))
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            assert sorted(arrays.files) == ["W1", "W2", "b1", "b2"]

    def test_have_room_for_the_largest_settings(self) -> None:
        points = from_arrays(np.ones((2, 3)), [0, 1, 0])
        deep = ArchitectureConfig((HiddenLayer(1, "leaky_relu"),) * 32)
        config = RunConfig(points, deep)
        content = EXPORTS["weights"].content(TrainedRun.of(config, 1))
        assert read_run_file(content).config == TrainedRun.of(config, 1).config


def test_every_kind_of_file_is_recognised_by_its_bytes() -> None:
    config = RunConfig(from_arrays(np.arange(6.0).reshape(2, 3), [0, 1, 0]))
    json_form = EXPORTS["json"]
    beside = json_form.beside(config)
    files: dict[str, Any] = {
        "configuration": json.dumps(SETTINGS).encode(),
        "packed_run": json_form.packed("mine", beside, json_form.write(config).encode()),
        "weights": npz(**PARAMETERS),
    }
    assert list(files) == list(IMPORTS)
    for name, content in files.items():
        assert next(form.name for form in IMPORTS.values() if form.is_one(content)) == name
    assert json_form.file_name("mine", beside) == f"mine.{IMPORTS['packed_run'].extension}"
    for name in ("configuration", "weights"):
        assert EXPORTS["json" if name == "configuration" else name].extension == IMPORTS[name].extension
