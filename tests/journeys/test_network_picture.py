"""Journeys to the picture of the network: it moves while it learns, and shows units, weights and data."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import PHONE, SCALE_END, SOON, UNIT, Visitor

Visit = Callable[..., Visitor]
PIXELS = "document.querySelector('.dnn-net-map').toDataURL()"


def test_the_boundary_changes_while_it_trains(visit: Visit) -> None:
    visitor = visit("?pace=100", motion=True)
    visitor.wait_for_picture()
    first = visitor.page.evaluate(PIXELS)
    visitor.press("train")
    visitor.page.wait_for_function(f"first => {PIXELS} !== first", arg=first, timeout=SOON)
    second = visitor.page.evaluate(PIXELS)
    visitor.page.wait_for_function(f"second => {PIXELS} !== second", arg=second, timeout=SOON)
    assert visitor.wait_for_status("running") == "running"
    assert visitor.errors == []


def test_a_reset_shows_the_initial_network_again(visit: Visit) -> None:
    visitor = visit("?pace=1000&iterations=100000")
    visitor.wait_for_picture()
    initial = visitor.page.evaluate(SCALE_END)
    visitor.press("train")
    visitor.wait_for_iteration(300)
    visitor.press("pause")
    visitor.wait_for_status("paused")
    assert visitor.page.evaluate(SCALE_END) != initial
    visitor.press("reset")
    visitor.page.wait_for_function(f"initial => {SCALE_END} === initial", arg=initial, timeout=SOON)


def test_a_unit_enlarges_and_tells_its_equation(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    visitor.unit(1, 2).click()
    card = visitor.page.locator(".dnn-net-card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Unit 3 of layer 1")
    expect(card.locator(".dnn-net-equation")).to_contain_text("tanh(")
    small = visitor.unit(1, 2).locator("canvas").bounding_box()
    large = card.locator("canvas").bounding_box()
    assert small is not None and large is not None and large["width"] > 3 * small["width"]
    assert visitor.page.evaluate("new Set(document.querySelector('.dnn-net-card canvas').toDataURL()).size") > 10
    example = card.locator(".dnn-net-example span")
    expect(example).to_have_text("example 1 (train)")
    card.get_by_label("Next example").click()
    expect(example).to_have_text("example 2 (train)")
    card.get_by_label("Close").click()
    expect(card).to_be_hidden()
    expect(visitor.page.locator(".dnn-net-boundary")).to_be_visible()


def test_a_hovered_unit_tells_its_equation_and_shows_its_map_large(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    before = visitor.page.evaluate(PIXELS)
    visitor.unit(2, 1).hover()
    tip = visitor.page.locator("[data-role=tip]")
    expect(tip).to_contain_text("tanh(")
    expect(tip).to_contain_text("example 1 (train)")
    visitor.page.wait_for_function(f"before => {PIXELS} !== before", arg=before)
    visitor.page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    visitor.page.wait_for_function(f"before => {PIXELS} === before", arg=before)


def test_nothing_is_drawn_while_the_tab_is_hidden(visit: Visit) -> None:
    visitor = visit("?pace=100")
    visitor.wait_for_picture()
    visitor.press("train")
    visitor.wait_for_iteration(30)
    hide = """hidden => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    drawings = "Number(document.querySelector('[data-role=below]').dataset.drawings)"
    visitor.page.evaluate(hide, True)
    frames = """() => new Promise((done) => {
        let left = 40;
        const next = () => (left-- ? requestAnimationFrame(next) : done());
        next();
    })"""
    visitor.page.evaluate(frames)  # what was under way may end
    there = visitor.page.evaluate(drawings)
    iteration = visitor.payload()["iteration"]
    visitor.page.evaluate(frames)
    assert visitor.page.evaluate(drawings) == there
    assert visitor.payload()["iteration"] >= iteration
    visitor.page.evaluate(hide, False)
    visitor.page.wait_for_function(f"there => {drawings} > there", arg=there, timeout=SOON)


