"""The fair queue: who goes next, by the seconds that each has used."""

from __future__ import annotations

from collections import Counter

from dnn.background.scheduling.fair_queue import MAX_LAG_SECONDS, FairQueue, Turn

LONGEST = 2.0
"""Seconds of the longest slice."""


def known(queue: FairQueue, tag: float = 0.0) -> Turn:
    """The turn of a run that has had its first slice."""
    turn = Turn(tag, urgent=False)
    queue.arrive(turn, LONGEST)
    return turn


def serve_next(queue: FairQueue, *turns: Turn, seconds: float) -> Turn:
    """Serve the next one, for so many seconds."""
    for turn in turns:
        queue.arrive(turn, LONGEST)
    following = turns[next(queue.in_order(turns))]
    queue.serve(following)
    queue.charge(following, seconds)
    return following


def test_seconds_are_shared_evenly_however_long_slices_are() -> None:
    queue, lengths, used = FairQueue(), (0.1, 0.5, 2.0), Counter[int]()
    turns = [known(queue) for _ in lengths]
    for _ in range(1_000):
        for turn in turns:
            queue.arrive(turn, LONGEST)
        index = next(queue.in_order(turns))
        queue.serve(turns[index])
        queue.charge(turns[index], lengths[index])
        used[index] += lengths[index]  # type: ignore[assignment]
    assert max(used.values()) - min(used.values()) <= LONGEST


def test_among_equals_the_one_that_waited_longest_goes_first() -> None:
    queue = FairQueue()
    turns = [known(queue) for _ in range(3)]
    for expected in [*turns, *turns]:
        assert serve_next(queue, *turns, seconds=0.1) is expected


def test_all_are_given_in_order() -> None:
    queue = FairQueue()
    turns = [known(queue, tag) for tag in (3.0, 1.0, 2.0)]
    turns.append(Turn(9.0, urgent=True))
    assert [*queue.in_order(turns)] == [3, 1, 2, 0]


def test_a_newcomer_is_not_paid_for_the_time_before_it_came() -> None:
    queue = FairQueue()
    old = known(queue)
    for _ in range(100):
        serve_next(queue, old, seconds=1.0)
    new = known(queue)
    served = [serve_next(queue, old, new, seconds=1.0) for _ in range(20)]
    assert served.count(new) == 10


def test_who_comes_back_from_a_pause_is_not_paid_for_it() -> None:
    queue = FairQueue()
    going, pausing = known(queue), known(queue)
    serve_next(queue, going, pausing, seconds=1.0)
    serve_next(queue, going, pausing, seconds=1.0)
    queue.leave(pausing)
    for _ in range(100):
        serve_next(queue, going, seconds=1.0)
    served = [serve_next(queue, going, pausing, seconds=1.0) for _ in range(20)]
    assert served.count(pausing) == 10


def test_a_pause_pays_no_debt() -> None:
    queue = FairQueue()
    large, small = known(queue), known(queue)
    serve_next(queue, large, seconds=10.0)
    queue.leave(large)
    queue.arrive(large, LONGEST)
    served = [serve_next(queue, large, small, seconds=1.0) for _ in range(10)]
    assert served == 10 * [small]


def test_an_urgent_one_goes_first_once_and_others_lose_no_time_to_it() -> None:
    queue = FairQueue()
    waiting, urgent = known(queue), Turn(50.0, urgent=True)
    assert serve_next(queue, waiting, urgent, seconds=1.0) is urgent
    assert serve_next(queue, waiting, urgent, seconds=1.0) is waiting
    new = known(queue)
    assert new.tag == 0.0


def test_who_cannot_use_its_share_saves_little() -> None:
    queue = FairQueue()
    slow, going = known(queue), known(queue)
    for _ in range(100):
        serve_next(queue, going, seconds=1.0)
    queue.arrive(slow, LONGEST)
    assert going.tag - slow.tag <= LONGEST + MAX_LAG_SECONDS + 1.0
