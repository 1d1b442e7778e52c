"""The JavaScript of the pages by its own tools: unit tests in Node, types, lint and format."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.node_packages import installed, tool

HERE = Path(__file__).parent
SOURCES = (
    *("../../pages/live/static", "../../pages/learn/practice"),
    *("../../pages/shared/frame/glossary", "../../pages/shared/frame/visitor_browser.js"),
    *("../../pages/learn/path", "../../pages/room/teacher"),
)
PARTS = ("runs", "share", "take_away", "drawing_board", "lesson_chart", "room_bar", "join_page", "wall")
"""Folders of unit tests."""
PRODUCT = HERE.parents[1] / "pages"
CHECKED = "// @ts-check"


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder of the programs that package.json names, installed if they are absent."""
    return installed() / ".bin"


def run(*command: str) -> None:
    """Run a program in this folder; its output is the failure."""
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_the_modules_without_a_document_compute_what_they_should() -> None:
    found = [*HERE.glob("*.test.js"), *(path for part in PARTS for path in HERE.glob(f"{part}/*.test.js"))]
    files = sorted(str(path.relative_to(HERE)) for path in found)
    assert files
    run(tool("node"), "--test", *files)


def test_every_module_asks_for_its_types_to_be_checked() -> None:
    modules = sorted(PRODUCT.rglob("*.js"))
    assert modules
    unchecked = [path for path in modules if CHECKED not in path.read_text("utf-8").splitlines()]
    assert [str(path.relative_to(PRODUCT)) for path in unchecked] == []


def test_what_an_object_has_stands_in_the_fields_of_its_class() -> None:
    found = [path for path in PRODUCT.rglob("*.js") if "Object.assign(this," in path.read_text("utf-8")]
    assert [str(path.relative_to(PRODUCT)) for path in found] == []


def test_every_module_is_among_those_whose_types_are_checked(packages: Path) -> None:
    command = [str(packages / "tsc"), "--listFilesOnly", "-p", "."]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    listed = {(HERE / line).resolve() for line in done.stdout.splitlines()}
    assert [path for path in PRODUCT.rglob("*.js") if path.resolve() not in listed] == []


def test_the_types_agree(packages: Path) -> None:
    run(str(packages / "tsc"), "--noEmit", "-p", ".")


def test_lint_and_format_find_nothing(packages: Path) -> None:
    run(str(packages / "biome"), "ci", "--colors=off", "--error-on-warnings", ".", *SOURCES)
