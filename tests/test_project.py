"""The rules of the house: who imports whom, what the tools say, whether the project's files agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent

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
    ("export",),
    ("background",),
)
"""The order of dnn/: a module imports from its own line and the lines above only.

`__init__` and `__main__` stand above all of it. An entry holds for the modules below it too.
"""

MAX_MODULES_IN_A_FOLDER = 20
DOORS = ("__init__", "__main__")
ROOMS_THAT_ARE_NOT_PAGES = ("shared", "live", "server", "locale", "menu")
"""Folders of pages/ that pages may import; a page itself is imported by nobody."""
FOLDERS_OF_NOUNS_AND_VERBS = ("dnn", "pages")
"""Folders whose docstrings open with a noun or a verb."""
CLAUSE_OPENERS = {
    *("What", "Whatever", "Whether", "Which", "Who", "Whoever", "Whose", "How", "Where", "When", "Why"),
    *("As", "If", "In", "So"),
}


def tracked(pattern: str) -> list[Path]:
    """The files of the project that git knows or would take in; what .gitignore names is left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in sorted(set(listed)) if (ROOT / name).is_file()]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a source file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    """The dotted name by which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    """The dotted names that a file imports, those under `if TYPE_CHECKING:` among them.

    `from package import name` gives both "package" and "package.name": either may be a module.
    """
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def docstrings(path: Path) -> list[tuple[int, str]]:
    """Every string that stands alone in a file, with its line: docstrings, and those of constants and attributes."""
    return [
        (node.lineno, node.value.value.strip())
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]


def top_level(names: set[str]) -> set[str]:
    """The packages that dotted names belong to."""
    return {name.partition(".")[0] for name in names}


def library_files() -> list[Path]:
    """The sources of dnn/."""
    return tracked("dnn/*.py")


def is_background(path: Path) -> bool:
    """True if a source is the part of dnn/ that knows processes."""
    return path.is_relative_to(ROOT / "dnn" / "background")


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
    return ".".join(parts[:2])


@cache
def _imports_of_pages() -> dict[str, set[str]]:
    return {module_name(path): imported(path) for path in tracked("pages/*.py")}


class TestImports:
    def test_the_library_takes_numpy_and_the_standard_library(self) -> None:
        allowed = {"dnn", "numpy", *sys.stdlib_module_names}
        wrong = {
            module_name(path): foreign
            for path in library_files()
            if not is_background(path) and (foreign := top_level(imported(path)) - allowed)
        }
        assert wrong == {}

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


def _only_submodules(path: Path) -> bool:
    """True if every `from dnn import name` of a file takes a module of dnn/."""
    names = [
        alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "dnn"
        for alias in node.names
    ]
    return all((ROOT / "dnn" / name).exists() or (ROOT / "dnn" / f"{name}.py").exists() for name in names)


class TestSources:
    def test_every_source_says_in_its_first_lines_what_it_is(self) -> None:
        silent = [module_name(path) for path in tracked("*.py") if not ast.get_docstring(tree(path))]
        assert silent == []

    def test_a_limit_stands_in_one_place(self) -> None:
        """Two limits of one name would be one that stands twice, or two that are taken for each other."""
        counted = Counter(
            name.id
            for path in [*library_files(), *tracked("pages/*.py")]
            for node in tree(path).body
            if isinstance(node, ast.Assign)
            for name in ast.walk(node)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store) and name.id.startswith(("MAX_", "MIN_"))
        )
        assert [name for name, times in counted.items() if times > 1] == []

    @pytest.mark.parametrize("folder", FOLDERS_OF_NOUNS_AND_VERBS)
    def test_docstrings_open_with_a_noun_or_a_verb(self, folder: str) -> None:
        wrong = [
            f"{path.relative_to(ROOT)}:{line}: {text.splitlines()[0]}"
            for path in tracked(f"{folder}/*.py")
            for line, text in docstrings(path)
            if re.split(r"\W", text, maxsplit=1)[0] in CLAUSE_OPENERS
        ]
        assert wrong == []

    def test_ruff_finds_nothing(self) -> None:
        _run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")

    def test_mypy_finds_nothing(self) -> None:
        _run(sys.executable, "-m", "mypy")

    def test_no_file_is_left_of_what_is_built(self) -> None:
        pattern = r"(^|/)(__pycache__|\.venv|build|dist|.*\.egg-info)(/|$)|\.pyc$"
        listed = _run("git", "ls-files").splitlines()
        assert [name for name in listed if re.search(pattern, name)] == []

    def test_nothing_stands_at_the_top_but_what_belongs_there(self) -> None:
        folders = {"dnn", "pages", "tests", "benchmarks", "docs"}
        files = {"app.py", "pyproject.toml", "requirements.txt", "Dockerfile", "LICENSE"}
        tops = {name.split("/")[0] for name in _run("git", "ls-files").splitlines()}
        assert {top for top in tops - folders - files if not top.startswith(".") and not top.endswith(".md")} == set()

    def test_no_lock_file_records_where_packages_came_from(self) -> None:
        listed = _run("git", "ls-files").splitlines()
        lock = re.compile(r"(^|/)(uv\.lock|pylock.*\.toml|poetry\.lock|Pipfile\.lock|package-lock\.json|yarn\.lock)$")
        assert [name for name in listed if lock.search(name)] == []


def _run(*command: str) -> str:
    """The output of a command; a failure shows all of it."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@cache
