"""The queue before the app: at once while the server keeps up, else one after the other, in the order of coming."""

from __future__ import annotations

import pytest

from pages.server.rooms import admission
from pages.server.rooms.admission import (
    ADMITTED_A_SECOND,
    ADMITTED_AT_ONCE,
    ADMITTED_SECONDS,
    BEGINNING_SECONDS,
    BUSY_LAG,
    COMING_SECONDS,
    MAX_BEGINNING,
    MAX_COMING,
    PLACE_SECONDS,
    SLOWEST_SECONDS,
    Admission,
)
from pages.server.visitor import new_key

AT_ONCE = round(ADMITTED_AT_ONCE)


class Clock:
    """Seconds that pass when they are told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(clock: Clock) -> Admission:
    return Admission(clock)


def number(queue: Admission, visitor: str) -> int:
    """Her place, 0 where she may go in."""
    place = queue.ask(visitor)
    return 0 if place is None else place.number


def crowd(queue: Admission, count: int) -> list[str]:
    """So many visitors who wait, after as many as go in at once."""
    for _ in range(AT_ONCE):
        assert queue.ask(new_key()) is None
    visitors = [new_key() for _ in range(count)]
    assert [number(queue, visitor) for visitor in visitors] == list(range(1, count + 1))
    return visitors


class TestAnIdleServer:
    def test_a_class_that_comes_within_a_minute_never_waits(self, queue: Admission, clock: Clock) -> None:
        for _ in range(300):
            assert queue.ask(new_key()) is None
            clock.now += 60 / 300

    def test_so_many_go_in_at_the_same_moment_and_after_a_rest_again(self, queue: Admission, clock: Clock) -> None:
        crowd(queue, 1)
        clock.now += 60
        crowd(queue, 1)


class TestTheOrder:
    def test_who_came_first_goes_in_first_however_often_others_ask(self, queue: Admission, clock: Clock) -> None:
        visitors, entered = crowd(queue, 24), []
        for _ in range(100):
            clock.now += 0.05
            for visitor in reversed(visitors):
                if visitor not in entered and queue.ask(visitor) is None:
                    entered.append(visitor)
        assert entered == visitors

    def test_places_count_down_and_the_wait_is_that_of_the_pace(self, queue: Admission, clock: Clock) -> None:
        *_others, last = crowd(queue, 40)
        for seconds in (1, 2, 3):
            clock.now += 1
            place = queue.ask(last)
            assert place is not None and place.number == 40 - seconds * ADMITTED_A_SECOND
            assert place.seconds == pytest.approx(place.number / ADMITTED_A_SECOND)

    def test_who_leaves_frees_the_place(self, queue: Admission) -> None:
        first, second, third = crowd(queue, 3)
        queue.leave(second)
        assert (number(queue, first), number(queue, third)) == (1, 2)
        assert number(queue, second) == 3
        queue.leave(new_key())

    def test_a_place_that_nobody_asks_for_goes_and_others_stay(self, queue: Admission, clock: Clock) -> None:
        _hold(queue)
        visitors = [new_key() for _ in range(60)]
        for visitor in visitors:
            queue.ask(visitor)
        asking = visitors[1::2]
        for _ in range(3):
            clock.now += PLACE_SECONDS / 2
            _hold(queue)
            places = [number(queue, visitor) for visitor in asking]
        waiting = [place for place in places if place]
        assert waiting == list(range(1, len(waiting) + 1)) and len(waiting) > 20


class TestWhoIsIn:
    def test_she_is_let_in_again_where_the_answer_was_lost(self, queue: Admission, clock: Clock) -> None:
        (visitor,) = crowd(queue, 1)
        clock.now += 1
        assert queue.ask(visitor) is None
        crowd_behind = [new_key() for _ in range(50)]
        assert any(number(queue, each) for each in crowd_behind)
        clock.now += ADMITTED_SECONDS / 2
        assert queue.ask(visitor) is None

    def test_one_key_has_one_place_however_often_it_asks(self, queue: Admission) -> None:
        (visitor,) = crowd(queue, 1)
        assert {number(queue, visitor) for _ in range(10_000)} == {1}
        assert number(queue, new_key()) == 2


class TestABusyServer:
    def test_while_many_pages_are_drawn_for_the_first_time_one_goes_in_now_and_again(
        self, queue: Admission, clock: Clock
    ) -> None:
        _hold(queue)
        assert queue.ask(new_key()) is None
        visitor = new_key()
        assert number(queue, visitor) == 1
        clock.now += 0.9 * SLOWEST_SECONDS
        assert number(queue, visitor) == 1
        clock.now += 0.2 * SLOWEST_SECONDS
        assert queue.ask(visitor) is None

    def test_they_go_in_when_pages_are_done(self, queue: Admission) -> None:
        pages = _hold(queue)
        assert queue.ask(new_key()) is None
        visitor = new_key()
        assert number(queue, visitor) == 1
        queue.end(pages[0], new_key())
        queue.end(pages[0], new_key())
        assert queue.ask(visitor) is None

    def test_a_page_whose_browser_has_gone_holds_nobody_up(self, queue: Admission, clock: Clock) -> None:
        _hold(queue)
        queue.ask(new_key())
        clock.now += BEGINNING_SECONDS + 1
        assert [queue.ask(new_key()) for _ in range(AT_ONCE)] == [None] * AT_ONCE

    def test_one_that_is_late_lets_the_next_in_when_one_before_has_her_page(
        self, queue: Admission, clock: Clock
    ) -> None:
        _make_late(queue, 10 * BUSY_LAG)
        coming = [new_key() for _ in range(MAX_COMING)]
        assert [queue.ask(each) for each in coming] == [None] * MAX_COMING
        visitor, other = new_key(), new_key()
        assert (number(queue, visitor), number(queue, other)) == (1, 2)
        clock.now += SLOWEST_SECONDS / 2
        queue.end("page", coming[3])
        assert (number(queue, visitor), number(queue, other)) == (0, 1)

    def test_over_a_slow_network_to_an_idle_one_many_are_on_their_way(self, queue: Admission, clock: Clock) -> None:
        _make_late(queue, BUSY_LAG / 2)
        for _ in range(100):
            assert queue.ask(new_key()) is None
            clock.now += 1 / ADMITTED_A_SECOND

    def test_who_never_comes_holds_a_late_one_up_no_longer(self, queue: Admission, clock: Clock) -> None:
        _make_late(queue, 10 * BUSY_LAG)
        for _ in range(MAX_COMING):
            queue.ask(new_key())
        clock.now += COMING_SECONDS + 1
        assert [queue.ask(new_key()) for _ in range(MAX_COMING)] == [None] * MAX_COMING

    def test_what_is_told_of_the_wait_follows_what_the_server_does(self, queue: Admission, clock: Clock) -> None:
        _hold(queue)
        visitors = [new_key() for _ in range(40)]
        for _ in range(20):
            _hold(queue)
            for visitor in visitors:
                queue.ask(visitor)
            clock.now += SLOWEST_SECONDS
        place = queue.ask(visitors[-1])
        assert place is not None and place.seconds == pytest.approx(place.number * SLOWEST_SECONDS, rel=0.1)


def test_places_are_bounded_and_who_comes_then_is_told_the_last(
    monkeypatch: pytest.MonkeyPatch, queue: Admission, clock: Clock
) -> None:
    monkeypatch.setattr(admission, "MAX_PLACES", 50)
    crowd(queue, 50)
    assert {number(queue, new_key()) for _ in range(1_000)} == {51}
    assert len(queue._waiting) == len(queue._numbers) == 50
    clock.now += PLACE_SECONDS + 1
    assert queue.ask(new_key()) is None
    assert queue._waiting == {} and queue._numbers == []


def _make_late(queue: Admission, seconds: float) -> None:
    """The event loop of the server is late for a while."""
    for _ in range(30):
        queue.note_lag(seconds)


def _hold(queue: Admission) -> list[str]:
    """As many pages as may be drawn for the first time begin."""
    pages = [f"page {number}" for number in range(MAX_BEGINNING)]
    for page in pages:
        queue.end(page, new_key())
        queue.begin(page)
    return pages
