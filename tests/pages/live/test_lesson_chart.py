"""The chart of a lesson without a browser: what it takes from one, what it refuses, and its form for slow hosts."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dnn import RunConfig
from dnn.background.services import get_run_manager
from dnn.errors import ConfigurationError
from dnn.text.messages import ENGLISH
from pages.live import STATIC
from pages.live.lesson import model, slow_chart, values
from pages.live.lesson.component import lesson_texts
from pages.live.lesson.model import LessonChart
from pages.live.lesson.values import MAX_CHART_RUNS, LessonSketch, RunEnd, read_ends, read_sketch
from pages.server.visitor import new_key
from pages.shared.drawing import theme
from pages.shared.session.session import ROUTES_MISSING
from pages.shared.session.values import VALUES
from tests.dnn.background.running import SOON, config
from tests.pages.live.fake_run import Marked
from tests.pages.opened import SLOWEST

SCRIPT = Path(__file__).parents[1] / "lesson_chart" / "script.py"
END = {"run_id": "a", "iteration": 40, "cost": 0.5, "is_diverged": False}
DIVERGING = RunConfig.from_dict(
    {
        "dataset": {"name": "sine"},
        "architecture": {"hidden": [{"units": 8, "activation": "relu"}]},
        "hyperparameters": {"learning_rate": 30, "iterations": 40},
    }
)


def chart(**changes: Any) -> LessonChart:
    return LessonChart(**{"key": "lesson", "iterations": 400, "cost_range": (0.0, 2.0)} | changes)


def run(run_id: str, label: str = "", *, is_highlighted: bool = False) -> Any:
    return {"run_id": run_id, "number": 1, "colour": 2, "label": label, "is_highlighted": is_highlighted}


class TestSketches:
    def test_one_that_a_browser_has_sent_is_taken_as_it_is(self) -> None:
        sent = {"number": 3, "points": [[1, 2.0], [20.0, 0.5], [400, 0]]}
        assert read_sketch(sent, 400, (0.0, 2.0)) == LessonSketch(3, ((1, 2.0), (20, 0.5), (400, 0.0)))
        assert read_sketch({"number": 4, "points": []}, 400, (0.0, 2.0)) == LessonSketch(4, ())

    @pytest.mark.parametrize(
        "points",
        [
            *([[0, 1]], [[401, 1]], [[1.5, 1]], [[5, 1], [5, 1]], [[5, 1], [4, 1]], [[True, 1]], [[1, True]]),
            *([[1, 2.1]], [[1, -0.1]], [[1, math.nan]], [[1, math.inf]], [[math.nan, 1]], [[10**400, 1]]),
            *([[1]], [[1, 1, 1]], [1], ["ab"], "ab", None, 5, {}, [{}], [None], [["1", 1]], [[1, "1"]], [[1, None]]),
            [[each, 1] for each in range(1, 62)],
        ],
    )
    def test_what_is_no_sketch_is_refused(self, points: object) -> None:
        with pytest.raises(ConfigurationError, match="drawing the curve again"):
            read_sketch({"number": 1, "points": points}, 400, (0.0, 2.0))

    @pytest.mark.parametrize(
        "sent",
        [
            *(None, 5, [], {}, {"number": 1}, {"points": []}, {"number": 1, "points": [], "more": 1}),
            *({"number": number, "points": []} for number in (None, -1, 0.5, "1", True, 2**60, math.nan)),
        ],
    )
    def test_what_has_no_number_is_refused(self, sent: object) -> None:
        with pytest.raises(ConfigurationError):
            read_sketch(sent, 400, (0.0, 2.0))

    def test_the_browser_has_the_same_limits(self) -> None:
        of_sketch = (STATIC / "lesson_chart" / "sketch.js").read_text("utf-8")
        of_handles = (STATIC / "lesson_chart" / "handles.js").read_text("utf-8")
        assert f"MAX_POINTS = {values.MAX_SKETCH_POINTS};" in of_sketch
        assert f"HANDLES = {model.HANDLES};" in of_handles


class TestEnds:
    def test_those_that_a_browser_has_told_are_taken(self) -> None:
        assert read_ends([END, END | {"cost": None}]) == (
            RunEnd("a", 40, 0.5, is_diverged=False),
            RunEnd("a", 40, None, is_diverged=False),
        )

    @pytest.mark.parametrize(
        "sent",
        [
            *(None, 5, {}, [], [None], [[]], "END", [{}], [END, 5], [END | {"more": 1}]),
            *([END | {"run_id": each}] for each in (5, None)),
            *([END | {"iteration": each}] for each in (-1, 0.5, "4", None, True)),
            *([END | {"cost": each}] for each in (math.nan, math.inf, "0.5", True)),
            *([END | {"is_diverged": each}] for each in (0, None, "true")),
            [END] * (MAX_CHART_RUNS + 1),
        ],
    )
    def test_what_is_none_is_refused(self, sent: object) -> None:
        with pytest.raises(ConfigurationError):
            read_ends(sent)


class TestModel:
    @pytest.mark.parametrize(
        "changes",
        [
            *({"iterations": 1}, {"cost_range": (1.0, 1.0)}, {"cost_range": (2.0, 1.0)}, {"scale": "sqrt"}),
            *({"cost_range": (math.nan, 1.0)}, {"scale": "log"}, {"scale": "log", "cost_range": (-1.0, 1.0)}),
        ],
    )
    def test_axes_without_a_length_are_refused(self, changes: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="expected"):
            chart(**changes)

    def test_handles_go_from_the_first_iteration_to_the_last(self) -> None:
        assert chart(iterations=601).handle_iterations == (1, 101, 201, 301, 401, 501, 601)
        assert chart(iterations=3).handle_iterations == (1, 2, 3)

    def test_every_text_goes_through_the_translation(self) -> None:
        for is_beside_held_out in (False, True):
            texts = lesson_texts(Marked("«»"), is_beside_held_out=is_beside_held_out)
            assert texts.pop("language") == "en"
            assert {text[:2] for text in texts.values()} == {"«»"}

    def test_its_costs_are_said_to_be_of_the_training_data_beside_held_out_ones_alone(self) -> None:
        alone, beside = (lesson_texts(ENGLISH, is_beside_held_out=each) for each in (False, True))
        assert "training" not in " ".join(alone.values()) and alone.keys() == beside.keys()
        told = {key for key in beside if beside[key] != alone[key]}
        assert told == {"cost", "cost_log", "chart", "latest", "at_iteration", "end"}
        assert all("training" in beside[key] for key in told)


class TestSlowChart:
    def test_it_draws_the_same_curves_and_sketch_in_the_same_range(self) -> None:
        runs, owner = get_run_manager(), new_key()
        made = [runs.start(each, owner) for each in (config(40), DIVERGING)]
        for each in made:
            runs.wait_until(each.id, lambda now: now.ended, SOON)
        found = runs.costs([each.id for each in made], is_watching=True)
        shown = chart(
            runs=[run(made[0].id, "<b>α</b>", is_highlighted=True), run(made[1].id), run("gone")],
            sketch=LessonSketch(1, ((1, 1.0), (400, 0.1))),
            first_cost=0.7,
            references=[{"cost": 0.69, "text": "ln 2", "colour": -1}, {"cost": 0.5, "text": "held out", "colour": 1}],
        )
        figure = slow_chart.lesson_figure(shown, found, "light")
        first, second, sketch, start = figure.data
        assert first.name == "&lt;b>α&lt;/b>" and first.line.width > 3 and list(first.x) == list(range(1, 41))
        assert first.line.color == theme.RUNS["light"][2]
        assert not second.showlegend and "diverged" in second.name and all(map(math.isfinite, second.y))
        assert (list(sketch.x), list(sketch.y), list(start.y)) == ([1, 400], [1.0, 0.1], [0.7])
        assert list(figure.layout.yaxis.range) == [0.0, 2.0] and figure.layout.annotations[0].text == "ln 2"
        of_none, of_a_run = (shape.line.color for shape in figure.layout.shapes)
        assert of_none == theme.SCHEMES["light"].muted and of_a_run == theme.RUNS["light"][1]
        assert figure.layout.yaxis.title.text == "cost J"
        beside = slow_chart.lesson_figure(chart(is_beside_held_out=True), {}, "light")
        assert beside.layout.yaxis.title.text == "training cost J"
        log = slow_chart.lesson_figure(chart(scale="log", cost_range=(1e-3, 10.0)), {}, "dark")
        assert (log.layout.yaxis.type, list(log.layout.yaxis.range)) == ("log", [-3.0, 1.0])
        assert slow_chart.end_of(made[1].id, found[made[1].id]).is_diverged
        finished = slow_chart.end_of(made[0].id, found[made[0].id])
        assert finished == RunEnd(made[0].id, 40, first.y[-1], is_diverged=False)
        assert slow_chart.end_of("gone", None) == RunEnd("gone", 0, None, is_diverged=False)

    def test_menus_offer_costs_of_the_axis_from_the_highest_down(self) -> None:
        costs = slow_chart.offered_costs(chart(scale="log", cost_range=(1e-4, 10.0)))
        assert costs == sorted(costs, reverse=True) and (costs[0], costs[-1]) == (10.0, 1e-4)
        ratios = [high / low for high, low in zip(costs, costs[1:], strict=False)]
        assert max(ratios) / min(ratios) < 1.01
        assert slow_chart.offered_costs(chart())[20] == 1.0

    def test_on_a_host_without_routes_menus_sketch_and_the_end_is_told(self) -> None:
        test = AppTest.from_file(str(SCRIPT), default_timeout=SLOWEST)
        test.session_state[VALUES] = {ROUTES_MISSING: True}
        test.query_params["iterations"] = "31"
        test.run()
        assert [menu.label for menu in test.selectbox] == [
            f"Expected cost at iteration {iteration}" for iteration in (1, 6, 11, 16, 21, 26, 31)
        ]
        test.selectbox[0].set_value(0.7).run()
        test.selectbox[6].set_value(0.25).run()
        assert "sketch: [[1, 0.7], [31, 0.25]]" in [text.value for text in test.text]
        assert [menu.value for menu in test.selectbox] == [0.7, *[None] * 5, 0.25]
        test.button(key="train").click().run()
        for run_id in test.session_state["runs"]:
            get_run_manager().wait_until(run_id, lambda now: now.ended, SOON)
        test.run()
        assert not test.exception and len(test.selectbox) == 0
        (ends,) = [text.value for text in test.text if text.value.startswith("ends: ")]
        assert len(re.findall(r"False", ends)) == 3
