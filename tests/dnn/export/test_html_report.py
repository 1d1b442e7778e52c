"""The page of a run: it needs nothing else, runs nothing, and shows names literally."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

from dnn.datasets import registry
from dnn.export import EXPORTS, TrainedRun
from dnn.text.messages import Text
from tests.dnn.export.programs import configure


class Reader(HTMLParser):
    """The tags of a page and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def page(**settings: object) -> str:
    return EXPORTS["html"].content(TrainedRun.of(configure(**settings))).decode("utf-8")  # type: ignore[arg-type]


def test_it_asks_for_nothing_and_runs_nothing() -> None:
    tags = Reader(page(dataset="moons")).tags
    assert {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "a", "form"} == set()
    assert not [
        name for _, attributes in tags for name in attributes if name.startswith("on") or name in ("src", "href")
    ]


@pytest.mark.parametrize("iterations", [1, 2, 3000])
def test_its_curve_ends_at_the_run_s_cost(iterations: int) -> None:
    text = page(dataset="moons", iterations=iterations)
    drawings = [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]
    assert len(drawings) == 2
    lines = drawings[0].findall("{http://www.w3.org/2000/svg}polyline")
    points = [np.array([pair.split(",") for pair in line.attrib["points"].split()], float) for line in lines]
    dots = drawings[0].findall("{http://www.w3.org/2000/svg}circle")
    assert (len(points), len(dots)) == ((1, 1) if iterations == 1 else (2, 0))  # one cost is a dot
    assert points[0][0, 0] == 64.0 and all(((part >= 0) & (part <= [640, 316])).all() for part in points)
    circles = drawings[1].findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 2 + 5 + 5 + 1


def test_names_are_shown_literally(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "<script>alert(1)</script>&\"'"
    entry = replace(registry.DATASETS["moons"], title=Text("{name}", name=hostile))
    monkeypatch.setitem(registry.DATASETS, "moons", entry)
    text = page(dataset="moons")
    assert "<script" not in text and "&lt;script&gt;" in text
