"""A tooltip is read while the pointer rests: it has two clauses at most, in every language."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from dnn.configuration import HYPERPARAMETERS, SEED
from dnn.datasets import DATASETS
from dnn.export import EXPORTS
from dnn.schedules import SCHEDULES
from dnn.text.messages import ENGLISH
from pages.live import live_texts
from pages.live.stepper import step_texts
from pages.locale.languages import LANGUAGES, translations
from pages.shared.iteration import one_iteration
from pages.shared.run import run_commands

SOURCES = sorted((Path(__file__).parents[2] / "pages").rglob("*.py"))
MAX_CLAUSES = 2
MAX_CHARACTERS = 160
CLAUSE_END = re.compile(r"[.;!?](?=\s|$)|[。；！？]")
NOTICES = {"network_too_large", "diverged", "language"}
"""Texts of the live view that are shown on the page itself, never as a tooltip, and the code of its language."""
REASONS: tuple[Callable[..., str | None], ...] = (run_commands.end, one_iteration._obstacle)
"""Functions that say why a button is disabled, which is its tooltip then."""


def messages_in(node: ast.AST) -> Iterator[str]:
    """The English texts of every `_("…")` in a tree."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "_":
            yield ast.literal_eval(call.args[0])


def help_expressions(tree: ast.AST) -> Iterator[ast.expr]:
    """The values of every argument and every entry of a dict that is called help."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "help")
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "help":
                    yield value


def written_in_pages() -> set[str]:
    trees = [ast.parse(path.read_text("utf-8")) for path in SOURCES]
    texts = {text for tree in trees for value in help_expressions(tree) for text in messages_in(value)}
    return texts | {text for reason in REASONS for text in messages_in(ast.parse(dedent(inspect.getsource(reason))))}


def written_in_registries() -> set[str]:
    options = [*HYPERPARAMETERS.values(), SEED]
    options += [option for entry in (*DATASETS.values(), *SCHEDULES.values()) for option in entry.options]
    return {str(each.help) for each in (*options, *EXPORTS.values()) if str(each.help)}


def written_in_components() -> set[str]:
    return {text for key, text in (live_texts(ENGLISH) | step_texts(ENGLISH)).items() if key not in NOTICES}


TOOLTIPS = written_in_pages() | written_in_registries() | written_in_components()


def clauses(text: str) -> int:
    """Number of clauses that a full stop, a semicolon or the end of the text closes."""
    return sum(1 for part in CLAUSE_END.split(text) if part.strip())


def test_the_search_finds_tooltips_of_every_kind() -> None:
    assert len(written_in_pages()) > 15 and len(written_in_registries()) > 15
    assert "The run is training; pause it first." in TOOLTIPS


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_tooltip_has_more_than_two_clauses(code: str) -> None:
    translated = map(translations(code).gettext, sorted(TOOLTIPS))
    assert [text for text in translated if clauses(text) > MAX_CLAUSES or len(text) > MAX_CHARACTERS] == []


def test_clauses_are_counted() -> None:
    assert clauses("One.") == clauses("One") == clauses("J is 0.5 here") == 1
    assert clauses("One; two.") == clauses("一；二。") == 2
    assert clauses("One. Two; three.") == 3
