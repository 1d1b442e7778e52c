"""The brake on wrong codes: each wrong code of a visitor makes her wait longer for the next, and all visitors together
have a budget of wrong codes. A right code is never held up by what others have tried, nor by an address: a school is
one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from dnn.background.rooms.refusals import TooManyGuesses

FREE_GUESSES = 5
"""Wrong codes of a visitor that cost nothing: slips of the finger."""
MAX_GUESS_WAIT = 300.0
"""Seconds that a visitor waits at most for her next code."""
FORGOTTEN_SECONDS = 900.0
"""Seconds without a wrong code after which those before are forgotten."""
GUESSES_A_SECOND, GUESSES_AT_ONCE = 10.0, 100.0
"""The budget of wrong codes of all visitors together; what is beyond it is not even said to be wrong."""
MAX_GUESSERS = 10_000
"""Visitors whose wrong codes are remembered."""


@dataclass(frozen=True)
class Guesser:
    """A visitor's wrong codes: how many, the time of the last one, and when another one is looked at."""

    count: int
    last: float
    until: float


class Guesses:
    """Wrong codes of all visitors. Every method may be called from any thread.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._guessers: OrderedDict[str, Guesser] = OrderedDict()
        self._budget, self._filled = GUESSES_AT_ONCE, clock()

    def check(self, visitor: str) -> None:
        """Refuse a visitor whose wait is not over, be her code right or wrong.

        Raises:
            TooManyGuesses: with the seconds that are left.
        """
        now = self._clock()
        with self._lock:
            guesser = self._guessers.get(visitor)
        if guesser is not None and now < guesser.until:
            raise TooManyGuesses(guesser.until - now)

    def note_wrong(self, visitor: str) -> None:
        """Note a wrong code.

        Raises:
            TooManyGuesses: there were too many wrong codes in all at this time.
        """
        now = self._clock()
        with self._lock:
            self._note(visitor, now)
            self._budget = min(GUESSES_AT_ONCE, self._budget + GUESSES_A_SECOND * (now - self._filled))
            self._filled = now
            if self._budget < 1:
                raise TooManyGuesses((1 - self._budget) / GUESSES_A_SECOND)
            self._budget -= 1

    def _note(self, visitor: str, now: float) -> None:
        before = self._guessers.pop(visitor, None)
        is_old = before is None or now - before.last > FORGOTTEN_SECONDS
        count = 1 if is_old or before is None else before.count + 1
        wait = min(MAX_GUESS_WAIT, 2.0 ** min(count - FREE_GUESSES, 20)) if count > FREE_GUESSES else 0.0
        self._guessers[visitor] = Guesser(count, now, now + wait)
        while len(self._guessers) > MAX_GUESSERS:
            self._guessers.popitem(last=False)