def test_a_hovered_weight_tells_its_value_and_gradient(visit: Visit) -> None:
    visitor = visit("?hidden=1.tanh")
    visitor.wait_for_picture()
    boxes = [visitor.unit(layer, 0).bounding_box() for layer in (1, 2)]
    assert boxes[0] is not None and boxes[1] is not None
    x = (boxes[0]["x"] + boxes[0]["width"] + boxes[1]["x"]) / 2
    visitor.page.mouse.move(x, boxes[1]["y"] + boxes[1]["height"] / 2)
    tip = visitor.page.locator("[data-role=tip]")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("w[2]1,1 = ")
    expect(tip).to_contain_text("dw[2]1,1 = ")


def test_hovering_the_plane_tells_the_prediction(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    visitor.page.locator(".dnn-net-points").hover(position={"x": 100, "y": 100})
    probe = visitor.page.locator(".dnn-net-probe")
    expect(probe).to_contain_text("ŷ = 0.")
    visitor.page.get_by_label("Classes only").check()
    colors = visitor.page.evaluate("""() => {
        const map = document.querySelector('.dnn-net-map');
        const { data } = map.getContext('2d').getImageData(0, 0, map.width, map.height);
        return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(4 * i, 4 * i + 3).join())).size;
    }""")
    assert colors <= 2


def test_chosen_features_are_the_inputs(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    visitor.page.locator(".st-key-controls").get_by_text("x₁²", exact=True).click()
    visitor.wait_for_link("features", "x1-x2-x1sq")
    expect(visitor.unit(0, 2)).to_be_visible(timeout=SOON)
    visitor.press("train")
    visitor.wait_for_iteration(50)
    assert visitor.errors == []


def test_digits_show_what_is_mistaken_for_what(visit: Visit) -> None:
    visitor = visit("?data=digits&hidden=64.relu&batch_size=64&pace=1000")
    expect(visitor.page.locator(".dnn-net-matrix")).to_be_visible(timeout=SOON)
    expect(visitor.page.get_by_text("8 of 64").first).to_be_visible()
    visitor.press("train")
    visitor.wait_for_iteration(300)
    visitor.page.wait_for_function(
        "() => [...document.querySelectorAll('.dnn-net-matrix td')].some((cell) => Number(cell.textContent) > 20)",
        timeout=SOON,
    )
    expect(visitor.page.locator(".dnn-net-wrong canvas").first).to_be_visible()
    first = visitor.unit(1, 0)
    visitor.page.get_by_label("Later units of layer 1").click()
    expect(first).to_be_hidden()
    expect(visitor.unit(1, 8)).to_be_visible()
    assert visitor.errors == []


def test_a_regression_shows_what_is_predicted_beside_what_is_true(visit: Visit) -> None:
    visitor = visit("?data=diabetes&pace=100")
    picture = visitor.page.get_by_role("img", name="Predicted against true targets")
    expect(picture).to_be_visible(timeout=SOON)
    visitor.wait_for_picture()
    drawn = "document.querySelector('.dnn-net-scatter').toDataURL()"
    first = visitor.page.evaluate(drawn)
    visitor.press("train")
    visitor.page.wait_for_function(f"first => {drawn} !== first", arg=first, timeout=SOON)
    assert visitor.errors == []


def test_every_layer_shows_its_biases_in_the_colour_of_their_sign_the_output_too(visit: Visit) -> None:
    visitor = visit("?hidden=3.tanh")
    visitor.wait_for_picture()
    visitor.unit(2, 0).click()
    field = visitor.page.get_by_label("Bias", exact=True)
    color = f"getComputedStyle(document.querySelector('{UNIT.format(layer=2, unit=0)} .dnn-net-bias')).backgroundColor"
    seen = [visitor.page.evaluate(color)]
    for value in ("3", "-3"):
        field.fill(value)
        field.press("Enter")
        visitor.page.wait_for_function(f"before => {color} !== before", arg=seen[-1], timeout=SOON)
        seen.append(visitor.page.evaluate(color))
    assert len(set(seen)) == 3
    assert visitor.page.locator(".dnn-net-unit .dnn-net-bias").locator("visible=true").count() == 3 + 1


def test_several_classes_are_drawn_in_their_colours(visit: Visit) -> None:
    visitor = visit("?data=spirals&classes=3&hidden=16.relu&pace=1000")
    visitor.wait_for_picture()
    visitor.page.get_by_label("Classes only").check()
    visitor.press("train")
    visitor.wait_for_iteration(300)
    of_the_map = """() => {
        const map = document.querySelector('.dnn-net-map');
        const { data } = map.getContext('2d').getImageData(0, 0, map.width, map.height);
        const pixels = Array.from({ length: data.length / 4 }, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
        return [...new Set(pixels.map(String))].map((color) => color.split(',').map(Number));
    }"""
    visitor.page.wait_for_function(f"() => ({of_the_map})().length === 3", timeout=SOON)
    # in one step: the key is written anew when the page is drawn, and what was found before has no colour any more
    dots = visitor.page.evaluate(
        "() => [...document.querySelectorAll('.dnn-net-key i')].slice(0, 3)"
        ".map((dot) => getComputedStyle(dot).backgroundColor.match(/\\d+/g).map(Number))"
    )
    nearest = {
        min(range(3), key=lambda k, color=color: sum((a - b) ** 2 for a, b in zip(color, dots[k], strict=True)))
        for color in visitor.page.evaluate(of_the_map)
    }
    assert nearest == {0, 1, 2}


def test_gradients_and_activations_have_charts_of_their_own(visit: Visit) -> None:
    visitor = visit()
    visitor.press("train")
    visitor.wait_for_iteration(200)
    visitor.page.get_by_role("tab", name="Gradients").click()
    visitor.page.wait_for_function("() => Number(document.querySelector('[data-role=gradients]').dataset.points) > 20")
    values = "document.querySelector('[data-role=gradients]').data"
    lengths = visitor.page.evaluate(f"{values}.map((line) => line.y.filter((value) => value > 0).length)")
    assert len(lengths) == 9 and min(lengths) > 20
    visitor.page.get_by_label("relative to the last layer").check()
    visitor.page.wait_for_function(f"() => {values}[2].y.every((value) => value === null || value === 1)")
    visitor.page.keyboard.press("Tab")
    visitor.page.get_by_role("tab", name="Gradients").focus()
    visitor.page.keyboard.press("ArrowRight")
    expect(visitor.page.get_by_role("tab", name="Activations")).to_be_focused()
    expect(visitor.page.locator(".dnn-net-hist")).to_have_count(3)
    expect(visitor.page.locator(".dnn-net-share").first).to_contain_text("saturated: ")
    assert visitor.errors == []


def test_it_can_be_used_by_keyboard_and_on_a_phone(visit: Visit) -> None:
    visitor = visit(size=PHONE)
    visitor.wait_for_picture()
    visitor.unit(1, 0).focus()
    expect(visitor.page.locator("[data-role=tip]")).to_be_visible()
    visitor.page.keyboard.press("ArrowDown")
    expect(visitor.unit(1, 1)).to_be_focused()
    visitor.page.keyboard.press("ArrowRight")
    expect(visitor.unit(2, 1)).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".dnn-net-card")).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("query", ["?hidden=" + "-".join(["8.tanh"] * 32), "?data=moons&hidden=64.relu-64.relu"])
def test_large_networks_fold(visit: Visit, query: str) -> None:
    visitor = visit(query)
    visitor.wait_for_picture()
    columns: dict[str, list[dict[str, float]]] = {}
    units = "[...document.querySelectorAll('.dnn-net-unit')]"
    for layer, box in visitor.page.evaluate(
        f"{units}.map(it => [it.dataset.layer, it.getBoundingClientRect().toJSON()])"
    ):
        columns.setdefault(layer, []).append(box)
    assert max(map(len, columns.values())) == 8
    assert sum(map(len, columns.values())) <= 6 * 8
    edges = sorted((boxes[0]["left"], boxes[0]["right"]) for boxes in columns.values())
    assert all(after[0] - before[1] >= 20 for before, after in itertools.pairwise(edges)), "room for the weights"
    folded = visitor.page.locator(".dnn-net-gap button, .dnn-net-foot")
    expect(folded.first).to_be_visible()
    box = visitor.page.locator(".dnn-net-picture")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
