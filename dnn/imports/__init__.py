"""A run from a file: its settings, its table with them, its weights; what was assumed is noted, what cannot be is
refused.

form.py                Import, an entry of IMPORTS; ImportRefused
imported_run.py        ImportedRun, the content of a file
configuration_file.py  JSON; weights_file.py: NumPy's archive, with layer_names.py and layer_arrays.py
packed_run.py          a configuration and its table in one archive
foreign_files.py       what other files are called, for the refusal
fitting.py             an imported run together with the settings that it lacks
"""

from __future__ import annotations

from dnn.imports.configuration_file import is_json, read_configuration_file
from dnn.imports.fitting import FittedRun, LayerFit, fit_imported, layer_fits
from dnn.imports.foreign_files import kind_of
from dnn.imports.form import Import, ImportRefused
from dnn.imports.imported_run import ImportedRun, LayerArrays
from dnn.imports.packed_run import is_packed_run, read_packed_run
from dnn.imports.weights_file import SAVED_AS_ARRAYS, is_archive, read_weights_file
from dnn.text.messages import Text

__all__ = [
    "IMPORTS",
    "MAX_RUN_FILE_BYTES",
    "FittedRun",
    "Import",
    "ImportRefused",
    "ImportedRun",
    "LayerArrays",
    "LayerFit",
    "fit_imported",
    "layer_fits",
    "read_run_file",
]

MAX_RUN_FILE_BYTES = 100_000_000

IMPORTS: dict[str, Import] = {
    each.name: each
    for each in (
        Import(
            name="configuration",
            title=Text("Configuration (JSON)"),
            help=Text("The settings of a run, as “Configuration” in Take away and python -m dnn read and write them."),
            extension="json",
            is_one=is_json,
            read=read_configuration_file,
        ),
        Import(
            name="packed_run",
            title=Text("Configuration with its table (.zip)"),
            help=Text("What “Configuration” in Take away gives of a run on a table of one's own."),
            extension="zip",
            is_one=is_packed_run,
            read=read_packed_run,
        ),
        Import(
            name="weights",
            title=Text("Weights (.npz)"),
            help=Text("W1, b1, W2, b2, …: “Weights” in Take away, or np.savez(file, **parameters) of the course."),
            extension="npz",
            is_one=is_archive,
            read=read_weights_file,
        ),
    )
}
"""All kinds of files by name, in the order in which they are tried."""


def read_run_file(content: bytes) -> ImportedRun:
    """The run in the bytes of a file: a configuration as JSON, one with its table as .zip, or weights as .npz.

    Nothing in it is unpickled or run; what it takes in memory and time is bounded by MAX_RUN_FILE_BYTES and
    MAX_IMPORTED_NUMBERS.

    Raises:
        ImportRefused: it is something else, or damaged, or too large.
        ConfigurationError, ShapeError: settings or arrays that cannot be used.
    """
    if len(content) > MAX_RUN_FILE_BYTES:
        most = Text("at most {most} MB", most=MAX_RUN_FILE_BYTES // 10**6)
        raise ImportRefused(most, Text("{size} MB", size=-(-len(content) // 10**6)), Text("a smaller network"))
    for form in IMPORTS.values():
        if form.is_one(content):
            return form.read(content)
    expected = Text("a configuration as JSON, one with its table as .zip, or weights as .npz")
    raise ImportRefused(expected, kind_of(content), SAVED_AS_ARRAYS)
