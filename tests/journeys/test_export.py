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
from pages.shared.session import link
from tests.journeys.visitor import PHONE, SOON

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

SETTINGS = {"data": "moons", "hidden": "5.relu-3.tanh", "seed": "7", "iterations": "40"}
LANGUAGES = {"en-GB": "en", "zh-CN": "zh"}
FORMS = ".st-key-take_away [data-testid=stSelectbox] >> visible=true"
CODE = ".st-key-take_away [data-testid=stCode] code"


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
        expect(visitor.page.locator(CODE).first).not_to_be_empty(timeout=SOON)
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
