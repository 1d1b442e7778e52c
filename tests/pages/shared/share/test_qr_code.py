"""The QR code of a link, read from what a browser shows, as the camera of a telephone reads it."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image

from pages.shared.share.qr_code import MIN_CODE_SIDE, MODULE_PIXELS, QUIET_ZONE, qr_code
from tests.tabs import Tabs

SHORT = "https://school.example/trainer/?data=moons&lang=zh&run=q_gMvbOS73fX3lXEgUCmjg"
LONGEST = 2_953
"""Bytes that a code holds at most, of version 40 with the weakest error correction."""


def link_of(length: int) -> str:
    return SHORT + "&points=" + "abcDEF-_%2C0123456789" * (length // 21) if length > len(SHORT) else SHORT


@pytest.fixture
def read(tabs: Tabs) -> Callable[[str, int], list[str]]:
    """A function that shows a picture at so many pixels on a dark page, and reads the codes on it."""
    page = tabs.lend(viewport={"width": 900, "height": 900})

    def show(image: str, side: int) -> list[str]:
        page.set_content('<body style="background: #0f151d"><img></body>')
        page.evaluate(
            "([image, side]) => { const shown = document.querySelector('img');"
            " shown.width = shown.height = side; shown.src = image; return shown.decode(); }",
            [image, side],
        )
        return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))]

    return show


@pytest.mark.parametrize("length", [0, 300, 1_000, 2_300])
def test_a_camera_reads_the_link(read: Callable[[str, int], list[str]], length: int) -> None:
    link = link_of(length)
    code = qr_code(link)
    assert code is not None and read(code.image, code.side) == [link]


def test_its_modules_are_dark_on_light_with_space_about_them() -> None:
    code = qr_code(SHORT)
    assert code is not None and code.image.startswith("data:image/svg+xml")
    drawn = unquote(code.image)
    assert "#fff" in drawn and "#000" in drawn and "script" not in drawn and "http://www.w3.org/2000/svg" in drawn
    assert f"M{QUIET_ZONE} {QUIET_ZONE}.5h7" in drawn  # the first finder pattern


def test_the_longer_the_link_the_larger_the_code() -> None:
    small, large = qr_code("https://a.example/"), qr_code("https://a.example/" + "x" * 2_000)
    assert small is not None and large is not None
    assert small.side == MIN_CODE_SIDE < large.side <= MODULE_PIXELS * (177 + 2 * QUIET_ZONE)


def test_what_no_code_can_hold_has_none() -> None:
    longest = "https://a.example/".ljust(LONGEST, "x")
    assert qr_code(longest) is not None and qr_code(f"{longest}x") is None
