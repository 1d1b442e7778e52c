"""Who imports whom: the layers of the library, the rooms of the pages, and the size of their folders."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from tests.sources import ROOT, imported, library_files, module_name, top_level, tracked, tree

LAYERS: tuple[tuple[str, ...], ...] = (
    ("system", "text"),
    ("errors",),
    ("validation",),
    ("activations",),
    ("losses",),
    ("initializers", "optimizers", "schedules", "datasets"),
    ("configuration",),
    ("network",),
    ("shapes",),
    ("forward",),
    ("backward",),
    ("training.memory", "training.batches", "training.state", "training.evaluations", "training.cost_history"),
    ("training.data",),
    ("training.plan",),
    ("training.needed_memory",),
    ("step",),
    ("training.stop",),
    ("training.advance",),
    ("notation",),
    ("lessons.activation_slope",),
    ("lessons.actual_shapes",),
    ("lessons.lecture_note",),
    ("lessons.saturated_output",),
    ("lessons.projection",),
    ("lessons.described_networks",),
    ("lessons.practice",),
    ("lessons.recomputation",),
    ("lessons.shape_list",),
    ("lessons.walkthrough",),
    ("lessons.diagnosis",),
    ("lessons.gradient_flow",),
    ("lessons.initialisation_race",),
    ("lessons.mistakes",),
    ("lessons.gradient_check",),
    ("lessons.path",),
    ("lesson_files",),
    ("estimators",),
    ("export",),
    ("imports",),
    ("tables",),
    ("command_line",),
    ("background",),
)
"""The order of dnn/: a module imports from its own line and the lines above only.

`__init__` and `__main__` stand above all of it. An entry holds for the modules below it too.
"""

MAX_MODULES_IN_A_FOLDER = 20
DOORS = ("__init__", "__main__")
ROOMS_THAT_ARE_NOT_PAGES = ("shared", "live", "server", "locale", "menu")
"""Folders of pages/ that pages may import; a page itself is imported by nobody."""


def is_background(path: Path) -> bool:
    """True if a source is the part of dnn/ that knows processes."""
    return path.is_relative_to(ROOT / "dnn" / "background")


def is_tables(path: Path) -> bool:
    """True if a source is the part of dnn/ that knows pandas."""
    return path.is_relative_to(ROOT / "dnn" / "tables")


def layered_files() -> list[Path]:
    """The sources of dnn/ that have a layer: all but doors, which only describe their folder or re-export it."""
    return [path for path in library_files() if path.stem not in DOORS]


def layer_of(name: str) -> int | None:
    """The number of the line of LAYERS that a dotted name belongs to, the longest entry deciding; None outside dnn/."""
    entries = {f"dnn.{entry}": number for number, line in enumerate(LAYERS) for entry in line}
    parts = name.split(".")
    prefixes = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((entries[prefix] for prefix in prefixes if prefix in entries), None)


def pages_reached(shared: str) -> set[str]:
    """The pages that use a module of pages/shared/, directly or through other modules; the frame is every page's."""
    reached, waiting = set(), {shared}
    while waiting:
        callers = {other for other, taken in _imports_of_pages().items() if taken & waiting and other not in reached}
        reached |= callers
        waiting = callers
    return {page_of(name) for name in reached if page_of(name) is not None}


def page_of(name: str) -> str | None:
    """The page that a module belongs to: "lab.train", "learn.cache", "index"; None for rooms that are not pages."""
    parts = name.split(".")[1:]
    if not parts or parts[0] in ROOMS_THAT_ARE_NOT_PAGES:
        return None
    if parts[0] == "room":
        return "room"
    return ".".join(parts[:2])


@cache
def _imports_of_pages() -> dict[str, set[str]]:
    return {module_name(path): imported(path) for path in tracked("pages/*.py")}


