"""What axe-core finds on the page that trains on a table: nothing, whatever the names and the number of features."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.accessibility.test_rules import PICTURES, TOO_WIDE, axe, settle, violations  # noqa: F401
from tests.journeys.own_data.test_own_tables import opened, own_tables  # noqa: F401
from tests.journeys.visitor import DESKTOP, PHONE, Visitor


@pytest.mark.parametrize(
    ("name", "theme", "size"),
    [
        pytest.param("one feature, regression", "light", DESKTOP, id="curve"),
        pytest.param("one feature, three classes", "dark", PHONE, id="three curves"),
        pytest.param("two features, long names", "dark", DESKTOP, id="plane"),
        pytest.param("100 classes", "light", PHONE, id="hundred classes"),
    ],
)
def test_nothing_is_found_on_a_table(
    own_tables: str,  # noqa: F811
    visit: Callable[..., Visitor],
    axe: str,  # noqa: F811
    name: str,
    theme: str,
    size: dict[str, int],
) -> None:
    visitor = opened(visit, own_tables, name, size, theme)
    settle(visitor.page, theme)
    visitor.page.keyboard.press("Tab")  # which lets the keyboard reach what scrolls
    assert violations(visitor.page, axe) == []
    for script in (PICTURES, TOO_WIDE):
        assert visitor.page.evaluate(script) == []
