"""The flow chart: every block of every layer, folded where it would be too wide, readable without being seen."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from pages.shared.drawing.flow_chart import draw
from pages.shared.drawing.flow_layout import MAX_COLUMNS, arrangement
from pages.shared.drawing.flow_words import Network, Words

WORDS = Words("The way there & back", "layer {l}", "loss", "cache", "{symbol}, {shape}")


def network(L: int, *, is_one: bool = False) -> Network:
    return Network((2, *[8] * (L - 1), 1), (*["tanh"] * (L - 1), "sigmoid"), "1" if is_one else "350", is_one)


def blocks(svg: str) -> set[str]:
    return set(re.findall(r'data-block="(\w+)"', svg))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("L", [1, 2, 3, 32])
def test_it_is_well_formed_and_says_what_it_is(L: int, mode: str) -> None:
    root = ElementTree.fromstring(draw(network(L), WORDS, mode))
    assert root.get("role") == "img"
    assert root.get("aria-label") == "The way there & back"


@pytest.mark.parametrize("L", [1, 3, 32])
def test_every_layer_has_its_blocks(L: int) -> None:
    found = blocks(draw(network(L), WORDS, "light", interactive=True))
    expected = {f"{quantity}{l}" for l in range(1, L + 1) for quantity in ("Z", "A", "dZ", "dW", "db", "W", "b", "dA")}
    assert found == expected | {"A0", "J"}


def test_what_is_cached_and_not_used_has_no_arrow() -> None:
    uses = set(re.findall(r'data-use="(\w+)"', draw(network(3), WORDS, "light")))
    assert uses == {"A1", "Z1", "W2", "A2", "Z2", "W3", "A3"}


@pytest.mark.parametrize("L", [1, 2, MAX_COLUMNS, MAX_COLUMNS + 1, 6, 32])
def test_every_layer_is_shown_or_folded_whatever_has_the_focus(L: int) -> None:
    for focus in range(1, L + 1):
        seen = arrangement(L, focus)
        covered = [l for slot in seen.slots for l in range(slot.first, slot.last + 1)]
        assert covered == list(range(1, L + 1))
        assert any(slot.first == focus and not slot.is_fold for slot in seen.slots)
        assert seen.width < 1070
        ends = [slot.x for slot in seen.slots]
        assert ends == sorted(ends)


def test_one_example_is_written_small() -> None:
    many, one = (re.sub(r"<[^>]+>", "", draw(network(2, is_one=is_one), WORDS, "light")) for is_one in (False, True))
    assert "Z[1]" in many and "8 × 350" in many
    assert "z[1]" in one and "8 × 1" in one and "Z[1]" not in one


def test_a_name_from_outside_is_escaped() -> None:
    words = Words('"><script>', "layer {l}", "<b>", "cache", "{symbol}")
    assert "<script>" not in draw(network(2), words, "light")
    assert "<b>" not in draw(network(2), words, "light")
