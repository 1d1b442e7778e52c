"""Files that the live view needs in the browser: its own scripts, and plotly.js from the installed package.

The modules that the page asks for come with all that they import, each as one file: 75 modules, one after the other as
each is read, would be 75 requests.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import plotly
import plotly.offline

from pages.server.files.bundles import bundle
from pages.server.paths import asset_path

STATIC = Path(__file__).parents[2] / "live" / "static"
PLOTLY = "plotly.min.js"
JAVASCRIPT = "text/javascript; charset=utf-8"
MODULES = (
    *(
        "view.js",
        "controls.js",
        "step.js",
        "compare.js",
        "drawing_board.js",
        "lesson_chart.js",
        "room_bar.js",
        "join_page.js",
        "live_plotly.js",
        "wall.js",
    ),
    "page/keyboard.js",
)
"""The modules that something on a page asks for by their names."""
SCRIPTS = ("page/opening.js", "page/history.js")
"""Scripts of the document that import nothing."""


@cache
def version_of_view() -> str:
    """A name for what the live view's files hold at present."""
    digest = hashlib.sha256()
    for name, file in _files_of_view().items():
        digest.update(name.encode() + file)
    return digest.hexdigest()[:16]


def prepare() -> None:
    """Read and join all files before anybody asks. Raises BundleError for a module that cannot be joined."""
    _plotly()
    version_of_view()


def plotly_path() -> str:
    """The path of plotly.js."""
    return asset_path(f"plotly-{plotly.__version__}", PLOTLY)


def view_path(name: str) -> str:
    """The path of one of the live view's own files."""
    return asset_path(version_of_view(), name)


def view_source(name: str) -> str:
    """The text of one of MODULES with all that it imports."""
    return _files_of_view()[name].decode()


def asset(version: str, name: str) -> bytes | None:
    """The file of this name and version; None when there is none. Only files that are listed here are ever read and
    cached."""
    if (version, name) == (f"plotly-{plotly.__version__}", PLOTLY):
        return _plotly()
    return _files_of_view().get(name) if version == version_of_view() else None


@cache
def _plotly() -> bytes:
    return plotly.offline.get_plotlyjs().encode()


@cache
def _files_of_view() -> dict[str, bytes]:
    """The live view's files by the names that the page asks for."""
    sources = view_sources()
    files = {name: bundle(name, sources) for name in MODULES} | {name: sources[name] for name in SCRIPTS}
    return {name: content.encode() for name, content in files.items()}


def view_sources() -> dict[str, str]:
    """The live view's scripts by their paths under static/, as in "cost/cost_chart.js"."""
    return {path.relative_to(STATIC).as_posix(): path.read_text("utf-8") for path in sorted(STATIC.rglob("*.js"))}
