"""The project's sources as the tests of the project read them: files, syntax trees, imports, docstrings."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


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
