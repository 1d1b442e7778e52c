"""The rules of the house: what the tools say of the sources, whether the project's files agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from importlib.metadata import requires
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.sources import ROOT, docstrings, imported, library_files, module_name, top_level, tracked, tree

FOLDERS_OF_NOUNS_AND_VERBS = ("dnn", "pages")
"""Folders whose docstrings open with a noun or a verb."""
PRIVATE_WORDS = {
    *("wish", "keeping", "steady", "milestone", "lending", "asleep", "cured", "mute", "paced", "stage"),
    *("told", "look"),
}
"""Words that names of this project once had for edit, cache, monotonic, evaluation, plan pool, suspended, remedied,
disabled, limited and step; and `told` and `look`, for what is shown, for appearance, and for a request."""
CLAUSE_OPENERS = {
    *("What", "Whatever", "Whether", "Which", "Who", "Whoever", "Whose", "How", "Where", "When", "Why"),
    *("As", "If", "In", "So"),
}


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

    def test_a_limit_is_named_as_one(self) -> None:
        """MAX_ and MIN_, so that one that stands twice is found by its name."""
        others = "MOST|LONGEST|LARGEST|HIGHEST|GREATEST|MAXIMAL|FEWEST|LEAST|SHORTEST|SMALLEST|LOWEST|MINIMAL"
        constant = re.compile(rf"(?:^|[,(] *|\bconst )_?((?:{others})(?:_[A-Z0-9_]+)?)\b[^\n()]*=[^=]", re.MULTILINE)
        wrong = [
            f"{path.relative_to(ROOT)}: {name}"
            for path in [*library_files(), *tracked("pages/*.py"), *tracked("pages/*.js")]
            for name in constant.findall(path.read_text("utf-8"))
        ]
        assert wrong == []

    def test_names_are_the_fields_and_not_the_projects_own(self) -> None:
        part = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
        comment = re.compile(r"/\*.*?\*/|//[^\n]*|\"[^\"\n]*\"", re.DOTALL)
        python = {
            (path, name)
            for path in [*library_files(), *tracked("pages/*.py")]
            for node in ast.walk(tree(path))
            for name in (getattr(node, field, None) for field in ("name", "id", "arg", "attr"))
            if isinstance(name, str)
        }
        script = {
            (path, name)
            for path in tracked("pages/*.js")
            for name in re.findall(r"[A-Za-z_$][\w$]*", comment.sub("", path.read_text("utf-8")))
        }
        wrong = [
            f"{path.relative_to(ROOT)}: {name}"
            for path, name in python | script
            if {each.lower() for each in part.findall(name)} & PRIVATE_WORDS
        ]
        assert sorted(wrong) == []

    @pytest.mark.parametrize("folder", FOLDERS_OF_NOUNS_AND_VERBS)
    def test_docstrings_open_with_a_noun_or_a_verb(self, folder: str) -> None:
        wrong = [
            f"{path.relative_to(ROOT)}:{line}: {text.splitlines()[0]}"
            for path in tracked(f"{folder}/*.py")
            for line, text in docstrings(path)
            if re.split(r"\W", text, maxsplit=1)[0] in CLAUSE_OPENERS
        ]
        assert wrong == []

    def test_nothing_runs_or_unpacks_what_it_reads(self) -> None:
        """Only the lessons run programs, constants of theirs; a table is read by an interpreter of its own."""
        runners = {"eval", "exec", "compile", "__import__"}
        unpackers = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "subprocess"}
        sources = [*library_files(), *tracked("pages/*.py")]
        running = {
            module_name(path)
            for path in sources
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in runners
        }
        assert running == {"dnn.lessons.mistakes.line", "dnn.lessons.mistakes.steps"}
        importing = [
            path for path in [*library_files(), *tracked("pages/*.py")] if top_level(imported(path)) & unpackers
        ]
        taken = {module_name(path): top_level(imported(path)) & unpackers for path in importing}
        assert taken == {"dnn.tables.read_safely": {"subprocess"}, "dnn.lesson_files.plain_yaml": {"yaml"}}

    def test_yaml_is_taken_apart_and_never_loaded(self) -> None:
        """Its loaders make objects of what a text names; the reader of lessons makes none but texts and numbers."""
        used = {
            node.attr
            for node in ast.walk(tree(ROOT / "dnn" / "lesson_files" / "plain_yaml.py"))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml"
        }
        loading = {name for name in used if "load" in name or "Constructor" in name}
        assert {"compose", "parse", "SafeLoader"} <= used and loading == set()

    def test_ruff_finds_nothing(self) -> None:
        _run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")

    def test_mypy_finds_nothing(self) -> None:
        _run(sys.executable, "-m", "mypy")

    def test_no_style_depends_on_what_is_anywhere_in_the_document(self) -> None:
        """With `:root:has(…)` each element that a page adds makes the browser work out the styles of all elements."""
        sheets = [name for name in _run("git", "ls-files").splitlines() if name.endswith((".css", ".py"))]
        found = re.compile(r"(?:root|html|body|stApp\]?):has\(")
        product = [name for name in sheets if name.startswith("pages/")]
        assert [name for name in product if found.search((ROOT / name).read_text("utf-8"))] == []

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
        """Each package that the sources import is asked for by the project itself, or by an extra of those named."""
        extras = project()["optional-dependencies"]
        named = [line for name in ("dask", "h5", "onnx", "png", "sklearn") for line in extras[name]]
        lines = [*project()["dependencies"], *named]
        asked = {canonicalize_name(Requirement(line).name) for line in lines}
        sources = [*library_files(), *tracked("pages/*.py"), *tracked("app.py")]
        used = {name for path in sources for name in top_level(imported(path))}
        foreign = used - {"dnn", "pages", *sys.stdlib_module_names}
        packages = {"sklearn": "scikit-learn", "PIL": "pillow", "yaml": "pyyaml"}
        assert {canonicalize_name(packages.get(name, name)) for name in foreign} <= asked


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

    def test_the_continuous_integration_runs_the_test_command_and_skips_no_export(self) -> None:
        script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
        assert script[-1] == self.TEST.replace('".[test]"', '".[test,exports,sklearn,h5]"')
        assert "export CI=true" in script

    @pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])
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
            ("logger.hideWelcomeMessage", True),
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
