"""HDF5 files in the layout of the course, read with h5py where it is installed; links to anything else are refused."""

from __future__ import annotations

import importlib.util
import io
from typing import Any

import numpy as np

from dnn.tables.reading.arrays import Stored, course_table, is_wanted, require_numbers
from dnn.tables.table import Table
from dnn.tables.table_error import TableError, unusable
from dnn.text.messages import Text


def is_readable() -> bool:
    """True if h5py is installed."""
    return importlib.util.find_spec("h5py") is not None


def read_h5(content: bytes, name: str) -> Table:
    """The table in an HDF5 file.

    Raises:
        TableError: h5py is not installed, the file is damaged, or it refers to other files.
    """
    if not is_readable():
        missing = Text("a table as text or .npz, since h5py is not installed")
        raise unusable(missing, Text("an HDF5 file"), Text("pip install h5py"))
    import h5py

    arrays: dict[str, Stored] = {}
    try:
        with h5py.File(io.BytesIO(content), "r") as file:
            for title in file:
                if is_wanted(title):
                    arrays[title] = _array(h5py, file, title)
    except (OSError, KeyError, RuntimeError, ValueError, TypeError) as error:
        if isinstance(error, TableError):
            raise
        got = Text("a damaged one (“{reason}”)", reason=str(error)[:100])
        raise unusable(Text("an HDF5 file"), got, Text("saving it again")) from None
    return course_table(arrays, name)


def _array(h5py: Any, file: Any, title: str) -> Stored:
    """One array that lies in the file itself."""
    link = file.get(title, getlink=True)
    if not isinstance(link, h5py.HardLink):
        raise _elsewhere(title)
    dataset = file[title]
    if not isinstance(dataset, h5py.Dataset) or dataset.shape is None:
        raise unusable(Text("arrays of real numbers"), Text("a group called {name}", name=title), Text("arrays"))
    if dataset.external or dataset.is_virtual:
        raise _elsewhere(title)
    require_numbers(title, dataset.shape, dataset.dtype)
    return np.asarray(dataset[()])


def _elsewhere(title: str) -> TableError:
    got = Text("{name} that is a link to something else", name=title)
    return unusable(Text("arrays in the file itself"), got, Text("copying the data into it"))
