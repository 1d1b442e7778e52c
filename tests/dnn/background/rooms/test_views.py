"""Views that need no server: histograms of answers, tiles of runs that have gone wrong, news of a wall."""

from __future__ import annotations

import base64
import math
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import orjson
import pytest

from dnn import RunConfig
from dnn.background.rooms.answers import MAX_ANSWER_NUMBER, written
from dnn.background.rooms.class_runs import RunGlance
from dnn.background.rooms.member import Answer, Vote
from dnn.background.rooms.views.histograms import INTERVALS, MAX_BARS, Histograms, histogram
from dnn.background.rooms.views.sketches import SKETCH_POINTS, in_few_points
from dnn.background.rooms.views.student_view import REDRAW_SECONDS, redraw_after
from dnn.background.rooms.views.tiles import CURVE_SECONDS, MAX_TILE_PARAMETERS, MAX_TILE_POINTS, run_tile
from dnn.network import flatten, initialize
from dnn.training.advance import advance
from dnn.training.cost_history import CostHistory
from dnn.training.stop import Stop
from tests.dnn.background.running import config


def votes(*pairs: tuple[Any, Any]) -> list[Answer]:
    """Answers with a first and a second vote; None is none."""
    numbered = iter(range(1, 10_000))
    return [Answer(*(None if value is None else Vote(value, next(numbered)) for value in pair)) for pair in pairs]


def rows(answers: list[Answer], vote: int = 2) -> list[tuple[Any, int, int]]:
    return [(bar["value"], bar["first"], bar["second"]) for bar in histogram(answers, vote)]


class TestHistogram:
    def test_few_numbers_have_a_bar_each_in_rising_order(self) -> None:
        assert rows(votes((3, 1), (1, 1), (3, None), (2.5, 3))) == [(1, 1, 2), (2.5, 1, 0), (3, 2, 1)]

    def test_many_numbers_are_counted_in_intervals_that_both_votes_share(self) -> None:
        rng = np.random.default_rng(0)
        first, second = rng.normal(size=200), rng.normal(size=200)
        bars = histogram(votes(*zip(first.tolist(), second.tolist(), strict=True)))
        low, high = min(first.min(), second.min()), max(first.max(), second.max())
        assert len(bars) == INTERVALS
        for values, name in ((first, "first"), (second, "second")):
            places = np.minimum(((values - low) / (high - low) * INTERVALS).astype(int), INTERVALS - 1)
            counted = Counter(places.tolist())
            assert [bar[name] for bar in bars] == [counted[place] for place in range(INTERVALS)]  # type: ignore[literal-required]
        assert (bars[0]["low"], bars[-1]["high"]) == (low, high)

    def test_numbers_of_any_size(self) -> None:
        spread = [float(f"1e{power}") for power in range(-300, 101, 20)]
        assert sum(bar["first"] for bar in histogram(votes(*((value, None) for value in spread)))) == len(spread)
        opposite = [-MAX_ANSWER_NUMBER, MAX_ANSWER_NUMBER, *range(20)]
        assert sum(bar["first"] for bar in histogram(votes(*((value, None) for value in opposite)))) == len(opposite)

    def test_values_that_are_no_numbers_come_by_their_frequency_and_equal_ones_are_one(self) -> None:
        answers = votes(
            ("a", "b"), ("b", "b"), ("b", None), ({"x": 1, "y": 2}, None), ({"y": 2, "x": 1}, None), (True, 1)
        )
        assert rows(answers) == [("b", 2, 2), ({"x": 1, "y": 2}, 2, 0), ("a", 1, 0), (1, 0, 1), (True, 1, 0)]

    def test_rare_values_share_the_last_bar(self) -> None:
        answers = votes(*((f"answer {number:02}", None) for number in range(MAX_BARS + 5)))
        assert rows(answers)[-1] == (None, 5, 0) and len(rows(answers)) == MAX_BARS + 1

    def test_all_sketched_curves_are_there_however_many(self) -> None:
        curves = [[[step, round(0.9**step / (1 + student), 6)] for step in range(24)] for student in range(100)]
        few = histogram(votes(*((curve, None) for curve in curves[:MAX_BARS])))
        assert sorted(bar["value"] for bar in few) == sorted(curves[:MAX_BARS])  # as they were sketched
        many = histogram(votes(*((curve, None) for curve in curves)))
        assert all(
            bar["value"] == orjson.loads(orjson.dumps(bar["value"])) for bar in many
        )  # lists, as pages read them
        assert [bar["first"] for bar in many] == [1] * 100 and len(orjson.dumps(many)) < 20_000
        for curve in curves:
            away = [
                max(abs(cost - np.interp(at, *zip(*bar["value"], strict=True))) for at, cost in curve) for bar in many
            ]
            assert min(away) < 0.02 * curve[0][1]  # one of those that are sent looks the same

    def test_a_curve_in_few_points_has_points_of_its_own_and_no_more_than_it_had(self) -> None:
        rng = np.random.default_rng(1)
        for count in (2, 3, SKETCH_POINTS, 24, 64):
            curve = tuple((at, float(f"{cost:.3g}")) for at, cost in enumerate(rng.uniform(0.001, 1, count)))
            few = in_few_points(written(curve)) or ()
            assert len(few) == min(count, SKETCH_POINTS) and set(few) <= set(curve)
            assert (few[0], few[-1]) == (curve[0], curve[-1])

    def test_a_fall_over_many_powers_of_ten_keeps_its_form_on_a_logarithmic_axis(self) -> None:
        curve = tuple((at, float(f"{10 ** (-at / 6 if at < 12 else -2 - (at - 12) / 3):.3g}")) for at in range(24))
        few = np.array(in_few_points(written(curve)))
        away = np.log10([cost for _at, cost in curve]) - np.interp(range(24), few[:, 0], np.log10(few[:, 1]))
        assert np.abs(away).max() < 0.1

    def test_answers_are_counted_again_when_one_is_given_or_taken_away(self) -> None:
        counted, answers = Histograms(), votes(("a", None), ("b", "a"))
        first = counted.of("depth/1/prediction", answers)
        assert first == histogram(answers) and counted.of("depth/1/prediction", answers) is first
        assert counted.of("depth/1/prediction", answers, 1) == histogram(answers, 1) != first
        assert counted.of("depth/1/prediction", answers[:1]) == histogram(answers[:1])

    def test_the_second_vote_is_left_out_where_the_first_is_asked_for(self) -> None:
        assert rows(votes(("a", "b"), ("c", "b")), vote=1) == [("a", 1, 0), ("c", 1, 0)]

    def test_a_late_vote_counts_nowhere(self) -> None:
        assert histogram([Answer(Vote(1, 1, is_late=True), Vote(2, 2, is_late=True))]) == [] == histogram([])


