"""The letters on the tiles of a large class, as a browser draws them: none too small to be read."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.rooms.wall_in_browser import ADDRESS, PREPARE, data, hand_out

MIN_LETTERS = 11
STUDENTS, DOCUMENTS = 100, 3
MEASURE = """() => [...document.querySelectorAll('.dnn-wall-tile *')]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .map((each) => parseFloat(getComputedStyle(each).fontSize))"""


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_no_letters_of_a_hundred_tiles_are_below_eleven_pixels(browser: Browser, size: tuple[int, int]) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.route("**/*", hand_out)
    page.goto(ADDRESS)
    page.add_style_tag(content="html { font-size: 15px } body { margin: 0 }")
    page.evaluate(PREPARE, [STUDENTS, DOCUMENTS, data()])
    found: dict[str, Any] = {}
    for place in ("wall", "projector"):
        if place == "projector":
            page.click('[data-act="project"]')
            page.click('.dnn-wall-views [data-view="tiles"]')
            page.wait_for_function("() => document.querySelector('.dnn-wall-grid').style.getPropertyValue('--row')")
        page.wait_for_function(f"() => document.querySelectorAll('.dnn-wall-tile').length === {STUDENTS}")
        found[place] = page.evaluate(MEASURE)
    page.close()
    assert all(len(sizes) >= 2 * STUDENTS and min(sizes) >= MIN_LETTERS for sizes in found.values()), {
        place: (len(sizes), min(sizes)) for place, sizes in found.items()
    }
