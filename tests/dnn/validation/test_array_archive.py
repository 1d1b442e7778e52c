"""The one reader of archives from outside: what it shows before it unpacks, and what it never does."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays_of

from dnn.validation.array_archive import ArchiveError, ArrayHeader, read_arrays
from tests.dnn.imports.run_files import archive, bomb, member, npz, objects, saved
from tests.dnn.tables.hostile_files import Harmful
from tests.sources import library_files, module_name


def everything(names: Sequence[str]) -> Sequence[str]:
    return names


def anything(header: ArrayHeader) -> None:
    """Refuse nothing."""


@settings(max_examples=60, deadline=None)
@given(
    arrays_of.arrays(
        some.one_of(arrays_of.floating_dtypes(endianness="?"), arrays_of.integer_dtypes(endianness="?"),
                    arrays_of.unicode_string_dtypes(max_len=5)),
        arrays_of.array_shapes(min_dims=0, min_side=0, max_side=4),
    )
)  # fmt: skip
def test_an_array_is_what_numpy_reads(array: np.ndarray) -> None:  # type: ignore[type-arg]
    content = saved(array, np.asfortranarray(array))
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        read = read_arrays(content, everything, anything)
        assert list(read) == file.files
        for name in file.files:
            assert read[name].dtype == file[name].dtype and read[name].shape == file[name].shape
            assert read[name].tobytes() == file[name].tobytes()


def test_only_what_is_chosen_is_read_and_its_description_is_shown_first() -> None:
    seen: list[ArrayHeader] = []
    content = archive({"X.npy": member(np.ones((3, 2), np.float32)), "other.npy": b"nothing of NumPy's"})
    read = read_arrays(content, lambda names: [name for name in names if name == "X.npy"], seen.append)
    assert list(read) == ["X"] and read["X"].tolist() == np.ones((3, 2)).tolist()
    assert [(each.name, each.shape, each.dtype, each.count, each.nbytes) for each in seen] == [
        ("X", (3, 2), np.float32, 6, 24)
    ]


def test_a_caller_refuses_before_anything_is_unpacked() -> None:
    class TooMuch(Exception):
        """The caller's own error."""

    def refuse(header: ArrayHeader) -> None:
        if header.nbytes > 10**6:
            raise TooMuch

    content = bomb()
    tracemalloc.start()
    try:
        with pytest.raises(TooMuch):
            read_arrays(content, everything, refuse)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2**21


def test_a_claim_beyond_the_file_costs_nothing_where_nobody_refuses_it() -> None:
    content = archive({"X.npy": member(np.ones(4), shape=(10**12,))})
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError, match="X with 8,000,000,000,000 bytes, as its header says"):
            read_arrays(content, everything, anything)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2**20


def test_objects_are_refused_whatever_the_caller_allows() -> None:
    with pytest.raises(ArchiveError, match="Python objects in X"):
        read_arrays(archive({"X.npy": objects([[Harmful()]])}), everything, anything)
    assert Harmful.unpickled == []


def test_nobody_else_reads_the_description_of_an_array() -> None:
    reading = [module_name(path) for path in library_files() if "read_array_header" in path.read_text("utf-8")]
    assert reading == ["dnn.validation.array_archive"]


def test_an_archive_of_no_arrays_is_up_to_the_caller() -> None:
    assert read_arrays(npz(), everything, anything) == {}
