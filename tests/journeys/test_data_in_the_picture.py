"""Journeys to the data in the picture: what is done to them quickly, what is said of them, what is shown of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import LONG, Visitor

Visit = Callable[..., Visitor]
CANVAS = ".dnn-net-points"


def opened(visit: Visit, query: str = "") -> Visitor:
    """A visitor who sees the network drawn with its data."""
    visitor = visit(query)
    visitor.wait_for_picture()
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
        "() => (new URL(location.href).searchParams.get('points') ?? '').length === 5 * 100", timeout=LONG
    )
    assert visitor.link["data"] == "own"
    expect(visitor.page.get_by_role("combobox", name="Dataset")).to_have_value("Custom points", timeout=LONG)
    assert visitor.errors == []


def test_no_quick_click_that_adds_a_unit_is_lost(visit: Visit) -> None:
    visitor = opened(visit, "?hidden=4.tanh&learning_rate=0.5&samples=60")
    click_often(visitor, "document.querySelector('[data-arrange=add_unit]').click();", 20, 100)
    visitor.page.wait_for_function(
        "() => new URL(location.href).searchParams.get('hidden') === '24.tanh'", timeout=LONG
    )
    assert (visitor.link["learning_rate"], visitor.link["samples"]) == ("0.5", "60")
    assert visitor.errors == []
    expect(visitor.page.get_by_role("alert")).to_have_count(0)


def test_the_matrix_says_of_which_examples_it_is(visit: Visit) -> None:
    visitor = opened(visit, "?data=iris")
    verdict = visitor.page.locator(".dnn-net-verdict")
    expect(verdict.locator("h2")).to_have_text("45 test examples")
    visitor.page.get_by_role("button", name="Split and scaling").click()
    visitor.enter("Test fraction", 0.5)
    expect(verdict.locator("h2")).to_have_text("75 test examples", timeout=LONG)
    expect(verdict.locator(".dnn-net-wrongs")).to_contain_text("of 75 wrong")
    visitor.page.keyboard.press("Escape")
    verdict.get_by_role("button", name="train").click()
    expect(verdict.locator(".dnn-net-wrongs")).to_contain_text("of 75 wrong")
    expect(verdict.locator("h2")).to_have_text("75 training examples")


def test_a_mistaken_example_is_shown_large_with_its_probabilities(visit: Visit) -> None:
    visitor = opened(visit, "?data=digits&hidden=8.relu")
    verdict = visitor.page.locator(".dnn-net-verdict")
    expect(verdict.locator(".dnn-net-wrongs")).to_contain_text("12 of ")
    example = verdict.locator(".dnn-net-wrong button").nth(3)
    example.click()
    expect(example).to_have_attribute("aria-pressed", "true")
    chosen = verdict.locator(".dnn-net-chosen")
    expect(chosen.locator("p")).to_have_text(example.get_attribute("aria-description") or "none")
    expect(chosen.locator("td:nth-child(3)").last).to_have_text(re.compile(r"^\d\.\d+$"))
    shares = [float(text) for text in chosen.locator("td:nth-child(3)").all_text_contents()]
    assert len(shares) == 10 and abs(sum(shares) - 1) < 0.006
    assert chosen.locator("tr").nth(shares.index(max(shares))).get_attribute("data-said") == "true"
    expect(verdict.locator(".dnn-net-matrix")).to_be_hidden()
    chosen.get_by_role("button", name="Close").click()
    expect(verdict.locator(".dnn-net-matrix")).to_be_visible()
    assert visitor.errors == []


def test_points_beyond_the_edge_can_be_moved_and_what_becomes_of_them_is_said(visit: Visit) -> None:
    visitor = opened(visit, "?data=circles&noise=0.5&samples=1000")
    visitor.page.get_by_label("Add points of disc").click()
    canvas = visitor.page.locator(CANVAS)
    canvas.click(position={"x": 2, "y": 2})  # beyond ±2
    visitor.wait_for_link("data", "own")
    line = visitor.page.locator(".dnn-net-owned")
    expect(line).to_contain_text("601 points of at most 700", timeout=LONG)
    expect(line).to_contain_text("600 of 1,000 points were kept.")
    expect(line).to_contain_text("beyond ±2 were moved to the edge.")
    line.get_by_role("button", name="Remove all but two").click()
    expect(line).to_contain_text("2 points of at most 700", timeout=LONG)
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    assert visitor.errors == []


def test_a_full_set_of_points_says_why_it_takes_no_more(visit: Visit) -> None:
    visitor = opened(visit, "?data=own&points=" + ("AAAAA" + "____B") * 350)
    adding = visitor.page.locator('[data-tool="class-0"]')
    expect(adding).to_be_disabled()
    expect(adding).to_have_attribute("title", "There are 700 points, more do not fit into a link; remove some first")


def test_a_large_network_is_drawn_before_it_trains(visit: Visit) -> None:
    visitor = opened(visit, "?hidden=512.relu-64.relu")
    expect(visitor.page.locator(".dnn-net-weightscale")).to_be_visible()
    expect(visitor.page.locator(".dnn-net-weightscale small").first).to_have_text(re.compile(r"^−\d"), timeout=LONG)
    assert visitor.errors == []


def test_a_network_that_is_too_large_to_be_sent_says_so_and_shows_nothing_that_is_not_known(visit: Visit) -> None:
    visitor = visit("?hidden=1024.relu-1024.relu")
    expect(visitor.page.get_by_text("only networks of up to 150,000 are drawn")).to_be_visible()
    expect(visitor.page.locator(".dnn-net-unit").first).to_be_visible()
    for unknown in (".dnn-net-weightscale", ".dnn-net-bias"):
        assert visitor.page.locator(unknown).locator("visible=true").count() == 0


def test_nothing_jumps_when_training_begins_and_pauses(visit: Visit) -> None:
    visitor = opened(visit, "?pace=100")
    visitor.page.evaluate("""() => {
        window.highest = 0;
        const frame = document.querySelector('.dnn-live-frame');
        const top = frame.getBoundingClientRect().top;
        const look = () => {
            window.highest = Math.max(window.highest, Math.abs(frame.getBoundingClientRect().top - top));
            requestAnimationFrame(look);
        };
        look();
    }""")
    for _ in range(3):
        visitor.press("train")
        visitor.wait_for_status("running")
        expect(visitor.page.locator("[data-action=train]")).to_have_count(0)
        visitor.press("pause")
        visitor.wait_for_status("paused")
        expect(visitor.page.locator("[data-action=pause]")).to_have_count(0)
    assert visitor.page.evaluate("window.highest") < 5
    visitor.expect_no_shift()


def test_letters_of_the_live_view_are_as_large_as_the_page_s(visit: Visit) -> None:
    shown = [".dnn-live-facts dd", ".dnn-net-switches label", ".dnn-net-tools span", "[role=tab]", ".xtick text"]
    sizes = f"{shown}.map((where) => parseFloat(getComputedStyle(document.querySelector(where)).fontSize))"
    usual, large = (opened(visit, f"?text={size}").page for size in ("normal", "projector"))
    for page in (usual, large):
        page.wait_for_selector(".dnn-live-chart .xtick text", timeout=LONG)
    for small, great in zip(usual.evaluate(sizes), large.evaluate(sizes), strict=True):
        assert 1.4 < great / small < 1.5
    for page in (usual, large):
        box, last = (page.locator(part).bounding_box() for part in (".dnn-live-lower-panel", ".dnn-net-switches"))
        assert box is not None and last is not None
        assert last["y"] + last["height"] <= box["y"] + box["height"]
