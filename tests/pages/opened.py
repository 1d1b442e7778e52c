"""A page opened without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from pages.menu import MENU
from pages.shared.frame.text import PUNCTUATION, WORD_JOINER
from pages.shared.session.control_keys import CONTROL_PREFIX, RENEWED

SCRIPT = str(Path(__file__).parents[2] / "pages" / "index.py")
SLOWEST = 60
"""Seconds that a page may take on a busy machine."""


def read(words: str) -> str:
    """Words as a visitor reads them: without what escapes their signs in Markdown."""
    return re.sub(rf"\\({PUNCTUATION.pattern})", r"\1", words).replace(WORD_JOINER, "")


def opened(page: str | None = None, /, **query: str) -> AppTest:
    """The page as it is drawn first, opened by a link; the first page of the menu without `page`.

    Args:
        page: its name in the menu.
        query: what the link says.
    """
    test = AppTest.from_file(SCRIPT, default_timeout=SLOWEST)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    if page is not None:
        test.switch_page(MENU[page].file).run()
    assert not test.exception
    return test


def control(kind: Iterable[Any], name: str) -> Any:
    """The control of this name among the widgets of a kind, such as `test.selectbox`, whatever key it has by now."""
    keys = re.compile(re.escape(CONTROL_PREFIX + name) + rf"({RENEWED}\d+)?")
    return next(widget for widget in kind if keys.fullmatch(widget.key or ""))


def said(test: AppTest) -> str:
    """All that the page says."""
    kinds = (test.error, test.warning, test.info, test.success, test.markdown, test.caption)
    return "\n".join(each.value for kind in kinds for each in kind)
