"""The queue before the app: who has joined a room by the light page opens the app at once while the server can draw her
page, and waits there for her turn while it cannot.

A page that begins costs the server a tenth of a second of its core: document, files, the script's first runs. So those
who come through the light page are let in at a pace at which something is left for those who work, and none while many
pages are being drawn for the first time, whoever opened them. A server whose event loop is late is busy, with files or
with anything else: then the next one goes in when one before has her page, so that how long these take is what the
server can do. Over a slow network to an idle server as many may be on their way as there are. Only who begins ever
waits: whoever is in has a page.

A place belongs to a visitor's key, of which a room has as many as it has members: a browser that asks ten thousand
times has one.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

ADMITTED_A_SECOND = 8.0
"""Visitors let in a second, as long as the server keeps up: three quarters of a core."""
ADMITTED_AT_ONCE = 10.0
"""Visitors let in at the same moment after a rest."""
MAX_BEGINNING = 8
"""Pages that are being drawn for the first time, from which on nobody is let in."""
SLOWEST_SECONDS = 1.0
"""Seconds after which the next one is let in whatever the server does: its work may never end."""
BUSY_LAG = 0.1
"""Seconds by which the event loop of a busy server is late."""
LAG_SMOOTHING = 0.3
"""The weight of the last time by which it was late."""
MAX_COMING = 8
"""Visitors who were let in and have no page yet, from which on a busy server lets nobody in."""
BEGINNING_SECONDS, COMING_SECONDS = 15.0, 30.0
"""Seconds after which a page that was never drawn to its end, or a visitor who never came, is counted no more."""
PLACE_SECONDS = 20.0
"""Seconds after which a place goes of which nobody has asked."""
ADMITTED_SECONDS = 60.0
"""Seconds for which who was let in is let in again, in case the answer got lost, or the page."""
MAX_PLACES = 10_000
"""Places of the queue; who comes then is told the last one, and has it when there is room."""
SMOOTHING = 0.2
"""The weight of the last interval between two who are let in, in what others are told of their wait."""


@dataclass(frozen=True)
class Place:
    """A place in the queue: 1 for who is next, and about how many seconds are left."""

    number: int
    seconds: float


@dataclass
class _Waiting:
    """A visitor who waits: her number, which only grows from one to the next, and when she asked last."""

    number: int
    asked: float


class Admission:
    """The queue of a server. Every method may be called from any thread.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()
        self._numbers: list[int] = []
        self._next_number = count()
        self._admitted: OrderedDict[str, float] = OrderedDict()
        self._coming: OrderedDict[str, float] = OrderedDict()
        self._beginning: OrderedDict[str, float] = OrderedDict()
        self._lag = 0.0
        self._budget, self._filled = ADMITTED_AT_ONCE, clock()
        self._last_admitted, self._interval = -SLOWEST_SECONDS, 1 / ADMITTED_A_SECOND
        self._swept = clock()

    def ask(self, visitor: str) -> Place | None:
        """The place of a visitor, who has it from now on if she had none; None where she may go in."""
        now = self._clock()
        with self._lock:
            self._forget_the_old(now)
            if visitor in self._admitted:
                return None
            if visitor in self._waiting:
                self._waiting[visitor].asked = now
            elif len(self._waiting) < MAX_PLACES:
                self._waiting[visitor] = _Waiting(next(self._next_number), now)
                self._numbers.append(self._waiting[visitor].number)
            self._admit(now)
            return None if visitor in self._admitted else self._place_of(visitor)

    def leave(self, visitor: str) -> None:
        """Give a visitor's place up, if she has one."""
        with self._lock:
            self._remove(visitor)

    def begin(self, page: str) -> None:
        """Note that a page, of any name of its own, is drawn for the first time from now on."""
        now = self._clock()
        with self._lock:
            self._beginning[page] = now
            self._forget_the_old(now)

    def end(self, page: str, visitor: str) -> None:
        """Note that it has been drawn, and for whom."""
        with self._lock:
            self._beginning.pop(page, None)
            self._coming.pop(visitor, None)

    def note_lag(self, seconds: float) -> None:
        """Note by how much the server's event loop was late just now."""
        with self._lock:
            self._lag += LAG_SMOOTHING * (seconds - self._lag)

    def _admit(self, now: float) -> None:
        """Let in whom the server can bear, the first ones first."""
        self._budget = min(ADMITTED_AT_ONCE, self._budget + ADMITTED_A_SECOND * (now - self._filled))
        self._filled = now
        while self._waiting and self._may_admit(now):
            visitor = next(iter(self._waiting))
            if len(self._waiting) > 1:
                interval = min(SLOWEST_SECONDS, now - self._last_admitted)
                self._interval += SMOOTHING * (interval - self._interval)
            self._remove(visitor)
            self._admitted[visitor] = self._coming[visitor] = self._last_admitted = now
            self._budget -= 1

    def _may_admit(self, now: float) -> bool:
        has_too_many = self._lag > BUSY_LAG and len(self._coming) >= MAX_COMING
        is_held = has_too_many or len(self._beginning) >= MAX_BEGINNING
        return self._budget >= 1 and (not is_held or now - self._last_admitted >= SLOWEST_SECONDS)

    def _place_of(self, visitor: str) -> Place:
        waiting = self._waiting.get(visitor)
        number = 1 + (len(self._numbers) if waiting is None else bisect_left(self._numbers, waiting.number))
        return Place(number, number * max(self._interval, 1 / ADMITTED_A_SECOND))

    def _remove(self, visitor: str) -> None:
        waiting = self._waiting.pop(visitor, None)
        if waiting is not None:
            del self._numbers[bisect_left(self._numbers, waiting.number)]

    def _forget_the_old(self, now: float) -> None:
        """Let go of who was let in long ago, of those who do not come, of pages that nobody draws any more, and, once a
        second, of places that nobody has asked for."""
        for found, seconds in (
            (self._admitted, ADMITTED_SECONDS),
            (self._coming, COMING_SECONDS),
            (self._beginning, BEGINNING_SECONDS),
        ):
            while found and now - next(iter(found.values())) > seconds:
                found.popitem(last=False)
        if now - self._swept < 1:
            return
        self._swept = now
        for visitor in [each for each, waiting in self._waiting.items() if now - waiting.asked > PLACE_SECONDS]:
            self._remove(visitor)


ADMISSION = Admission()
"""The queue of this server, one process with all its pages."""