class TestRedrawing:
    @pytest.mark.parametrize("present", [0, 1, 10])
    def test_in_a_small_class_nobody_waits(self, present: int) -> None:
        assert {redraw_after(seat, present) for seat in range(1, 50)} == {0}

    def test_a_hundred_pages_are_spread_evenly_over_three_seconds(self) -> None:
        delays = [redraw_after(seat, 100) for seat in range(1, 101)]
        counted, _ = np.histogram(delays, 6, (0, REDRAW_SECONDS))
        assert counted.tolist() == pytest.approx([100 / 6] * 6, abs=2)

    def test_the_time_grows_with_those_present_and_has_an_end(self) -> None:
        longest = [max(redraw_after(seat, present) for seat in range(1, 101)) for present in (11, 30, 55, 100, 1000)]
        assert longest == sorted(longest) and longest[2] == pytest.approx(longest[3] / 2, rel=1e-2)
        assert longest[3] == longest[4] < REDRAW_SECONDS


def glance(configuration: RunConfig, costs: list[float], stop: Stop | None = None) -> RunGlance:
    history = CostHistory()
    history.append(1, np.array(costs))
    state = advance(configuration, None, iterations=2).state
    return RunGlance("r", "v", "", configuration, "stopped", 0, 1, len(costs), history, None, state, stop)


class TestTiles:
    def test_a_run_that_has_diverged_says_so_and_has_no_number_that_is_none(self) -> None:
        tile = run_tile(glance(config(), [0.7, 1e300, math.inf, math.nan], Stop("non_finite", 4, 1, "Z")))
        assert not tile.is_finite and not tile.run["is_finite"] and not tile.is_stuck and tile.run["cost"] is None
        assert tile.run["curve"][0] == [1, 2] and tile.run["curve"][1] == pytest.approx([0.7, 1e300])
        assert b"null" in orjson.dumps(tile.run)

    @pytest.mark.parametrize("cost", [0.0, 1e-320, 1e-12, 0.693147, 123456.0, 1e300])
    def test_costs_of_any_size_in_four_digits(self, cost: float) -> None:
        (_, (shown,)) = run_tile(glance(config(), [cost])).run["curve"]
        assert shown == pytest.approx(cost, rel=1e-3, abs=1e-299) and (cost > 1e15 or len(repr(shown)) < 12)

    def test_the_curve_is_short(self) -> None:
        tile = run_tile(glance(config(), list(np.random.default_rng(0).uniform(size=5_000))))
        assert len(tile.run["curve"][0]) <= MAX_TILE_POINTS

    def test_a_small_network_of_two_inputs_travels_and_no_other(self) -> None:
        tile = run_tile(glance(config(), [0.7]))
        assert tile.network is not None
        theta = np.frombuffer(base64.b64decode(tile.network["theta"]), "<f4")
        assert len(theta) == len(flatten(initialize(config())))
        wide = RunConfig.from_dict(
            {"dataset": {"name": "circles"}, "architecture": {"hidden": [{"units": MAX_TILE_PARAMETERS}]}}
        )
        others = (RunConfig.from_dict({"dataset": {"name": "iris"}}), wide)
        assert [run_tile(glance(each, [0.7])).network for each in others] == [None, None]

    def test_a_run_that_goes_on_tells_its_numbers_and_now_and_again_its_curve_and_weights(self) -> None:
        early = replace(glance(config(), [0.7, 0.6]), status="running")
        late = replace(glance(early.config, [0.7, 0.6, 0.5]), status="running", version=2)
        first = run_tile(early, None, 10.0)
        soon = run_tile(late, first, 10.0 + CURVE_SECONDS / 2)
        assert (soon.run["iteration"], soon.run["cost"]) == (3, 0.5)
        assert soon.run["curve"] is first.run["curve"] and soon.network is first.network
        for tile in (
            run_tile(late, soon, 10.0 + CURVE_SECONDS),  # counted from when the curve was taken
            run_tile(replace(late, status="paused"), soon, 10.0),
            run_tile(replace(late, generation=1), soon, 10.0),
            run_tile(replace(late, run_id="another"), soon, 10.0),
        ):
            assert tile.run["curve"] == [[1, 2, 3], [0.7, 0.6, 0.5]]
            assert tile.network is not None and tile.network["version"] == 2

    def test_what_follows_from_the_configuration_is_made_once(self) -> None:
        first = glance(config(), [0.7])
        tile = run_tile(first)
        assert run_tile(first, tile).described is tile.described
        other = run_tile(glance(config(name="moons"), [0.7]), tile)
        assert other.described is not tile.described and other.run["dataset"] == "moons"
