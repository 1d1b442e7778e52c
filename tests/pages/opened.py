"""A page opened without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from dnn.background.services import get_visitor_tables
from dnn.datasets.contents import CONTENTS, MissingContent
from pages.menu import MENU
from pages.shared.frame.text import PUNCTUATION, WORD_JOINER
from pages.shared.session.control_keys import CONTROL_PREFIX, RENEWED
from pages.shared.session.session import ROUTES_MISSING
from pages.shared.session.values import VALUES

SCRIPT = str(Path(__file__).parents[2] / "pages" / "index.py")
TEACHER = "a teacher"
"""Who shares the tables of links."""
SLOWEST = 60
"""Seconds that a page may take on a busy machine."""


def read(words: str) -> str:
    """Words as a visitor reads them: without what escapes their signs in Markdown."""
    return re.sub(rf"\\({PUNCTUATION.pattern})", r"\1", words).replace(WORD_JOINER, "")


def opened(page: str | None = None, /, *, routes: bool = True, **query: str) -> AppTest:
    """The page as it is drawn first, opened by a link; the first page of the menu without `page`.

    Args:
        page: its name in the menu.
        routes: False on a host that does not serve the app's routes, where Streamlit's own buttons steer the run.
        query: what the link says; a table that is at hand is shared with whoever opens it.
    """
    test = AppTest.from_file(SCRIPT, default_timeout=SLOWEST)
    if not routes:
        test.session_state[VALUES] = {ROUTES_MISSING: True}
    for name, value in query.items():
        test.query_params[name] = value
    share_table(query.get("content", ""))
    test.run()
    if page is not None:
        test.switch_page(MENU[page].file).run()
    assert not test.exception
    return test


def share_table(reference: str) -> None:
    """Have the table of a link stored and shared by somebody, if it is at hand."""
    digest = reference.rpartition(".")[2]
    try:
        content = CONTENTS.get(digest)
    except MissingContent:
        return
    tables = get_visitor_tables()
    tables.keep(TEACHER, content, "a table")
    tables.share(TEACHER, digest)


def control(kind: Iterable[Any], name: str) -> Any:
    """The control of this name among the widgets of a kind, such as `test.selectbox`, whatever key it has by now."""
    keys = re.compile(re.escape(CONTROL_PREFIX + name) + rf"({RENEWED}\d+)?")
    return next(widget for widget in kind if keys.fullmatch(widget.key or ""))


def said(test: AppTest) -> str:
    """All that the page says."""
    kinds = (test.error, test.warning, test.info, test.success, test.markdown, test.caption)
    return as_written("\n".join(each.value for kind in kinds for each in kind))


def as_written(words: str) -> str:
    """Words without what keeps them in one line: signs within the formula before them, spaces that do not break."""
    parted = re.sub(r"\\text\{\\footnotesize ([^\w{}]+)\}\$( (?=\$))?", r"$\1", words)
    parted = re.sub(r"\\text\{([^\w{}\\]+)\}\$", r"$\1", parted)
    return parted.replace(",\N{NO-BREAK SPACE}", ", ")
