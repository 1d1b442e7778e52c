"""Arrays with names as the layers of a network: which is W and b of which layer, which way W lies, whether all of them
are finite. What is not plain is assumed and noted, or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from dnn.activations import Array
from dnn.errors import ShapeError
from dnn.imports.form import ImportRefused
from dnn.imports.imported_run import ImportedRun, LayerArrays
from dnn.imports.layer_names import layer_key, layer_keys
from dnn.text.messages import Enumeration, Text
from dnn.validation.shape_checks import require_shape, usual_cause

ALL_ARRAYS = Text("all of them in np.savez(file, **parameters)")


def named_layers(arrays: Mapping[str, Array]) -> ImportedRun:
    """The layers that arrays of real numbers make.

    Args:
        arrays: W^[l] (n^[l], n^[l-1]), or all of them transposed, and b^[l] (n^[l], 1), (1, n^[l]) or (n^[l],), under
            names of dnn.imports.layer_names.

    Raises:
        ImportRefused: one is missing or there twice, or a number is not finite.
        ShapeError: one does not fit the others.
    """
    keys, notes = layer_keys(arrays), list[Text]()
    if not all(map(layer_key, arrays)):
        notes.append(_taken_as(keys))
    found = {key: (name, arrays[name]) for name, key in keys.items()}
    if len(found) < len(keys):
        second = [name for name, key in keys.items() if found[key][0] != name]
        expected = Text("each array once")
        raise ImportRefused(expected, Text("{name} more than once", name=second[0]), Text("leaving one of them out"))
    depth = max(l for _letter, l in found)
    _require_all(found, depth)
    Ws = [_matrix(*found["W", l], l) for l in range(1, depth + 1)]
    bs = [_column(*found["b", l], l, notes) for l in range(1, depth + 1)]
    Ws = _upright(Ws, bs, notes)
    for l, (before, W) in enumerate(pairwise(Ws), start=2):
        require_shape(f"W^[{l}]", f"(n^[{l}], n^[{l - 1}])", (len(W), len(before)), W)
    notes += _type_notes(arrays)
    return ImportedRun(layers=tuple(map(LayerArrays, Ws, bs)), notes=tuple(notes))


def _taken_as(keys: Mapping[str, tuple[str, int]]) -> Text:
    pairs = [f"{name} = {letter}{l}" for name, (letter, l) in sorted(keys.items(), key=lambda pair: pair[1][::-1])]
    shown = pairs[:4] + (["…"] if len(pairs) > 4 else [])
    return Text("Names, assumed: {names}.", names=Enumeration(shown))


def _require_all(found: Mapping[tuple[str, int], object], depth: int) -> None:
    """Refuse layers that are not 1, 2, … with W and b each."""
    for l in range(1, depth + 1):
        missing = [f"{letter}{l}" for letter in "Wb" if (letter, l) not in found]
        if missing:
            last = max(f"{letter}{l}" for letter, l in found if l == depth)
            expected = Text("W and b of each layer from 1 to {depth}, since there is {last}", depth=depth, last=last)
            raise ImportRefused(expected, Text("no {names}", names=Enumeration(missing)), ALL_ARRAYS)


def _matrix(name: str, array: Array, l: int) -> Array:
    if array.ndim != 2 or not array.size:
        expected = (1, max(1, array.size)) if array.ndim != 2 else (max(1, array.shape[0]), max(1, array.shape[1]))
        raise ShapeError(f"W^[{l}]", f"(n^[{l}], n^[{l - 1}])", expected, array.shape, NO_MATRIX)
    return _finite(name, array)


def _column(name: str, array: Array, l: int, notes: list[Text]) -> Array:
    """b (n, 1), also where it is one row, or has one dimension or none."""
    if array.ndim > 2 or not array.size or (array.ndim == 2 and 1 not in array.shape):
        raise ShapeError(f"b^[{l}]", f"(n^[{l}], 1)", (max(1, array.shape[0]), 1), array.shape, NO_COLUMN)
    if array.ndim < 2 or array.shape[1] != 1:
        shapes = {"got": str(array.shape), "taken": str((array.size, 1))}
        notes.append(Text("{name} with shape {got}, taken as a column {taken}.", name=name, **shapes))
    return _finite(name, array).reshape(-1, 1)


NO_MATRIX = Text("W is a matrix with a row for each unit")
NO_COLUMN = Text("b is a column with an entry for each unit")


def _finite(name: str, array: Array) -> Array:
    """The array in float64, row after row, for writing to by nobody."""
    with np.errstate(over="ignore"):
        numbers = np.array(array, dtype=np.float64, order="C")
    numbers.setflags(write=False)
    finite = np.isfinite(numbers)
    if not finite.all():
        place = np.unravel_index(int(np.argmin(finite)), numbers.shape)
        where = ", ".join(str(int(each) + 1) for each in place) or "1"
        got = Text("{got} in {name} at ({place})", got=f"{numbers[place]:g}", name=name, place=where)
        hint = Text("weights from before training diverged")
        raise ImportRefused(Text("numbers that are finite in {dtype}", dtype="float64"), got, hint)
    return numbers


def _upright(Ws: Sequence[Array], bs: Sequence[Array], notes: list[Text]) -> list[Array]:
    """W (n, n_previous) of all layers. Where b says of any that it lies the other way, and of none that it does
    not, all of them do.

    Raises:
        ShapeError: W does not fit b either way, or some lie one way and some the other.
    """
    as_they_are = [W.shape[0] == b.size for W, b in zip(Ws, bs, strict=True)]
    turned = [W.shape[1] == b.size for W, b in zip(Ws, bs, strict=True)]
    if all(turned) and not all(as_they_are):
        notes.append(
            Text(
                "W has a row for each input and a column for each unit in this file; assumed transposed, "
                "(n^[l], n^[l-1]) in the course."
            )
        )
        return [_transposed(W) for W in Ws]
    for l, (W, b, fits) in enumerate(zip(Ws, bs, as_they_are, strict=True), start=1):
        if not fits:
            expected = b.size, W.shape[1] if W.shape[1] != b.size else W.shape[0]
            cause = usual_cause(expected, W.shape) if W.shape[1] == b.size else UNITS_OF_B
            raise ShapeError(f"W^[{l}]", f"(n^[{l}], n^[{l - 1}])", expected, W.shape, cause)
    return list(Ws)


UNITS_OF_B = Text("b of this layer has another number of units")


def _transposed(W: Array) -> Array:
    turned = np.ascontiguousarray(W.T)
    turned.setflags(write=False)
    return turned


def _type_notes(arrays: Mapping[str, Array]) -> list[Text]:
    """The types of the numbers, where they are others than float64 in any order of bytes."""
    names = sorted({array.dtype.newbyteorder("=").name for array in arrays.values()} - {"float64"})
    return [Text("Stored as {types}, taken as float64.", types=Enumeration(names))] if names else []
