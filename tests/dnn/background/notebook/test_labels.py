"""Labels of runs: texts that are checked, and what stays of them."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from dnn.background.notebook.labels import MAX_NAME, MAX_NOTE, RunLabels
from dnn.errors import ConfigurationError


def test_what_is_not_written_stays() -> None:
    labels = RunLabels(3, 2, 5.0).written("a name", None, None).written(None, "two\nlines", True)
    assert (labels.number, labels.name, labels.note, labels.is_starred) == (3, "a name", "two\nlines", True)
    assert RunLabels.from_document(asdict(labels) | {"of a later version": 1}) == labels


def test_control_characters_are_left_out() -> None:
    assert RunLabels().written(" a\u0000b\u202e\tc ", None, None).name == "abc"


@pytest.mark.parametrize(
    ("name", "note", "star"),
    [("x" * (MAX_NAME + 1), None, None), (None, "x" * (MAX_NOTE + 1), None), (7, None, None), (None, None, "yes")],
)
def test_what_is_refused(name: object, note: object, star: object) -> None:
    with pytest.raises(ConfigurationError):
        RunLabels().written(name, note, star)


def test_the_longest_texts_are_taken() -> None:
    labels = RunLabels().written("名" * MAX_NAME, "x" * MAX_NOTE, None)
    assert (len(labels.name), len(labels.note)) == (MAX_NAME, MAX_NOTE)


def test_a_sweep_that_an_earlier_version_wrote_is_read() -> None:
    written = asdict(RunLabels(3)) | {"sweep": "s", "varied": "l2", "tried": 0.1}
    assert (RunLabels.from_document(written).varied, RunLabels.from_document(written).tried) == (("l2",), (0.1,))
    assert RunLabels.from_document(written | {"varied": None, "tried": None}).varied == ()
    full = RunLabels.from_document(written | {"varied": "batch_size", "tried": None})
    assert full.tried == (None,)


def test_a_grid_is_read_as_it_was_written() -> None:
    labels = RunLabels(3, varied=("l2", "batch_size"), tried=(0.1, None))
    assert RunLabels.from_document(json.loads(json.dumps(asdict(labels)))) == labels
