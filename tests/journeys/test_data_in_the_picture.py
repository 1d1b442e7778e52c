"""Journeys to the data in the picture: what is done to them quickly, what is said of them, and what is shown of them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import LONG, Visitor

Visit = Callable[..., Visitor]
CANVAS = ".dnn-net-points"


def opened(visit: Visit, query: str = "") -> Visitor:
    """A visitor who sees the network drawn with its data."""
    visitor = visit(query)
    visitor.page.wait_for_function("Number(document.querySelector('[data-role=below]')?.dataset.drawings) > 0")
    return visitor


def click_often(visitor: Visitor, script: str, times: int, milliseconds: int) -> None:
    """Run a script in the browser so many times, with so much time in between; `i` is how often it has run."""
    visitor.page.evaluate(
        f"""([times, pause]) => new Promise((done) => {{
            let i = 0;
            const act = () => {{
                {script}
                i += 1;
                if (i === times) done();
                else setTimeout(act, pause);
            }};
            act();
        }})""",
        [times, milliseconds],
    )


def test_no_quick_click_that_adds_a_point_is_lost(visit: Visit) -> None:
    visitor = opened(visit, "?samples=40")
    visitor.page.get_by_label("Add points of disc").click()
    script = f"""
        const canvas = document.querySelector('{CANVAS}');
        const box = canvas.getBoundingClientRect();
        const at = {{ clientX: box.left + 20 + 4 * i, clientY: box.top + 30 + 3 * i, pointerId: 1, bubbles: true }};
        canvas.setPointerCapture = () => {{}};
        for (const kind of ['pointerdown', 'pointerup']) canvas.dispatchEvent(new PointerEvent(kind, at));
    """
    click_often(visitor, script, 60, 100)
    visitor.page.wait_for_function(
        "(new URL(location.href).searchParams.get('points') ?? '').length === 5 * 100", timeout=LONG
    )
    assert visitor.link["data"] == "own"
    expect(visitor.page.get_by_role("combobox", name="Data set")).to_have_value("Own points", timeout=LONG)
    assert visitor.errors == []


def test_no_quick_click_that_adds_a_unit_is_lost(visit: Visit) -> None:
    visitor = opened(visit, "?hidden=4.tanh&learning_rate=0.5&samples=60")
    click_often(visitor, "document.querySelector('[data-arrange=add_unit]').click();", 20, 100)
    visitor.page.wait_for_function("new URL(location.href).searchParams.get('hidden') === '24.tanh'", timeout=LONG)
    assert (visitor.link["learning_rate"], visitor.link["samples"]) == ("0.5", "60")
    assert visitor.errors == []
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
