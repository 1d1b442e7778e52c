"""Contents of tables: what is refused, the digest, the bytes of a file, the store."""

from __future__ import annotations

import hashlib
import io
import pickle
import struct
import threading
import zipfile
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.lib import format as npy

from dnn.datasets.contents import (
    CONTENTS,
    MAX_TABLE_CLASSES,
    MAX_TABLE_EXAMPLES,
    MAX_TABLE_FEATURES,
    ContentReference,
    ContentStore,
    MissingContent,
    TableContent,
    from_bytes,
    from_file,
    to_bytes,
    to_file,
)
from dnn.errors import ConfigurationError, DnnError, ShapeError

X = np.array([[0.5, -1.5, 2.0], [0.0, 1e99, -3e-310]])  # (2, 3)
LABELS = np.array([0.0, 2.0, 1.0])
FEATURES, CLASSES = ("长度", "width <b>*</b>"), ("{a}", "b", "c")


def content(**changed: Any) -> TableContent:
    """A small table, some of it changed."""
    return TableContent(
        **{"X": X, "labels": LABELS, "feature_names": FEATURES, "class_names": CLASSES} | changed  # type: ignore[arg-type]
    )


class TestContent:
    def test_holds_what_is_given_and_nobody_can_change_it(self) -> None:
        given = X.copy()
        made = content(X=given)
        given[0, 0] = 7
        np.testing.assert_array_equal(made.X, X)
        assert not made.X.flags.writeable and not made.labels.flags.writeable
        assert (made.task, made.reference) == ("multiclass", ContentReference(2, 3, 3, made.digest))

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"X": np.where(X == 2, np.nan, X)}, r"X\[0, 2\] to be a finite number, .* got nan"),
            ({"X": np.where(X == 0.5, np.inf, X)}, r"X\[0, 0\] to be a finite number, .* got inf"),
            ({"X": X * -1e10}, r"X\[1, 1\] to be a finite number, at most 1e\+100 in size, got -1e\+109"),
            ({"X": X.astype(complex)}, "real numbers"),
            ({"X": X.astype(str)}, "real numbers"),
            ({"X": X.astype(object)}, "real numbers"),
            ({"X": X[:0]}, "number of features"),
            ({"X": X[:, :0], "labels": LABELS[:0]}, "number of examples"),
            ({"X": np.zeros((MAX_TABLE_FEATURES + 1, 3))}, "number of features"),
            ({"X": np.zeros((1, MAX_TABLE_EXAMPLES + 1))}, "number of examples"),
            ({"class_names": [str(number) for number in range(MAX_TABLE_CLASSES + 1)]}, "number of classes"),
            ({"labels": np.array([0.0, 3.0, 1.0])}, "class numbers from 0 to 2, got 3.0"),
            ({"labels": np.array([0.0, 0.5, 1.0])}, "class numbers from 0 to 2, got 0.5"),
            ({"labels": np.array([0.0, -1.0, 1.0])}, "class numbers from 0 to 2, got -1.0"),
            ({"labels": np.array([0.0, np.nan, 1.0])}, r"labels\[1\] to be a finite number"),
            ({"feature_names": ("a",)}, "names, 2 of them, got 1"),
            ({"feature_names": ("a", "a")}, "different names, got 'a'"),
            ({"feature_names": ("a", "")}, "characters that can be printed"),
            ({"feature_names": ("a", "\u3000")}, "characters that can be printed"),
            ({"feature_names": ("a", "b\0")}, "characters that can be printed"),
            ({"feature_names": ("a", "b\nc")}, "characters that can be printed"),
            ({"feature_names": ("a", "\ud800")}, "characters that can be printed"),
            ({"feature_names": ("a", "x" * 201)}, "characters that can be printed"),
            ({"feature_names": ("a", 5)}, "characters that can be printed"),
            ({"class_names": ("a", "b", "b")}, "different names"),
        ],
    )
    def test_refuses_in_a_sentence(self, changed: dict[str, Any], words: str) -> None:
        with pytest.raises(ConfigurationError, match=words) as caught:
            content(**changed)
        assert str(caught.value).startswith("Expected ") and "; try " in str(caught.value)

    @pytest.mark.parametrize("changed", [{"X": X[0]}, {"X": X[np.newaxis]}, {"labels": LABELS[:2]}, {"X": X.T}])
    def test_refuses_other_shapes(self, changed: dict[str, Any]) -> None:
        with pytest.raises(ShapeError):
            content(**changed)

    def test_no_classes_make_a_regression_and_one_makes_a_binary_task(self) -> None:
        assert content(class_names=(), labels=X[0]).task == "regression"
        assert content(class_names=("all",), labels=np.zeros(3)).task == "binary"


