"""The goal of a room: a cost to come below. Who has reached it has, whatever she tries next."""

from __future__ import annotations

from dataclasses import replace

from dnn.background.rooms.class_runs import ClassRuns
from dnn.background.rooms.held_room import HeldRoom


def note_goal(held: HeldRoom, visitor: str, runs: ClassRuns) -> None:
    """Note that a visitor has reached the goal of her room, where her run is below it. Called without the room's lock,
    since the run is looked at under the manager's condition."""
    with held.lock:
        member, goal = held.member_of(visitor), held.room.goal_cost
    if member is None or goal is None or not member.run or member.reached_goal == goal:
        return
    cost = runs.latest_cost(member.run, visitor)
    if cost is None or not cost < goal:
        return
    with held.lock:
        now = held.member_of(visitor)
        if now is not None and now.is_seated and held.room.goal_cost == goal:
            held.put(replace(now, reached_goal=goal))
