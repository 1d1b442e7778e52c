"""The Bring in dialog: weights that were taken away go on training where they were, after a reload as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dnn.export import EXPORTS, TrainedRun
from pages.shared.session import link
from tests.dnn.imports.run_files import PARAMETERS, REFUSED, npz
from tests.journeys.own_data.test_export import choose, downloaded, open_dialog
from tests.journeys.visitor import PHONE, SOON

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

SETTINGS = {"data": "moons", "hidden": "5.relu-3.tanh", "seed": "7", "iterations": "40"}
DIALOG = ".st-key-bring_in"
BEGIN = ".st-key-bring_in_begin button >> visible=true"


def bring_in(visitor: Visitor, name: str, content: bytes) -> None:
    """Open the dialog and choose a file."""
    visitor.page.locator(".st-key-bring_in_button button >> visible=true").first.click(timeout=SOON)
    expect(visitor.page.locator(DIALOG)).to_be_visible(timeout=SOON)
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    visitor.page.locator(".st-key-bring_in_file input[type=file]").set_input_files([file])


def costs(visitor: Visitor) -> list[float]:
    """The costs of the run on the page, from its first iteration on."""
    iterations, costs = visitor.payload()["points"]
    assert iterations == list(range(1, len(iterations) + 1))
    return [float(cost) for cost in costs]


@pytest.mark.parametrize(("locale", "language"), [("en-GB", "en"), ("zh-CN", "zh")])
def test_weights_go_on_training_where_they_were(visit: Callable[..., Visitor], locale: str, language: str) -> None:
    visitor = visit(f"?{link.query_string(SETTINGS)}", locale=locale)
    visitor.press("train")
    visitor.wait_for_status("finished")
    before, first = costs(visitor), visitor.link["run"]
    open_dialog(visitor)
    choose(visitor, EXPORTS["weights"], language)
    name, content = downloaded(visitor)

    visitor.page.reload()
    visitor.wait_for_status("finished")
    bring_in(visitor, name, content)
    dialog = visitor.page.locator(DIALOG)
    for shape in ("(5, 2)", "(3, 5)", "(1, 3)"):
        expect(dialog).to_contain_text(shape, timeout=SOON)
    visitor.page.locator(BEGIN).click(timeout=SOON)
    visitor.app.wait_for_function(
        "before => ![null, before].includes(new URL(location.href).searchParams.get('run'))", arg=first, timeout=SOON
    )
    visitor.wait_for_status("finished")
    expect(dialog).to_have_count(0, timeout=SOON)
    straight = TrainedRun.of(link.from_query(SETTINGS), 80).costs.tolist()
    assert before == straight[:40]
    assert costs(visitor) == straight[40:]
    assert {name: visitor.link[name] for name in SETTINGS if name in visitor.link} == {
        name: value for name, value in SETTINGS.items() if name in visitor.link
    }

    visitor.press("reset")
    visitor.wait_for_status("paused")
    visitor.wait_for_iteration(0)
    visitor.press("train")
    visitor.wait_for_status("finished")
    assert costs(visitor) == straight[40:]
    assert visitor.errors == []


def test_before_its_first_iteration_the_picture_has_the_weights_of_the_file(visit: Callable[..., Visitor]) -> None:
    large = {name: 20 * array for name, array in PARAMETERS.items()}
    visitor = visit("?data=moons&hidden=9.tanh&iterations=1")
    visitor.wait_for_picture()
    bring_in(visitor, "mine.npz", npz(**large))
    visitor.page.locator(BEGIN).click(timeout=SOON)
    visitor.wait_for_status("finished")
    visitor.press("reset")
    visitor.wait_for_status("paused")
    largest = max(abs(large[name]).max() for name in ("W1", "b1", "W2", "b2"))
    visitor.app.wait_for_function(
        "largest => Math.abs(Number(document.querySelectorAll('.dnn-net-weightscale small')[1].textContent) - largest)"
        " < 0.01",
        arg=float(largest),
        timeout=SOON,
    )
    assert visitor.errors == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_pickle_is_refused_on_a_phone(visit: Callable[..., Visitor], language: str) -> None:
    visitor = visit(f"?lang={language}", size=PHONE)
    visitor.page.locator("[data-testid=stExpandSidebarButton]").click(timeout=SOON)
    bring_in(visitor, "parameters.pkl", REFUSED["a pickle"][0])
    dialog = visitor.page.locator(DIALOG)
    expect(dialog).to_contain_text("np.savez(file, **parameters)", timeout=SOON)
    assert visitor.page.locator(BEGIN).count() == 0
    box = dialog.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert visitor.errors == []
