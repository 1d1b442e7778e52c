"""Files that the live view needs in the browser: its own modules, and plotly.js from the installed package."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import plotly
import plotly.offline

from pages.server.paths import asset_path

STATIC = Path(__file__).parent.parent / "live" / "static"
PLOTLY = "plotly.min.js"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class Asset:
    """A file in memory, as it is and compressed."""

    content: bytes
    compressed: bytes
    media_type: str


@cache
def version_of_view() -> str:
    """A name for what the live view's files hold at present."""
    digest = hashlib.sha256()
    for name, path in _paths_of_view().items():
        digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def plotly_path() -> str:
    """The path of plotly.js."""
    return asset_path(f"plotly-{plotly.__version__}", PLOTLY)


def view_path(name: str) -> str:
    """The path of one of the live view's own files."""
    return asset_path(version_of_view(), name)


def asset(version: str, name: str) -> Asset | None:
    """The file of this name and version; None when there is none. Only files that are listed here are ever read and
    cached."""
    if (version, name) == (f"plotly-{plotly.__version__}", PLOTLY):
        return _plotly()
    return _files_of_view().get(name) if version == version_of_view() else None


@cache
def _plotly() -> Asset:
    return _asset(plotly.offline.get_plotlyjs().encode(), ".js")


@cache
def _files_of_view() -> dict[str, Asset]:
    return {name: _asset(path.read_bytes(), path.suffix) for name, path in _paths_of_view().items()}


def _paths_of_view() -> dict[str, Path]:
    """The live view's files by their names under static/, as in "cost/cost_chart.js"."""
    return {path.relative_to(STATIC).as_posix(): path for path in sorted(STATIC.rglob("*")) if path.suffix in TYPES}


def _asset(content: bytes, suffix: str) -> Asset:
    return Asset(content, gzip.compress(content, 9, mtime=0), TYPES[suffix])
