"""The modules of the live view: what they import, which texts they use, how they write numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from dnn.background.run_snapshot import Suspension
from pages.live import STATIC, TEXT_KEYS, live_texts
from pages.live.comparison import COMPARE_TEXT_KEYS
from pages.live.drawing_board import DRAWING_TEXT_KEYS
from pages.live.hyperparameters import CONTROL_TEXT_KEYS
from pages.live.lesson.component import LESSON_TEXT_KEYS
from pages.live.room_bar import ROOM_BAR_TEXT_KEYS
from pages.live.room_wall.texts import WALL_TEXT_KEYS
from pages.live.stepper import STEP_TEXT_KEYS
from pages.locale.languages import LANGUAGES, translations
from pages.server.rooms.join_page import JOIN_PAGE_TEXTS
from tests.pages.live.fake_run import FakeRun, Marked

MODULES = sorted(STATIC.rglob("*.js"))
PARTS = ("step", "controls", "compare", "drawing_board", "lesson_chart", "wall", "room_bar", "join_page")
"""Components with texts of their own."""


def part_of(path: Path) -> str:
    """The component that a module belongs to, where it has texts of its own."""
    first = path.relative_to(STATIC).parts[0].removesuffix(".js")
    return first if first in PARTS else ""


MAX_LINES_OF_THE_WIRE = 600
"""The wire is one module, as it is in Python, and nothing but declarations."""


class TestModules:
    def test_the_modules_are_there(self) -> None:
        expected = {"view", "poll", "cost_chart", "run_numbers", "export", "format", "bootstrap"}
        assert expected <= {path.stem for path in MODULES}

    @pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
    def test_each_says_first_what_it_is_and_stays_short(self, path: Path) -> None:
        lines = path.read_text("utf-8").splitlines()
        assert lines[0].startswith("// ")
        assert len(lines) <= (MAX_LINES_OF_THE_WIRE if path.name == "wire.js" else 250)

    @pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
    def test_each_imports_only_what_lies_beside_it(self, path: Path) -> None:
        imported = re.findall(r'from "([^"]+)"', path.read_text("utf-8"))
        assert [name for name in imported if not (name.startswith(".") and (path.parent / name).is_file())] == []

    @pytest.mark.parametrize(
        ("part", "keys"),
        [
            ("", TEXT_KEYS),
            ("step", STEP_TEXT_KEYS),
            ("controls", CONTROL_TEXT_KEYS),
            ("compare", COMPARE_TEXT_KEYS),
            ("drawing_board", DRAWING_TEXT_KEYS),
            ("lesson_chart", LESSON_TEXT_KEYS),
            ("wall", WALL_TEXT_KEYS),
            ("room_bar", ROOM_BAR_TEXT_KEYS),
            ("join_page", tuple(JOIN_PAGE_TEXTS)),
        ],
    )
    def test_they_use_the_texts_that_they_are_given_and_all_of_them(self, part: str, keys: tuple[str, ...]) -> None:
        modules = [path for path in MODULES if part_of(path) == part]
        sources = "\n".join(path.read_text("utf-8") for path in modules)
        used = re.findall(r'texts\.(\w+)|data-(?:text|label)="(\w+)"|\bact\("\w+", "(\w+)"\)', sources)
        used += re.findall(r'fillCounted\(\s*texts, (?:[^",]* \? )?"(\w+)"(?: : "(\w+)")?', sources)
        families = tuple(re.findall(r"texts(?:\[|, )`(\w+_)\$\{", sources))  # texts[`optimizer_${name}`]
        counted = {key.removesuffix("_other") for key in keys if key.endswith("_other")}
        named = {key.removesuffix("_one") if key.removesuffix("_one") in counted else key for key in keys}
        named = {key.removesuffix("_other") for key in named if not key.startswith(families)}
        assert {each for found in used for each in found if each} == named
        assert all(any(key.startswith(family) for key in keys) for family in families)

    def test_there_are_words_for_every_reason_to_wait_that_a_visitor_sees(self) -> None:
        """One who polls is not unseen."""
        keys = {key for key in TEXT_KEYS if key.startswith("suspended_")}
        assert keys == {f"suspended_{reason}" for reason in get_args(Suspension) if reason != "unseen"}

    @pytest.mark.parametrize("score", ["accuracy", "r2"])
    def test_every_text_goes_through_the_translation(self, score: str) -> None:
        texts = live_texts(Marked("«»"), score=score)
        assert texts.pop("language") == "en"
        assert {text[:2] for text in texts.values()} == {"«»"}

    @pytest.mark.parametrize("code", LANGUAGES)
    def test_there_is_a_form_for_each_category_of_the_language(self, code: str) -> None:
        texts = live_texts(translations(code))
        expected = {"en": {"one": "{count} point", "other": "{count} points"}, "zh": {"other": "{count} 个点"}}
        forms = {key.removeprefix("points_"): text for key, text in texts.items() if re.match("points_o[nt]", key)}
        assert (texts["language"], forms) == (code, expected[code])

    def test_nothing_of_plotly_leads_to_another_site(self) -> None:
        source = (STATIC / "cost/cost_chart.js").read_text("utf-8")
        assert all(part in source for part in ("displaylogo: false", "showSendToCloud: false", 'plotlyServerURL: ""'))


def test_numbers_are_written_for_people(run: FakeRun) -> None:
    calls = {
        "cost(0.693147)": "0.6931", "cost(0.00123456)": "0.00123", "cost(12.3456)": "12.346",
        "cost(12345.6)": "12346", "cost(-0.5)": "-0.5000", "cost(1.5e9)": "1.50×10⁹", "cost(null)": "–",
        "cost(0)": "0", "duration(7384)": "2:03:04", "duration(0)": "0:00", "whole(1234567, 'en')": "1,234,567",
        "score(0.5, 'r2')": "0.500", "setting(0.1+0.2)": "0.3", "fill('{a} of {b}', {a: 1})": "1 of {b}",
    }  # fmt: skip
    names = "{cost, duration, whole, score, setting, fill}"
    script = f"async () => {{ const {names} = await import('/static/ui/format.js'); return [{','.join(calls)}]; }}"
    assert dict(zip(calls, run.page.evaluate(script), strict=True)) == calls