class TestImports:
    def test_the_library_takes_numpy_and_the_standard_library(self) -> None:
        """But for the estimators of scikit-learn, which nothing else imports."""
        allowed = {"dnn", "numpy", *sys.stdlib_module_names}
        wrong = {
            module_name(path): foreign
            for path in library_files()
            if not is_background(path) and (foreign := top_level(imported(path)) - allowed - _of_tables(path))
        }
        assert wrong == {
            "dnn.export.onnx_graph": {"onnx"},  # imported by the entry that requires it alone
            "dnn.export.pictures.png": {"PIL"},  # likewise
            "dnn.estimators.network_estimator": {"sklearn"},
            "dnn.lesson_files.plain_yaml": {"yaml"},  # read without types and references
        }

    def test_nothing_imports_the_estimators_but_who_asks_for_them(self) -> None:
        sources = [*library_files(), *tracked("pages/*.py"), *tracked("app.py")]
        asking = [path for path in sources if any(name.startswith("dnn.estimators") for name in imported(path))]
        assert [module_name(path) for path in asking] == ["dnn.estimators"]

    def test_the_command_line_starts_without_pandas(self) -> None:
        code = "import sys, dnn.__main__; print(sorted({'pandas', 'h5py', 'dnn.tables.table'} & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
        assert done.stdout == "[]\n", done.stderr

    def test_only_what_is_named_after_it_knows_dask(self) -> None:
        sources = [*library_files(), *tracked("pages/*.py"), *tracked("app.py")]
        knowing = [path for path in sources if top_level(imported(path)) & {"dask", "distributed"}]
        assert knowing and [module_name(path) for path in knowing if not path.stem.startswith("dask_")] == []

    def test_nothing_in_the_library_knows_the_pages(self) -> None:
        strangers = {"streamlit", "plotly", "pages", "app"}
        wrong = {
            module_name(path): known for path in library_files() if (known := top_level(imported(path)) & strangers)
        }
        assert wrong == {}

    def test_every_module_of_the_library_has_a_layer(self) -> None:
        assert [module_name(path) for path in layered_files() if layer_of(module_name(path)) is None] == []

    def test_imports_within_the_library_go_one_way(self) -> None:
        wrong = []
        for path in layered_files():
            own = layer_of(module_name(path))
            assert own is not None
            upward = [name for name in imported(path) if (layer_of(name) or 0) > own]
            wrong += [f"{module_name(path)} imports {name}" for name in sorted(upward)]
        assert wrong == []

    def test_nothing_but_its_door_imports_the_whole_library(self) -> None:
        wrong = [
            module_name(path)
            for path in library_files()
            if path.name != "__main__.py" and "dnn" in imported(path) and not _only_submodules(path)
        ]
        assert wrong == []

    def test_pages_import_no_other_pages(self) -> None:
        wrong = [
            f"{module_name(path)} imports {name}"
            for path in [*tracked("pages/*.py"), *tracked("app.py"), *library_files(), *tracked("benchmarks/*.py")]
            for name in sorted(imported(path))
            if name.startswith("pages.") and page_of(name) not in (None, page_of(module_name(path)), "index")
        ]
        assert wrong == []

    def test_what_is_shared_serves_two_pages_or_more(self) -> None:
        alone = {
            name: pages
            for path in tracked("pages/shared/*.py")
            if path.name != "__init__.py"
            and len(pages := pages_reached(name := module_name(path))) < 2
            and "index" not in pages
        }
        assert alone == {}

    def test_no_folder_is_a_hall(self) -> None:
        counted = Counter(path.parent for path in [*tracked("*.py"), *tracked("*.js")])
        assert {str(folder): count for folder, count in counted.items() if count > MAX_MODULES_IN_A_FOLDER} == {}

    def test_only_one_file_names_the_session_state(self) -> None:
        naming = [
            module_name(path)
            for path in [*tracked("pages/*.py"), *tracked("app.py")]
            if any(isinstance(node, ast.Attribute) and node.attr == "session_state" for node in ast.walk(tree(path)))
            or any(name.endswith(".session_state") for name in imported(path))
        ]
        assert naming == ["pages.shared.session.values"]

    def test_a_control_tells_of_changes_by_the_visitor_alone(self) -> None:
        heard = [
            ast.unparse(keyword.value)
            for path in tracked("pages/*.py")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call)
            for keyword in node.keywords
            if keyword.arg == "on_change"
        ]
        callbacks = [each for each in heard if each != "'rerun'"]  # which an expander has to be drawn once it is open
        assert callbacks and [each for each in callbacks if not each.startswith("control_keys.on_change(")] == []

    def test_a_press_on_a_button_is_a_callback(self) -> None:
        """Streamlit calls it before anything else, where the value of a button is lost with a script that another
        request interrupts before it has come to the button."""
        buttons = [
            {keyword.arg for keyword in node.keywords}
            for path in tracked("pages/*.py")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".button")
            if ast.unparse(node.func) != "one_iteration.button"
        ]
        assert len(buttons) > 10 and [each for each in buttons if "on_click" not in each] == []


def _of_tables(path: Path) -> set[str]:
    """What the part that knows pandas may import beside NumPy: pandas, and in one file h5py."""
    if not is_tables(path):
        return set()
    return {"pandas", "h5py"} if path.stem == "hdf5" else {"pandas"}


def _only_submodules(path: Path) -> bool:
    """True if every `from dnn import name` of a file takes a module of dnn/."""
    names = [
        alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "dnn"
        for alias in node.names
    ]
    return all((ROOT / "dnn" / name).exists() or (ROOT / "dnn" / f"{name}.py").exists() for name in names)