def project() -> dict[str, Any]:
    """The [project] table of pyproject.toml."""
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])


@cache
def pinned() -> dict[str, Requirement]:
    """The lines of requirements.txt by name."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


class TestRequirements:
    def test_every_line_is_one_exact_version_and_no_address(self) -> None:
        text = (ROOT / "requirements.txt").read_text("utf-8")
        assert not re.search(r"https?:|--hash|--index|-f |git\+|file:", text)
        for requirement in pinned().values():
            assert re.fullmatch(r"==[0-9][0-9A-Za-z.]*", str(requirement.specifier)), requirement
            assert requirement.url is None

    @pytest.mark.parametrize("line", project()["dependencies"])
    def test_the_pins_satisfy_the_project(self, line: str) -> None:
        requirement = Requirement(line)
        pin = pinned()[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(next(iter(pin.specifier)).version)

    def test_the_pins_are_closed(self) -> None:
        """The packages installed here need nothing that is not pinned."""
        waiting, needed = [Requirement(line) for line in project()["dependencies"]], set()
        while waiting:
            requirement = waiting.pop()
            name = canonicalize_name(requirement.name)
            if (name, *requirement.extras) in needed:
                continue
            needed.add((name, *requirement.extras))
            for line in requires(name) or []:
                further = Requirement(line)
                extras = [*requirement.extras, ""]
                if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in extras):
                    waiting.append(further)
        assert {name for name, *_ in needed} - pinned().keys() == set()

    def test_the_app_imports_nothing_that_is_not_a_dependency(self) -> None:
        """Each package that the sources import is asked for by the project itself."""
        asked = {canonicalize_name(Requirement(line).name) for line in project()["dependencies"]}
        sources = [*library_files(), *tracked("pages/*.py"), *tracked("app.py")]
        used = {name for path in sources for name in top_level(imported(path))}
        foreign = used - {"dnn", "pages", *sys.stdlib_module_names}
        assert {canonicalize_name(name) for name in foreign} <= asked


class TestCommands:
    """The two commands of the README set everything up on a machine with nothing but Python."""

    RUN = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/streamlit run app.py"
    TEST = (
        'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" -c requirements.txt && .venv/bin/python -m pytest'
    )

    @pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
    def test_both_stand_in_the_readme(self, name: str) -> None:
        lines = (ROOT / name).read_text("utf-8").splitlines()
        assert self.RUN in lines
        assert self.TEST in lines

    def test_the_continuous_integration_runs_the_test_command(self) -> None:
        script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
        assert script[-1] == self.TEST
        assert "export CI=true" in script

    @pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md"])
    def test_files_that_the_documents_name_are_there(self, name: str) -> None:
        text = (ROOT / name).read_text("utf-8")
        linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        assert [target for target in linked if not (ROOT / target).exists()] == []


class TestServerSettings:
    @pytest.mark.parametrize(
        ("option", "value"),
        [
            ("runner.postScriptGC", False),
            ("browser.gatherUsageStats", False),
            ("server.enableXsrfProtection", True),
            ("server.enableCORS", True),
            ("server.fileWatcherType", "none"),
            ("client.showErrorDetails", "none"),
        ],
    )
    def test_are_what_the_server_sees(self, option: str, value: object) -> None:
        code = f"from streamlit import config; print(repr(config.get_option({option!r})))"
        assert _run(sys.executable, "-c", code).strip().endswith(repr(value))

    def test_a_container_runs_as_somebody_without_rights(self) -> None:
        lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
        users = [line.split()[1] for line in lines if line.startswith("USER ")]
        assert users and users[-1] not in ("root", "0")
        assert any(line.startswith("HEALTHCHECK ") for line in lines)
        assert any(line.startswith('CMD ["') for line in lines)
