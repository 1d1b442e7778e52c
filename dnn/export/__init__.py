"""A run as something to take away: a script that repeats it, its configuration, a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dnn.configuration import RunConfig
from dnn.export.numpy_script import numpy_script
from dnn.export.pytorch_script import pytorch_script
from dnn.export.report import report
from dnn.text.messages import Text
from dnn.validation.checks import one_of


@dataclass(frozen=True)
class Export:
    """One form that a run can be exported to.

    Attributes:
        name: what the command line calls it.
        title, help: what visitors read.
        extension: how its file's name ends.
        language: how its text is highlighted.
        write: the text of a run, UTF-8, with a line break at its end.
    """

    name: str
    title: Text
    help: Text
    extension: str
    language: str
    write: Callable[[RunConfig], str]


def _json(config: RunConfig) -> str:
    return config.to_json() + "\n"


EXPORTS: dict[str, Export] = {
    each.name: each
    for each in (
        Export(
            "numpy",
            Text("NumPy script"),
            Text("The whole run in plain NumPy, in the course's notation; it prints the same costs."),
            "py",
            "python",
            numpy_script,
        ),
        Export(
            "pytorch",
            Text("PyTorch script"),
            Text("The same network, initial weights and batches in PyTorch; it prints the same costs."),
            "py",
            "python",
            pytorch_script,
        ),
        Export("json", Text("Configuration"), Text("The file that python -m dnn train reads."), "json", "json", _json),
        Export(
            "markdown",
            Text("Report"),
            Text("The settings, the network and its dimension table."),
            "md",
            "markdown",
            report,
        ),
    )
}
"""All exports by name, in the order of the menu."""


def export(config: RunConfig, to: str) -> str:
    """The run as a text of the form `to`, one of EXPORTS.

    Raises:
        ConfigurationError: there is no such form, or it is a script and the data are a table.
    """
    return EXPORTS[one_of("to", to, tuple(EXPORTS))].write(config)
