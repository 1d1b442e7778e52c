"""Journeys through the pages that explain: dimensions, notation, and the note beside every symbol."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.visitor import ATTEMPTS, PHONE, SOON, Visitor

Visit = Callable[..., Visitor]


def open_notation(visit: Visit, query: str, **habits: object) -> Page:
    page: Page = visit(query, page="notation", **habits).page
    expect(page.locator("table").first).to_be_visible(timeout=SOON)
    return page


def point_at(page: Page, letter: Locator) -> Locator:
    """Move the pointer onto a letter of a formula, after it where the page still moves; the note that comes up."""
    note = page.locator(".dnn-glossary")
    for _attempt in range(ATTEMPTS):
        letter.scroll_into_view_if_needed()
        box = letter.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        try:
            note.wait_for(timeout=SOON / ATTEMPTS)
        except TimeoutError:
            continue
        break
    return note


def test_a_change_of_a_layer_changes_the_table(visit: Visit) -> None:
    visitor = visit("?hidden=4.tanh-3.relu", page="dimensions")
    expect(visitor.page.locator(".st-key-dimension_tables table").first).to_be_visible(timeout=SOON)
    expect(visitor.page.get_by_text("Layer 2, hidden layer: n[2] = 3")).to_be_visible(timeout=SOON)
    visitor.enter("Units of layer 2", 7)
    expect(visitor.page.get_by_text("Layer 2, hidden layer: n[2] = 7")).to_be_visible(timeout=SOON)
    expect(visitor.page.get_by_role("img", name="Shapes of Z").last).to_contain_text("n[1] = 4")
    visitor.wait_for_link("hidden", "4.tanh-7.relu")


def test_a_run_goes_on_while_its_visitor_looks_at_its_dimensions(visit: Visit) -> None:
    visitor = visit("?iterations=1000000&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(10)
    run = visitor.link["run"]
    visitor.turn_to("notation")
    expect(visitor.page.locator(".st-key-notation_table table")).to_be_visible(timeout=SOON)
    visitor.wait_for_link("run", run)
    visitor.page.get_by_role("link", name="Train").first.click()
    visitor.wait_for_iteration(50)
    assert visitor.link["run"] == run


def test_a_symbol_that_is_pointed_at_says_what_it_means_and_is(visit: Visit) -> None:
    page = open_notation(visit, "?hidden=4.tanh-3.relu")
    row = page.locator("tr", has_text="weights of layer l")
    note = point_at(page, row.locator(".katex-html .mathnormal", has_text="W").nth(2))
    expect(note).to_contain_text("weights")
    expect(note).to_contain_text("(3, 4)")
    page.mouse.move(5, 5)
    expect(note).to_be_hidden()


def test_a_symbol_can_be_tapped_on_a_phone_in_chinese(visit: Visit) -> None:
    page = open_notation(visit, "?hidden=4.tanh", size=PHONE, locale="zh-CN")
    letter = page.locator("tr", has_text="第 l 层的节点数").locator(".katex-html .mathnormal").first
    letter.scroll_into_view_if_needed()
    box = letter.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".dnn-glossary")).to_contain_text("节点数")


def test_the_size_of_the_text(visit: Visit) -> None:
    visitor = visit()
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert visitor.page.evaluate(size) == 15
    visitor.page.get_by_role("radio", name="A++").click()
    visitor.wait_for_link("text", "projector")
    visitor.page.wait_for_function(f"() => ({size})() === 22")
    assert visit("?text=large").page.evaluate(size) == 18


def test_a_mistake_in_the_lab_and_its_diagnosis(visit: Visit) -> None:
    visitor = visit("?hidden=4.tanh-3.relu", page="shape_lab")
    visitor.page.get_by_text("W.T in Z").click()
    expect(visitor.page.get_by_text("NumPy raises an error in the line that computes Z of layer 2.")).to_be_visible(
        timeout=SOON
    )
    visitor.wait_for_link("mistake", "transpose_in_Z")
    visitor.choose("Topic", "Backward propagation")
    visitor.page.get_by_text("db without keepdims").click()
    expect(visitor.page.get_by_text("db[2] has shape (3,) instead of (3, 1).")).to_be_visible(timeout=SOON)
    expect(visitor.page.get_by_text("operands could not be broadcast together")).to_be_visible(timeout=SOON)
    assert visitor.errors == [] and visitor.strangers == []


def test_a_set_of_practice_survives_reload_and_back_and_its_link_holds_no_answers(visit: Visit) -> None:
    visitor = visit("?set=7", page="practice")
    page = visitor.page
    for number in (1, 2, 3):
        expect(page.get_by_role("heading", name=f"Question {number} of 10")).to_be_visible(timeout=SOON)
        page.locator(".st-key-practice").get_by_role("radio").first.check(force=True)
        page.get_by_role("button", name="Check").click()
        expect(page.get_by_text(f"of {number} right")).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="Next question").click()
    visitor.wait_for_link("question", "3")
    visitor.wait_for_link("set", "7")
    score = page.get_by_text("of 3 right").inner_text()
    page.wait_for_function("() => JSON.parse(localStorage.getItem('dnn-practice'))?.[0]?.[1] === 'aaa-------'")
    page.reload()
    expect(page.get_by_text("of 3 right")).to_have_text(score, timeout=SOON)
    page.go_back()
    expect(page.get_by_role("heading", name="Question 3 of 10")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("button", name="Next question")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("of 3 right")).to_have_text(score)
    other = visit("?" + page.url.split("?", 1)[1], page="practice")
    expect(other.page.get_by_role("heading", name="Question 3 of 10")).to_be_visible(timeout=SOON)
    expect(other.page.get_by_role("button", name="Check")).to_be_visible(timeout=SOON)
    assert not other.page.get_by_text("of 3 right").is_visible()
    assert visitor.errors == [] and visitor.strangers == []
