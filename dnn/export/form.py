"""Export: one form of a run to take away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError, DnnError
from dnn.export.trained_run import TrainedRun
from dnn.text.messages import Text

ARCHIVE, ARCHIVE_TYPE = "zip", "application/zip"
COMPRESSION = 1
"""That of the quickest deflation: numbers of a table are hardly made smaller by another."""
FilesBeside = Mapping[str, Callable[[], bytes]]
"""Name of a file -> the function that gives its bytes, which may be many."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of what is in a packed file, so that equal runs give equal files."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """One form that a run can be exported to; either `of_configuration` or `of_run` writes it.

    Attributes:
        name: what the command line calls it.
        title, help: what visitors read.
        extension: how its file's name ends.
        language: how its text is highlighted; empty for a form that is no text.
        media_type: what its file is sent as.
        of_configuration: the text of a run that its settings alone give, with a line break at its end.
        of_run: the bytes of a run that has been trained.
        files_beside: the files, by name, that have to lie beside its own; those of tables.
        requires: the package without which it cannot be written, as pip calls it.
        module: that package as Python imports it, where it is called otherwise.
    """

    name: str
    title: Text
    help: Text
    extension: str
    language: str
    media_type: str
    of_configuration: Callable[[RunConfig], str] | None = None
    of_run: Callable[[TrainedRun], bytes] | None = None
    files_beside: Callable[[RunConfig], FilesBeside] | None = None
    requires: str | None = None
    module: str | None = None

    @property
    def needs(self) -> Literal["configuration", "network"]:
        """The source that it is written from: the settings alone, or a network that has been trained."""
        return "network" if self.of_configuration is None else "configuration"

    @property
    def is_text(self) -> bool:
        """True for a text in UTF-8, False for bytes of another kind."""
        return bool(self.language)

    def available(self) -> bool:
        """True if the package that it requires is installed."""
        return self.requires is None or find_spec(self.module or self.requires) is not None

    def write(self, config: RunConfig) -> str:
        """The text of a form that needs the configuration alone.

        Raises:
            ConfigurationError: it needs a trained network.
        """
        if self.of_configuration is None:
            expected = Text("a form that settings alone give")
            raise ConfigurationError("to", expected, self.name, "numpy")
        return self.of_configuration(config)

    def content(self, run: TrainedRun) -> bytes:
        """The bytes of its file, whatever it needs.

        Raises:
            DnnError: the package that it requires is not installed.
        """
        self.require_package()
        if self.of_run is not None:
            return self.of_run(run)
        return self.write(run.config).encode("utf-8")

    def beside(self, config: RunConfig) -> FilesBeside:
        """The files that have to lie beside that of a run; none for most.

        Raises:
            MissingContent: the data are a table that is not stored here.
        """
        return {} if self.files_beside is None else self.files_beside(config)

    def file_name(self, stem: str, beside: FilesBeside) -> str:
        """The name of the one file that is taken away: its own, or that of an archive of all that belongs together.

        Args:
            stem: the beginning of the name.
            beside: the files that have to lie beside it.
        """
        return f"{stem}.{ARCHIVE if beside else self.extension}"

    def file_type(self, beside: FilesBeside) -> str:
        """The media type of that file."""
        return ARCHIVE_TYPE if beside else self.media_type

    def packed(self, stem: str, beside: FilesBeside, content: bytes) -> bytes:
        """The bytes of that file."""
        if not beside:
            return content
        file, own = io.BytesIO(), f"{stem}.{self.extension}"
        with zipfile.ZipFile(file, "w") as archive:
            for name in (own, *beside):
                data = content if name == own else beside[name]()
                archive.writestr(zipfile.ZipInfo(name, EARLIEST), data, zipfile.ZIP_DEFLATED, COMPRESSION)
        return file.getvalue()

    def require_package(self) -> None:
        """Refuse to go on without the package that it requires.

        Raises:
            DnnError: it is not installed.
        """
        if not self.available():
            sentence = Text(
                "Expected the package {package} for this form, it is not installed; try pip install {package}.",
                package=self.requires,
            )
            raise DnnError(sentence)
