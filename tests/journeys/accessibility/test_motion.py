"""What is drawn stands still for those who ask for that."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.visitor import Visitor

MOVING = """() => document.getAnimations().map((each) => each.effect.target).filter((target) => target.closest(
  '.dnn-live, .dnn-step, .flow')).map((target) => target.outerHTML.slice(0, 160))"""


def test_nothing_moves_by_itself_where_less_motion_is_asked_for(visit: Callable[..., Visitor]) -> None:
    """The same run on a page with motion pulses, so that this can be seen to differ."""
    for motion, moves in ((True, True), (False, False)):
        visitor = visit("?iterations=1000000", motion=motion)
        visitor.wait_for_picture()
        visitor.press("train")
        visitor.wait_for_status("running")
        visitor.wait_for_points(3)
        assert bool(visitor.page.evaluate(MOVING)) is moves
