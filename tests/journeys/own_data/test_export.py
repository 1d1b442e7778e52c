"""The Take away dialog: every form of a trained run, looked at and downloaded, the same as the command line writes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from dnn import initialize
from dnn.export import EXPORTS, Export, TrainedRun
from pages.locale.languages import translations
from pages.server.comparison.comparison_text import read_comparison
from pages.shared.session import link
from pages.shared.take_away.preview import MAX_SHOWN_LINES, PICTURES
from tests.dnn.export.notebook_runs import costs_of_notebook
from tests.journeys.visitor import LONG, PHONE, SOON

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

SETTINGS = {"data": "moons", "hidden": "5.relu-3.tanh", "seed": "7", "iterations": "40"}
LANGUAGES = {"en-GB": "en", "zh-CN": "zh"}
FORMS = ".st-key-take_away_form [data-testid=stSelectbox] >> visible=true"
RUNS = ".st-key-take_away_run [data-testid=stSelectbox] >> visible=true"
CODE = ".st-key-take_away [data-testid=stCode] code:not(:empty)"
PICTURE = ".st-key-take_away .picture :is(svg, img)"
COPY = ".st-key-take_away .copy button"
COMPARED = "?compare=number.3*data.moons*iterations.80**number.4*learning_rate.0.3*batch_size.16&at=40"


def open_dialog(visitor: Visitor) -> None:
    visitor.page.locator(".st-key-take_away_button button >> visible=true").first.click(timeout=SOON)
    expect(visitor.page.locator(".st-key-take_away_download button")).to_be_visible(timeout=SOON)


def choose(visitor: Visitor, form: Export, language: str) -> None:
    """Choose a form, and wait until the dialog is about it."""
    catalogue = translations(language)
    visitor.page.locator(FORMS).first.click(timeout=SOON)
    title = form.title.render(catalogue)
    visitor.page.locator("[role=listbox] [role=option]").get_by_text(title, exact=True).click(timeout=SOON)
    expect(visitor.page.locator(".st-key-take_away")).to_contain_text(form.help.render(catalogue), timeout=SOON)
    visitor.wait_for_rest()


def downloaded(visitor: Visitor) -> tuple[str, bytes]:
    with visitor.page.expect_download(timeout=SOON) as downloading:
        visitor.page.locator(".st-key-take_away_download button >> visible=true").first.click(timeout=SOON)
    return downloading.value.suggested_filename, Path(downloading.value.path()).read_bytes()


@pytest.mark.parametrize("locale", LANGUAGES)
def test_each_form_is_what_the_command_line_writes(visit: Callable[..., Visitor], locale: str) -> None:
    visitor = visit(f"?{link.query_string(SETTINGS)}", locale=locale)
    visitor.press("train")
    visitor.wait_for_status("finished")
    run = TrainedRun.of(link.from_query(SETTINGS))
    open_dialog(visitor)
    for form in EXPORTS.values():
        if not form.available():
            continue
        if form.name != "numpy":  # the first, which stands there
            choose(visitor, form, LANGUAGES[locale])
        file, content = downloaded(visitor)
        assert file == f"moons.{form.extension}", form.name
        if form.name == "weights":  # an archive has the time in it
            assert arrays(content) == arrays(form.content(run))
        else:
            assert content == form.content(run), form.name
        shown = PICTURE if form.name == "chart_png" or form.name in PICTURES else CODE
        expect(visitor.page.locator(shown).first).to_be_visible(timeout=SOON)
    assert visitor.errors == []


def test_the_notebook_of_a_run_gives_the_costs_of_the_page(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit(f"?{link.query_string(SETTINGS | {'batch_size': '16'})}")
    visitor.press("train")
    visitor.wait_for_status("finished")
    iterations, costs = visitor.payload()["points"]
    assert iterations[-1] == 40
    open_dialog(visitor)
    choose(visitor, EXPORTS["notebook"], "en")
    file, content = downloaded(visitor)
    assert file == "moons.ipynb"
    assert costs_of_notebook(content.decode("utf-8"), tmp_path)[-1] == pytest.approx(costs[-1], rel=1e-9)
    assert visitor.errors == []


def test_a_compared_run_is_taken_away_as_it_is_looked_at(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit(COMPARED, page="compare")
    visitor.page.wait_for_selector(".dnn-compare[data-done=true]", timeout=LONG)
    iteration = int(str(visitor.page.locator(".dnn-compare").get_attribute("data-iteration")))
    open_dialog(visitor)
    visitor.page.locator(RUNS).first.click(timeout=SOON)
    visitor.page.locator("[role=listbox] [role=option]").nth(1).click(timeout=SOON)
    visitor.wait_for_rest()
    choose(visitor, EXPORTS["weights"], "en")
    expect(visitor.page.locator(".st-key-take_away")).to_contain_text(f"after {iteration} iterations", timeout=SOON)
    file, content = downloaded(visitor)
    second = from_comparison(iteration)
    assert file == "moons-4.npz" and arrays(content) == arrays(EXPORTS["weights"].content(second))
    choose(visitor, EXPORTS["notebook"], "en")
    file, content = downloaded(visitor)
    costs = costs_of_notebook(content.decode("utf-8"), tmp_path)
    assert file == "moons-4.ipynb" and costs == pytest.approx(second.costs.tolist(), rel=1e-9)
    assert len(costs) == iteration and visitor.errors == []


def from_comparison(iteration: int) -> TrainedRun:
    """The second run of the link, trained from its beginning."""
    run = read_comparison(COMPARED.removeprefix("?compare=").removesuffix("&at=40"))[1]
    return TrainedRun.of(run.recipe.config, iteration)


@pytest.mark.parametrize("name", ["costs", "chart_png"])
def test_a_form_is_copied_whole(visit: Callable[..., Visitor], name: str) -> None:
    settings = SETTINGS | {"iterations": "700"}
    visitor = visit(f"?{link.query_string(settings)}")
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.press("train")
    visitor.wait_for_status("finished")
    open_dialog(visitor)
    choose(visitor, EXPORTS[name], "en")
    visitor.page.locator(COPY).click(timeout=SOON)
    expect(visitor.page.locator(".st-key-take_away .copy [role=status]")).to_have_text("Copied.", timeout=SOON)
    if name == "costs":
        expected = EXPORTS[name].content(TrainedRun.of(link.from_query(settings))).decode("utf-8")
        assert expected.count("\n") > MAX_SHOWN_LINES
        assert visitor.page.evaluate("() => navigator.clipboard.readText()") == expected
    else:
        types = "async () => (await navigator.clipboard.read()).flatMap((item) => item.types)"
        assert visitor.page.evaluate(types) == ["image/png"]
    assert visitor.errors == []


def arrays(content: bytes) -> dict[str, list[list[float]]]:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return {name: file[name].tolist() for name in file.files}


def test_before_training_the_initial_network_is_taken_away(visit: Callable[..., Visitor]) -> None:
    visitor = visit(f"?{link.query_string(SETTINGS)}", size=PHONE)
    visitor.page.locator("[data-testid=stExpandSidebarButton]").click(timeout=SOON)
    open_dialog(visitor)
    choose(visitor, EXPORTS["weights"], "en")
    expect(visitor.page.locator(".st-key-take_away")).to_contain_text("after 0 iterations", timeout=SOON)
    _file, content = downloaded(visitor)
    first = initialize(link.from_query(SETTINGS)).layers
    assert arrays(content) == {
        f"{letter}{l}": getattr(layer, letter).tolist() for l, layer in enumerate(first, start=1) for letter in "Wb"
    }
    box = visitor.page.locator(".st-key-take_away").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert visitor.errors == []
