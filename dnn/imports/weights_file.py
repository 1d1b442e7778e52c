"""Weights as NumPy's archive: those that this program writes, and a parameters dict of the course saved as a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from dnn.configuration import RunConfig
from dnn.configuration.document import MAX_DOCUMENT_LENGTH, read_document
from dnn.errors import DnnError
from dnn.export.weights import CONFIGURATION_KEY, ITERATION_KEY
from dnn.imports.form import ImportRefused
from dnn.imports.imported_run import ImportedRun
from dnn.imports.layer_arrays import named_layers
from dnn.imports.layer_names import NUMBERED_ARRAYS, ONLY_LAYER, layer_key
from dnn.text.messages import Enumeration, Text
from dnn.validation.array_archive import ArchiveError, ArrayHeader, read_arrays
from dnn.validation.checks import whole_number

MAX_IMPORTED_NUMBERS = 12_000_000
"""Numbers in all arrays of a file, before any of them is unpacked: 96 MB in float64."""
MAX_IMPORTED_ITERATION = 10**9
MAX_NAMED_ARRAYS = 4
"""Names of arrays that a sentence has."""
NUMBER_KINDS = "iuf"
"""Kinds of NumPy's types that weights may have: whole numbers with and without sign, and decimal ones."""
WIDEST_NUMBER = 16
"""Bytes of one of them at most."""
COURSE_ARRAYS = Text("the arrays W1, b1, W2, b2, … of a network")
SAVED_AS_ARRAYS = Text("np.savez(file, **parameters)")
"""The line of a program that saves a parameters dict as arrays."""


def is_archive(content: bytes) -> bool:
    """True for the bytes of a ZIP archive, whatever is in it."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_weights_file(content: bytes) -> ImportedRun:
    """The layers of an archive, and the settings in its comment where this program wrote it.

    Raises:
        ImportRefused, ShapeError: what is in it is no network, or not only numbers.
        ConfigurationError: the comment has settings that cannot be used.
    """
    try:
        arrays = read_arrays(content, _only_layers, _Budget().check)
    except ArchiveError as error:
        raise ImportRefused(error.expected, error.got, error.hint) from None
    config, iteration = _comment(content)
    return replace(named_layers(arrays), config=config, iteration=iteration)


class _Budget:
    """The numbers that may still be read."""

    def __init__(self) -> None:
        self._left = MAX_IMPORTED_NUMBERS

    def check(self, header: ArrayHeader) -> None:
        """Refuse an array of anything but numbers, and one with which there would be too many."""
        name, dtype = header.name, header.dtype
        if dtype.hasobject:
            got = Text("Python objects in {name}, which only a pickle can hold and nobody should open", name=name)
            raise ImportRefused(Text("arrays of numbers"), got, SAVED_AS_ARRAYS)
        if dtype.kind not in NUMBER_KINDS or dtype.itemsize > WIDEST_NUMBER:
            got = Text("{kind} in {name}", kind=str(dtype)[:40], name=name)
            raise ImportRefused(Text("arrays of real numbers"), got, Text("saving W and b as they were trained"))
        self._left -= header.count
        if self._left < 0:
            most = Text("at most {most} numbers in a file", most=f"{MAX_IMPORTED_NUMBERS:,}")
            got = Text("{name} with {count}", name=name, count=_count(header.count))
            raise ImportRefused(most, got, Text("a smaller network"))


def _count(count: int) -> str:
    return f"{count:,}" if count < 10**15 else f"{float(min(count, 10**300)):.1e}"


def _only_layers(names: Sequence[str]) -> Sequence[str]:
    """All files of an archive, each of which has to be W or b of a layer."""
    if not names:
        raise ImportRefused(COURSE_ARRAYS, Text("an archive without any"), SAVED_AS_ARRAYS)
    for sign, (kind, hint) in _OTHER_ARCHIVES.items():
        if any(name.endswith(sign) or name.startswith(sign) for name in names):
            raise ImportRefused(COURSE_ARRAYS, kind, hint)
    keys = [name.removesuffix(".npy") for name in names]
    if all(name.endswith(".npy") for name in names) and all(map(NUMBERED_ARRAYS.fullmatch, keys)):
        return names
    foreign = [key for key, name in zip(keys, names, strict=True) if not _is_layer(name)]
    if foreign:
        shown = [key[:40] for key in foreign[:MAX_NAMED_ARRAYS]] + (["…"] if len(foreign) > MAX_NAMED_ARRAYS else [])
        got = Text("{names} as well", names=Enumeration(shown))
        if len(foreign) == len(names):
            got = Text("{names} alone", names=Enumeration(shown))
        raise ImportRefused(COURSE_ARRAYS, got, SAVED_AS_ARRAYS)
    return names


def _is_layer(name: str) -> bool:
    key = name.removesuffix(".npy")
    return name.endswith(".npy") and (layer_key(key) is not None or ONLY_LAYER.fullmatch(key) is not None)


_OTHER_ARCHIVES: dict[str, tuple[Text, Text]] = {
    "data.pkl": (
        Text("a file of PyTorch’s, which is a pickle"),
        Text("np.savez(file, W1=layer.weight.detach(), b1=layer.bias.detach(), …)"),
    ),
    "model.weights.h5": (
        Text("a model of Keras’s"),
        Text("np.savez(file, W1=kernel.T, b1=bias, …) of its layers’ weights"),
    ),
    "xl/": (Text("an Excel workbook"), SAVED_AS_ARRAYS),
    "train_set_x.npy": (Text("a dataset"), Text("importing it as data, and weights here")),
    "feature_names.npy": (Text("a table"), Text("importing it as data, on the page Your data")),
    "data.npz": (Text("a program with its data"), Text("what “Configuration” in Take away gives")),
    ".json": (Text("a configuration in an archive"), Text("the configuration itself, unpacked")),
}
"""The beginning or the end of a name in archives of other programs -> what they are, and what to save instead."""


def _comment(content: bytes) -> tuple[RunConfig | None, int]:
    """The settings and the iteration that the comment of an archive has, if it is one of this program's."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        comment = archive.comment
    if not comment.startswith(b"{") or len(comment) > MAX_DOCUMENT_LENGTH:
        return None, 0
    try:
        document = read_document(comment.decode("utf-8", "replace"))
    except DnnError:
        return None, 0  # the comment of another program
    if not isinstance(document, dict) or CONFIGURATION_KEY not in document:
        return None, 0
    iteration = whole_number(ITERATION_KEY, document.get(ITERATION_KEY, 0), 0, MAX_IMPORTED_ITERATION)
    return RunConfig.from_dict(document[CONFIGURATION_KEY]), iteration