class TestDigest:
    def test_is_the_hash_of_head_and_numbers(self) -> None:
        head = rb'{"shape":[2,3],"features":["\u957f\u5ea6","width <b>*</b>"],"classes":["{a}","b","c"]}'
        numbers = struct.pack("<9d", *X.ravel(), *LABELS)
        expected = hashlib.sha256(b"dnn table 1\n" + str(len(head)).encode() + b"\n" + head + numbers).hexdigest()
        assert content().digest == expected

    def test_is_what_it_was_in_another_process(self) -> None:
        assert content().digest == "9310b774cf509b930950ed328f9d84e3f7ddbf763009ae63c34076ce9894f606"

    @pytest.mark.parametrize("order", "CF")
    @pytest.mark.parametrize("dtype", ["<f8", ">f8"])
    def test_does_not_depend_on_how_the_numbers_lie_in_memory(self, dtype: str, order: Any) -> None:
        assert content(X=np.array(X, dtype=dtype, order=order)).digest == content().digest
        assert content(X=np.repeat(X, 2, axis=1)[:, ::2]).digest == content().digest
        assert content(labels=LABELS.astype(np.int8)).digest == content().digest

    def test_zero_has_no_sign(self) -> None:
        made = content(X=np.where(X == 0, -0.0, X))
        assert made.digest == content().digest and not np.signbit(made.X[1, 0])

    @pytest.mark.parametrize(
        "changed",
        [
            {"X": np.nextafter(X, 9)},
            {"labels": LABELS[::-1]},
            {"feature_names": FEATURES[::-1]},
            {"class_names": CLASSES[::-1]},
            {"X": X.reshape(3, 2), "labels": LABELS[:2], "feature_names": ("a", "b", "c")},
        ],
    )
    def test_tells_what_differs(self, changed: dict[str, Any]) -> None:
        assert content(**changed).digest != content().digest


