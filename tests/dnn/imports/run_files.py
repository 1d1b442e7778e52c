"""Files of runs: honest ones with what is assumed of them; odd or harmful ones with a part of the sentence."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.lib import format as npy

from dnn import RunConfig
from tests.dnn.tables.hostile_files import Harmful

RNG = np.random.default_rng(7)
W1, b1 = RNG.standard_normal((4, 2)), RNG.standard_normal((4, 1))
W2, b2 = RNG.standard_normal((1, 4)), RNG.standard_normal((1, 1))
PARAMETERS: dict[str, Any] = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
"""A parameters dict as the course has it."""
SETTINGS: dict[str, Any] = {
    "dataset": {"name": "moons"},
    "architecture": {"hidden": [{"units": 4, "activation": "relu"}]},
    "seed": 5,
}


def npz(**arrays: Any) -> bytes:
    """np.savez(file, **arrays)."""
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def saved(*arrays: Any) -> bytes:
    """np.savez(file, array, …)."""
    file = io.BytesIO()
    np.savez(file, *arrays)
    return file.getvalue()


def with_comment(content: bytes, comment: bytes) -> bytes:
    """An archive with another comment."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = comment
    return file.getvalue()


def archive(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return file.getvalue()


def member(array: Any, **claims: Any) -> bytes:
    """A .npy file whose header claims something else."""
    file = io.BytesIO()
    header = {"descr": array.dtype.str, "fortran_order": False, "shape": array.shape} | claims
    npy.write_array_header_1_0(file, header)
    return file.getvalue() + array.tobytes()


def members(**changed: bytes) -> dict[str, bytes]:
    """The files of an honest archive, some of them changed."""
    return {f"{name}.npy": changed.get(name, member(array)) for name, array in PARAMETERS.items()}


def headed(text: bytes) -> bytes:
    """A .npy file with any text as its header."""
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + bytes(64)


def twice() -> bytes:
    """An archive with two files of one name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, content in members().items():
            opened.writestr(name, content)
        info = zipfile.ZipInfo("W1.npy ")
        opened.writestr(info, member(W1))
    return file.getvalue().replace(b"W1.npy ", b"W1.npy\0")


def encrypted() -> bytes:
    """An archive that says that it is encrypted."""
    content = bytearray(archive(members(), zipfile.ZIP_STORED))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def objects(value: object) -> bytes:
    """np.save of a Python object, which is a pickle."""
    file = io.BytesIO()
    npy.write_array(file, np.array(value, dtype=object), allow_pickle=True)
    return file.getvalue()


@cache
def bomb() -> bytes:
    """A small archive that unpacks to 4 GB, as its headers say; a 32nd of it is there."""
    header = io.BytesIO()
    npy.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (2**19, 1024)})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        with opened.open("W1.npy", "w", force_zip64=True) as written:
            written.write(header.getvalue())
            for _ in range(8):
                written.write(bytes(2**24))
        opened.writestr("b1.npy", member(np.zeros((2**19, 1))))
    return file.getvalue()


def many_members() -> bytes:
    """An archive of ten thousand empty files."""
    return archive({f"{number}.npy": b"" for number in range(10_000)})


@cache
def exact_bomb() -> bytes:
    """An archive with arrays that are allowed one by one, and too many together."""
    zeros = member(np.zeros((1000, 1000)))
    return archive({f"{letter}{l}.npy": zeros for l in range(1, 9) for letter in "Wb"})


TAKEN: dict[str, tuple[bytes, str]] = {
    "as the course saves it": (npz(**PARAMETERS), ""),
    "compressed": (archive(members()), ""),
    "float32": (npz(**{name: array.astype(np.float32) for name, array in PARAMETERS.items()}), "Stored as float32"),
    "float16": (npz(**{name: array.astype(np.float16) for name, array in PARAMETERS.items()}), "Stored as float16"),
    "extended": (npz(**{name: array.astype(np.longdouble) for name, array in PARAMETERS.items()}), "Stored as"),
    "big-endian": (npz(**{name: array.astype(">f8") for name, array in PARAMETERS.items()}), ""),
    "Fortran order": (npz(**PARAMETERS | {"W1": np.asfortranarray(W1)}), ""),
    "integers": (npz(**PARAMETERS | {"W1": np.arange(8).reshape(4, 2)}), "Stored as int64, taken as float64"),
    "small integers": (npz(**PARAMETERS | {"W1": np.arange(8, dtype=np.uint8).reshape(4, 2)}), "uint8"),
    "all transposed": (npz(**PARAMETERS | {"W1": W1.T, "W2": W2.T}), "assumed transposed"),
    "b as rows": (npz(**PARAMETERS | {"b1": b1.T}), "b1 with shape (1, 4), taken as a column (4, 1)"),
    "b of rank 1": (npz(**PARAMETERS | {"b1": b1[:, 0], "b2": b2[0]}), "b1 with shape (4,)"),
    "b a scalar": (npz(**PARAMETERS | {"b2": b2[0, 0]}), "b2 with shape (), taken as a column (1, 1)"),
    "small letters": (npz(w_1=W1, B_1=b1, w2=W2, b2=b2), ""),
    "without names": (saved(W1, b1, W2, b2), "arr_0 = W1, arr_1 = b1, arr_2 = W2, arr_3 = b2"),
    "logistic regression": (npz(w=W1[:1].T, b=0.5), "w = W1, b = b1"),
    "any order": (npz(**dict(reversed(PARAMETERS.items()))), ""),
    "its own settings": (
        with_comment(npz(**PARAMETERS), json.dumps({"configuration": SETTINGS, "iteration": 40}).encode()),
        "",
    ),
    "a comment of somebody": (with_comment(npz(**PARAMETERS), b"made by hand"), ""),
    "a comment in JSON": (with_comment(npz(**PARAMETERS), b'{"a": 1}'), ""),
    "a comment of half JSON": (with_comment(npz(**PARAMETERS), b'{"configuration": '), ""),
    "values at the edge": (npz(**PARAMETERS | {"W1": np.full((4, 2), 1e308), "b1": -np.zeros((4, 1))}), ""),
}
"""Name -> a file that is weights, and a part of the note on what was assumed; "" where nothing was."""


class Files(Mapping[str, tuple[bytes, str]]):
    """Name -> a file and a part of a sentence; what takes long to make is a function, called when it is asked for."""

    def __init__(self, files: dict[str, tuple[bytes | Callable[[], bytes], str]]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> tuple[bytes, str]:
        content, part = self._files[name]
        return content() if callable(content) else content, part

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


REFUSED = Files(
    {
        "empty": (b"", "got an empty file"),
        "blanks": (b" \n ", "got an empty file"),
        "text": (b"W1, b1\n1, 2\n", "got something else"),
        "an image": (b"\x89PNG\r\n\x1a\n" + bytes(40), "got an image"),
        "gzip": (gzip.compress(bytes(10**6)), "got a gzip archive"),
        "HDF5": (b"\x89HDF\r\n\x1a\n" + bytes(40), "got an HDF5 file"),
        "a pickle": (
            pickle.dumps(PARAMETERS),
            "got a pickle, which nobody should open; try np.savez(file, **parameters)",
        ),
        "a pickle that does harm": (pickle.dumps(Harmful()), "np.savez(file, **parameters)"),
        "np.save of a dict": (objects(PARAMETERS), "a pickle if a dict was saved; try np.savez(file, **parameters)"),
        "a dict in an archive": (archive({"parameters.npy": objects(PARAMETERS)}), "got parameters alone"),
        "a dict called W1": (archive(members(W1=objects(PARAMETERS))), "Python objects in W1"),
        "an object that does harm": (archive(members(W1=objects([[Harmful()]]))), "try np.savez(file, **parameters)"),
        "objects in a header": (archive(members(W1=member(W1, descr="|O"))), "Python objects in W1"),
        "PyTorch": (archive({"archive/data.pkl": pickle.dumps(1), "archive/data/0": b"1"}), "PyTorch"),
        "Keras": (archive({"config.json": b"{}", "model.weights.h5": b"1"}), "Keras"),
        "Excel": (archive({"xl/workbook.xml": b"<x/>"}), "Excel"),
        "a dataset": (npz(train_set_x=np.ones((4, 2)), train_set_y=np.ones(4)), "got a dataset"),
        "an empty archive": (archive({}), "an archive without any"),
        "half of it": (npz(**PARAMETERS)[:-40], "got a damaged one"),
        "its first half": (npz(**PARAMETERS)[:200], "got a damaged one"),
        "a byte changed": (archive(members(), zipfile.ZIP_STORED).replace(W1.tobytes(), W1[::-1].tobytes()), "damaged"),
        "bzip2": (archive(members(), zipfile.ZIP_BZIP2), "packed otherwise"),
        "encrypted": (encrypted(), "packed otherwise"),
        "one name twice": (twice(), "W1"),
        "two spellings of one": (npz(**PARAMETERS, w1=W1), "more than once"),
        "a foreign key": (npz(**PARAMETERS, gamma=np.ones(3)), "got gamma as well"),
        "gradients": (npz(**PARAMETERS, dW1=W1, dW2=W2), "got dW1, dW2 as well"),
        "many foreign keys": (npz(**{f"x{number}": W1 for number in range(9)}), "got x0, x1, x2, x3, … alone"),
        "Markdown as a key": (npz(**PARAMETERS, **{"[a](http://b)": W1}), "[a](http://b) as well"),
        "a path": (archive({f"../{name}": data for name, data in members().items()}), "../W1"),
        "a layer 0": (npz(**PARAMETERS, W0=W1, b0=b1), "W0, b0 as well"),
        "a layer 100": (npz(**PARAMETERS, W100=W1), "W100 as well"),
        "a number of other digits": (archive({"W\uff11.npy": member(W1)}), "alone"),
        "W without b": (npz(W1=W1, W2=W2, b2=b2), "got no b1"),
        "b without W": (npz(W1=W1, b1=b1, b2=b2), "got no W2"),
        "a layer left out": (npz(W1=W1, b1=b1, W3=W2, b3=b2), "got no W2, b2"),
        "unnamed, one too few": (saved(W1, b1, W2), "got no b2"),
        "one transposed": (npz(**PARAMETERS | {"W1": W1.T}), "it is transposed"),
        "layers that do not fit": (npz(**PARAMETERS | {"W2": np.ones((1, 5))}), "W^[2] should have shape"),
        "b of other units": (
            npz(**PARAMETERS | {"b1": np.ones((3, 1))}),
            "b of this layer has another number of units",
        ),
        "b a matrix": (npz(**PARAMETERS | {"b1": np.ones((4, 2))}), "b is a column"),
        "W of rank 1": (npz(**PARAMETERS | {"W1": W1.ravel()}), "W is a matrix"),
        "W of rank 3": (npz(**PARAMETERS | {"W1": W1[np.newaxis]}), "W is a matrix"),
        "W a scalar": (npz(**PARAMETERS | {"W1": 1.0}), "W is a matrix"),
        "W without entries": (npz(**PARAMETERS | {"W1": np.ones((4, 0))}), "W is a matrix"),
        "b without entries": (npz(**PARAMETERS | {"b1": np.ones((0, 1))}), "b is a column"),
        "not a number": (npz(**PARAMETERS | {"W1": np.where(W1[2, 1] == W1, np.nan, W1)}), "got nan in W1 at (3, 2)"),
        "infinite": (npz(**PARAMETERS | {"b1": np.array([[1], [2], [-np.inf], [3]])}), "got -inf in b1 at (3, 1)"),
        "too large for float64": (
            npz(**PARAMETERS | {"W1": W1.astype(np.longdouble) * np.longdouble(10) ** 4000}),
            "finite in float64",
        ),
        "complex": (npz(**PARAMETERS | {"W1": W1 + 1j}), "got complex128 in W1"),
        "booleans": (npz(**PARAMETERS | {"W1": W1 > 0}), "got bool in W1"),
        "words": (npz(**PARAMETERS | {"W1": np.array([["a"]])}), "got <U1 in W1"),
        "dates": (npz(**PARAMETERS | {"W1": np.zeros((4, 2), "M8[s]")}), "datetime64"),
        "a record": (archive(members(W1=member(W1, descr=[("a", "<f8")]))), "real numbers"),
        "a wide type": (archive(members(W1=member(W1, descr="V400000000"))), "real numbers"),
        "a larger shape": (archive(members(W1=member(W1, shape=(4, 3)))), "W1 with 96 bytes, as its header says"),
        "a smaller shape": (archive(members(W1=member(W1, shape=(4, 1)))), "W1 with 32 bytes, as its header says"),
        "a negative shape": (archive(members(W1=member(W1, shape=(-4, -2)))), "lengths of at least 0"),
        "a huge shape": (archive(members(W1=member(W1, shape=(10**9, 10**6)))), "at most 12,000,000 numbers"),
        "a shape beyond 64 bits": (archive(members(W1=member(W1, shape=(10**40, 10**40)))), "1.0e+80"),
        "a huge and an empty side": (archive(members(W1=member(W1[:0], shape=(10**30, 0)))), "dimension"),
        "a long header": (archive(members(W1=member(W1, shape=tuple([1] * 5000)))), "W1, whose description"),
        "another version": (
            archive(members(W1=member(W1).replace(b"\x01\x00", b"\x03\x00", 1))),
            "another format of W1",
        ),
        "no array": (archive(members(W1=bytes(100))), "W1, whose description"),
        "an empty member": (archive(members(W1=b"")), "W1, whose description"),
        "code in a header": (
            archive(members(W1=headed(b"__import__('os').system('true')\n"))),
            "W1, whose description",
        ),
        "a deep header": (archive(members(W1=headed(b"-" * 900 + b"1\n"))), "W1, whose description"),
        "open brackets": (archive(members(W1=headed(b"(" * 900 + b"\n"))), "W1, whose description"),
        "odd keys in a header": (archive(members(W1=headed(b"{[]: 1}\n"))), "W1, whose description"),
        "an odd type": (
            archive(members(W1=headed(b"{'descr': ('<f8', -1), 'fortran_order': False, 'shape': (1,)}\n"))),
            "W1, whose description",
        ),
        "zip bomb": (bomb, "got W1 with 536,870,912"),
        "many arrays": (exact_bomb, "at most 12,000,000 numbers"),
        "10,000 members": (many_members, "at most 1,000 arrays"),
        "a member of members": (archive({"W1.npy": archive(members())}), "W1, whose description"),
        "settings that cannot be": (
            with_comment(npz(**PARAMETERS), b'{"configuration": {"dataset": {"name": "nothing"}}}'),
            "one of",
        ),
        "an iteration that cannot be": (
            with_comment(npz(**PARAMETERS), json.dumps({"configuration": SETTINGS, "iteration": -1}).encode()),
            "iteration",
        ),
        "no configuration": (b"{}", "dataset"),
        "a list": (b"[]", "an object with keys and values"),
        "half a configuration": (b'{"dataset": ', "JSON"),
        "another document": (b'{"name": "package", "version": "1.0"}', "configuration"),
        "a key twice": (b'{"dataset": {"name": "moons", "name": "xor"}}', "given once"),
        "a deep document": (b"[" * 50_000, "configuration"),
        "a long document": (b'{"dataset": "' + b"a" * 500_000 + b'"}', "at most 100000 characters"),
        "not a number in JSON": (b'{"dataset": {"name": "moons", "noise": NaN}}', "noise"),
        "no text": (b'{"dataset": "\xff\xfe"}', "UTF-8"),
    }
)
"""Name -> a file that is none, and a part of the sentence about it."""


def settings(**hyperparameters: Any) -> RunConfig:
    """The settings that PARAMETERS fit."""
    return RunConfig.from_dict(SETTINGS | {"hyperparameters": {"iterations": 50, **hyperparameters}})
