"""The exports of the Train page: the same texts that the command line writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dnn.export import EXPORTS
from pages.shared.session import link
from tests.journeys.visitor import SOON

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

SETTINGS = {"data": "moons", "hidden": "5.relu-3.tanh", "seed": "7"}


@pytest.mark.parametrize(("locale", "menu"), [("en-GB", "Export"), ("zh-CN", "导出")])
def test_each_export_is_what_the_command_line_writes(visit: Callable[..., Visitor], locale: str, menu: str) -> None:
    visitor = visit(f"?{link.query_string(SETTINGS)}", locale=locale)
    visitor.page.get_by_role("button", name=menu).click(timeout=SOON)
    texts = {name: export for name, export in EXPORTS.items() if export.needs == "configuration"}
    for name, export in texts.items():
        with visitor.page.expect_download(timeout=SOON) as downloading:
            visitor.page.locator(f".st-key-export_{name} button:visible").first.click(timeout=SOON)
        assert downloading.value.suggested_filename == f"moons.{export.extension}"
        text = Path(downloading.value.path()).read_text("utf-8")
        assert text == export.write(link.from_query(SETTINGS)), name
    assert visitor.errors == []