def archive(compression: int = zipfile.ZIP_STORED, **members: bytes) -> bytes:
    """A zip archive of these members, named as NumPy names them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, data in members.items():
            made.writestr(f"{name}.npy", data)
    return file.getvalue()


def member(array: np.ndarray, shape: object = None, **description: Any) -> bytes:
    """An array as an .npy file; `shape` and `description` are claimed, whatever it is."""
    file = io.BytesIO()
    claimed = {"shape": array.shape if shape is None else shape, "fortran_order": False, "descr": array.dtype.str}
    npy.write_array_header_1_0(file, claimed | description)
    return file.getvalue() + array.tobytes()


MEMBERS = {
    "X": member(X),
    "labels": member(LABELS),
    "feature_names": member(np.array(FEATURES)),
    "class_names": member(np.array(CLASSES)),
}


def pickled() -> bytes:
    """An array of objects, which NumPy writes with pickle."""
    file = io.BytesIO()
    npy.write_array(file, np.array([[print, 1, 2], [1, 2, 3]], dtype=object), allow_pickle=True)
    return file.getvalue()


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "text": b"a,b\n1,2\n",
    "a pickle": pickle.dumps({"X": 1}),
    "half an archive": archive(**MEMBERS)[:-30],
    "its first half": archive(**MEMBERS)[:300],
    "no member": archive(),
    "a member too few": archive(**{name: data for name, data in MEMBERS.items() if name != "labels"}),
    "a member too many": archive(**MEMBERS, W1=MEMBERS["X"]),
    "a path for a name": archive(**{f"../{name}": data for name, data in MEMBERS.items()}),
    "pickled objects": archive(**MEMBERS | {"X": pickled()}),
    "objects in a header": archive(**MEMBERS | {"X": member(X, descr="|O")}),
    "a record": archive(**MEMBERS | {"X": member(X, descr=[("a", "<f8")])}),
    "float32": archive(**MEMBERS | {"X": member(np.ones((2, 3), np.float32))}),
    "complex": archive(**MEMBERS | {"X": member(X.astype(complex))}),
    "numbers for names": archive(**MEMBERS | {"class_names": member(LABELS)}),
    "bytes for names": archive(**MEMBERS | {"class_names": member(np.array([b"a", b"b", b"c"]))}),
    "a huge shape": archive(**MEMBERS | {"X": member(X, (10**12, 10**6))}),
    "a shape beyond 64 bits": archive(**MEMBERS | {"X": member(X, (10**30, 10**30))}),
    "a huge and an empty side": archive(**MEMBERS | {"X": member(X[:0], (10**30, 0))}),
    "a negative shape": archive(**MEMBERS | {"X": member(X, (-2, -3))}),
    "a larger shape": archive(**MEMBERS | {"X": member(X, (2, 4))}),
    "a smaller shape": archive(**MEMBERS | {"X": member(X, (2, 2))}),
    "no shape": archive(**MEMBERS | {"X": member(X, ())}),
    "three dimensions": archive(**MEMBERS | {"X": member(X[np.newaxis])}),
    "a wide name": archive(**MEMBERS | {"class_names": member(np.array(["a", "b", "c"]), descr="<U400000000")}),
    "names without width": archive(**MEMBERS | {"class_names": member(np.array(["a"])[:0], (3,), descr="<U0")}),
    "a long header": archive(**MEMBERS | {"X": member(X, tuple([1] * 5_000))}),
    "code in a header": archive(**MEMBERS | {"X": MEMBERS["X"].replace(b"'<f8'", b"print")}),
    "another version": archive(**MEMBERS | {"X": MEMBERS["X"][:6] + b"\x03" + MEMBERS["X"][7:]}),
    "another magic": archive(**MEMBERS | {"X": b"\x00" * 200}),
    "an empty member": archive(**MEMBERS | {"X": b""}),
    "NaN": archive(**MEMBERS | {"X": member(np.full((2, 3), np.nan))}),
    "labels of no class": archive(**MEMBERS | {"labels": member(LABELS + 1)}),
    "a surrogate": archive(**MEMBERS | {"class_names": member(np.array([0xD800, 98, 99], "<u4").view("<U1"))}),
    "no character": archive(**MEMBERS | {"class_names": member(np.array([0x7FFFFFFF, 98, 99], "<u4").view("<U1"))}),
    "a zip bomb": archive(zipfile.ZIP_DEFLATED, **MEMBERS | {"labels": member(np.zeros(2_000_000), (3,))}),
    "bzip2": archive(zipfile.ZIP_BZIP2, **MEMBERS),
    "damaged numbers": archive(**MEMBERS).replace(X[1].tobytes(), X[0].tobytes()),
}


class TestBytes:
    @pytest.mark.parametrize("made", [content(), content(class_names=(), labels=X[0])], ids=["classes", "targets"])
    def test_go_there_and_back(self, made: TableContent) -> None:
        read = from_bytes(to_bytes(made))
        assert (read.digest, read.feature_names, read.class_names) == (
            made.digest, made.feature_names, made.class_names,
        )  # fmt: skip
        assert read.X.tobytes() == made.X.tobytes() and read.labels.tobytes() == made.labels.tobytes()

    def test_are_read_by_numpy_without_pickle(self) -> None:
        with np.load(io.BytesIO(to_bytes(content())), allow_pickle=False) as arrays:
            np.testing.assert_array_equal(arrays["X"], X)
            assert tuple(arrays["class_names"]) == CLASSES

    @pytest.mark.parametrize("dtype", ["<f8", ">f8"])
    @pytest.mark.parametrize("is_fortran", [True, False])
    def test_of_other_machines_and_compressed_give_the_same_table(self, dtype: str, is_fortran: bool) -> None:
        array = X.astype(dtype)
        data = member(array.T.copy() if is_fortran else array, X.shape, fortran_order=is_fortran)
        assert from_bytes(archive(zipfile.ZIP_DEFLATED, **MEMBERS | {"X": data})).digest == content().digest

    def test_the_untouched_archive_of_these_tests_is_one(self) -> None:
        assert from_bytes(archive(**MEMBERS)).digest == content().digest

    @pytest.mark.parametrize("name", HOSTILE)
    def test_that_are_no_table_are_refused_in_a_sentence(self, name: str) -> None:
        with pytest.raises(DnnError) as caught:
            from_bytes(HOSTILE[name])
        assert len(str(caught.value)) < 400 and "\n" not in str(caught.value)

    @given(some.integers(0, len(to_bytes(content())) - 1), some.integers(1, 255))
    @settings(max_examples=300)
    def test_one_wrong_byte_gives_another_table_or_a_sentence(self, place: int, change: int) -> None:
        data = bytearray(to_bytes(content()))
        data[place] ^= change
        try:
            from_bytes(bytes(data))
        except DnnError as error:
            assert str(error)

    def test_stand_in_a_file(self, tmp_path: Any) -> None:
        to_file(content(), tmp_path / "table.npz")
        assert from_file(tmp_path / "table.npz").digest == content().digest


class TestReference:
    def test_is_read_back(self) -> None:
        reference = content().reference
        assert ContentReference.read(str(reference)) == reference

    @pytest.mark.parametrize(
        "written",
        ["", "2.3.3", f"2.3.3.{'G' * 64}", f"2.3.3.{'A' * 64}", f"2.3.3.{'a' * 63}", f"2.3.3.{'a' * 65}",
         f"0.3.3.{'a' * 64}", f"2.0.3.{'a' * 64}", f"501.3.3.{'a' * 64}", f"2.100001.3.{'a' * 64}",
         f"2.3.101.{'a' * 64}", f"02.3.3.{'a' * 64}", f"-2.3.3.{'a' * 64}", f"２.3.3.{'a' * 64}",
         f"2.3.3.{'a' * 64}\n"],
    )  # fmt: skip
    def test_refuses_what_is_none(self, written: str) -> None:
        with pytest.raises(ConfigurationError, match="content"):
            ContentReference.read(written)


class TestStore:
    def test_gives_what_was_put_until_it_is_discarded(self) -> None:
        store, made = ContentStore(), content()
        store.put(made)
        assert store.get(made.digest) is made
        store.discard(made.digest)
        with pytest.raises(MissingContent, match=made.digest[:12]) as caught:
            store.get(made.digest)
        assert caught.value.digest == made.digest
        assert pickle.loads(pickle.dumps(caught.value)).digest == made.digest

    def test_forgets_what_was_not_used_for_longest(self) -> None:
        tables = [content(X=X + number) for number in range(3)]
        store = ContentStore(bytes=2 * tables[0].nbytes)
        for each in tables[:2]:
            store.put(each)
        store.get(tables[0].digest)
        store.put(tables[2])
        assert store.get(tables[0].digest) is tables[0] and store.get(tables[2].digest) is tables[2]
        with pytest.raises(MissingContent):
            store.get(tables[1].digest)

    def test_a_resolver_brings_what_is_not_here_once(self) -> None:
        store, asked = ContentStore(), []
        store.resolver = lambda digest: asked.append(digest) or to_bytes(content())  # type: ignore[func-returns-value]
        for _ in range(2):
            assert store.get(content().digest).digest == content().digest
        assert asked == [content().digest]

    @pytest.mark.parametrize("brought", [None, to_bytes(content(X=X + 1))], ids=["nothing", "another table"])
    def test_what_a_resolver_brings_has_to_have_the_digest(self, brought: bytes | None) -> None:
        store = ContentStore()
        store.resolver = lambda digest: brought
        with pytest.raises(MissingContent):
            store.get(content().digest)
        assert len(store) == 0

    def test_what_is_held_stays_as_long_as_anybody_holds_it(self) -> None:
        store, made, forgotten = ContentStore(entries=1), content(), []
        store.on_discard(forgotten.append)
        with store.held(made):
            with store.held(content()):
                store.put(content(X=X + 1))
                store.put(content(X=X + 2))
            assert store.get(made.digest) is made and forgotten == []
        assert forgotten == [made.digest] and len(store) == 1
        with pytest.raises(MissingContent):
            store.get(made.digest)

    def test_what_was_put_outlasts_being_held(self) -> None:
        store, made = ContentStore(), content()
        store.put(made)
        with store.held(content()):
            assert store.get(made.digest).digest == made.digest
        assert store.get(made.digest) is made

    def test_many_threads_hold_and_ask_at_once(self) -> None:
        store, wrong = ContentStore(), []
        tables = [content(X=X + number) for number in range(4)]

        def use(number: int) -> None:
            made = tables[number % 4]
            for _ in range(50):
                with store.held(made):
                    if store.get(made.digest).digest != made.digest:
                        wrong.append(number)

        threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == [] and len(store) == 0

    def test_the_process_has_one(self) -> None:
        assert isinstance(CONTENTS, ContentStore) and CONTENTS.resolver is None
