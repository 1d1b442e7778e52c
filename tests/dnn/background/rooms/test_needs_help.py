"""Who needs help: each reason alone, the more urgent before the others, and curves that are stuck or are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dnn.background.rooms.member import Position
from dnn.background.rooms.room import Pace, Room
from dnn.background.rooms.views.needs_help import NEEDS, QUIET_SECONDS, Known, is_cost_stuck, need_of, reference_of

HERE = Position("shapes", 3, "try")
ROOM = Room("r", "c", "t", "o", "v", "", "en", "shapes", "", 0.0, 0.0, 0.0)
WORST = Known(asks=True, is_finite=False, is_stuck=True, quiet_seconds=QUIET_SECONDS + 1, position=None)
CURED = ({"asks": False}, {"is_finite": True}, {"is_stuck": False}, {"quiet_seconds": 0.0}, {"position": HERE})


class TestNeedOf:
    def test_the_most_urgent_reason_is_told_and_the_next_one_when_it_is_gone(self) -> None:
        known, found = WORST, [need_of(WORST, HERE)]
        for cure in CURED:
            known = replace(known, **cure)
            found.append(need_of(known, HERE))
        assert tuple(found) == NEEDS

    def test_nobody_who_is_not_there_needs_help(self) -> None:
        assert need_of(replace(WORST, is_present=False), HERE) == "none"

    def test_who_is_done_waits_and_is_not_quiet(self) -> None:
        quiet = Known(quiet_seconds=QUIET_SECONDS + 1, is_done=True)
        assert need_of(quiet, None) == "none" and need_of(replace(quiet, is_finite=False), None) == "not_finite"

    def test_who_watches_a_training_is_not_quiet(self) -> None:
        quiet = Known(quiet_seconds=QUIET_SECONDS + 1)
        assert need_of(quiet, None) == "quiet" and need_of(replace(quiet, is_training=True), None) == "none"
        assert need_of(replace(quiet, quiet_seconds=QUIET_SECONDS), None) == "none"

    @pytest.mark.parametrize(
        ("position", "need"),
        [
            (Position("shapes", 2, "check"), "behind"),
            (HERE, "none"),
            (Position("shapes", 4, "try"), "none"),
            (Position("other", 9, "try"), "behind"),
            (None, "behind"),
        ],
    )
    def test_behind(self, position: Position | None, need: str) -> None:
        assert need_of(Known(position=position), HERE) == need
        assert need_of(Known(position=position), None) == "none"


class TestReference:
    def test_together_at_the_step_of_the_pace(self) -> None:
        found = reference_of(replace(ROOM, pace=Pace("together", 4)), [])
        assert found is not None and found.step == 4

    def test_at_ones_own_pace_a_step_before_the_middle(self) -> None:
        steps = [Position("shapes", step, "try") for step in (1, 4, 5, 5, 6)]
        found = reference_of(ROOM, steps)
        assert found is not None and found.step == 4
        needs = [need_of(Known(position=position), found) for position in steps]
        assert needs == ["behind", "none", "none", "none", "none"]

    def test_none_where_nobody_is_anywhere_or_there_is_no_lesson(self) -> None:
        assert reference_of(ROOM, [None, None]) is None
        assert reference_of(replace(ROOM, lesson=""), [HERE]) is None


class TestStuckCost:
    iterations = list(range(0, 1_000, 25))

    def stuck(self, costs: object) -> bool:
        return is_cost_stuck(self.iterations, np.asarray(costs, dtype=float).tolist())

    def test_a_flat_curve_at_ln_2_is_stuck(self) -> None:
        assert self.stuck(np.full(40, np.log(2)))

    def test_a_noisy_one_that_does_not_fall_is_stuck(self) -> None:
        assert self.stuck(0.69 + 0.01 * np.sin(np.arange(40)))

    def test_one_that_falls_or_has_arrived_is_not(self) -> None:
        assert not self.stuck(0.69 * np.exp(-np.arange(40) / 40))
        assert not self.stuck(0.69 * np.exp(-np.arange(40) / 2))

    def test_a_fall_after_a_plateau_is_none(self) -> None:
        assert not self.stuck([*np.full(30, 0.69), *np.linspace(0.69, 0.4, 10)])

    def test_one_that_oscillates_above_its_beginning_is_stuck(self) -> None:
        assert self.stuck(0.69 + np.arange(40) % 2)

    def test_too_early_to_say(self) -> None:
        assert not is_cost_stuck(range(99), [0.69] * 99) and not is_cost_stuck([], []) and not is_cost_stuck([0], [1.0])
