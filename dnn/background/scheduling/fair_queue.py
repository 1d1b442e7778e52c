"""The fair queue: turns by the seconds of a processor that each run has used, which is start-time fair queueing.

The tag of a run is the virtual time at which its next slice starts: that of the slice before, and the seconds that that
one used. The smallest tag goes next, and virtual time is the tag of what went last. Who arrives, or comes back from a
pause or from waiting for a speed limit, starts at the virtual time: seconds that were not used are not saved up. How
long a slice will take need not be known before.

P. Goyal, H. M. Vin, H. Cheng: Start-time fair queueing: a scheduling algorithm for integrated services packet switching
networks. IEEE/ACM Transactions on Networking 5 (1997). For processors: P. Goyal, X. Guo, H. M. Vin: A hierarchical CPU
scheduler for multimedia operating systems. OSDI 1996.
"""

import heapq
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_LAG_SECONDS = 0.25
"""Seconds, beyond the longest slice, that the tag of a run may lie before the virtual time. A run lags that was under
way on one worker while another one served a later tag, but no more than by a slice. One that lags for longer cannot use
its share, since it is on the way too much, and would save it up otherwise."""


@dataclass(eq=False)
class Turn:
    """The place of a run in the queue.

    Attributes:
        tag: the virtual time at which its next slice starts, in seconds.
        order: when it was served last; of equal tags the smallest goes first.
        urgent: it goes before all others, since it is new or has just got a command.
        backlogged: it has been in the queue, or with a worker, since it was served last.
    """

    tag: float = 0.0
    order: int = 0
    urgent: bool = True
    backlogged: bool = False


class FairQueue:
    """The order in which runs are served, and the virtual time."""

    def __init__(self) -> None:
        self._time = 0.0
        self._orders = itertools.count(1)

    def arrive(self, turn: Turn, longest_slice: float) -> None:
        """Have a run in the queue that could be served; it may be there already. `longest_slice` is that of all runs in
        the queue or with a worker, in seconds."""
        lag = longest_slice + MAX_LAG_SECONDS if turn.backlogged else 0.0
        turn.tag = max(turn.tag, self._time - lag)
        turn.backlogged = True

    def leave(self, turn: Turn) -> None:
        """Have a run no longer in the queue: it wants nothing for the moment."""
        turn.backlogged = False

    def in_order(self, turns: Iterable[Turn]) -> Iterator[int]:
        """Positions of the turns, the next one first; cheap for those that are asked for."""
        heap = [(not turn.urgent, turn.tag, turn.order, position) for position, turn in enumerate(turns)]
        heapq.heapify(heap)
        while heap:
            yield heapq.heappop(heap)[-1]

    def serve(self, turn: Turn, is_in_turn: bool = True) -> None:
        """Note that a run is served. One that is urgent, or has what others leave, is out of turn, and says nothing of
        the virtual time."""
        if is_in_turn and not turn.urgent:
            self._time = max(self._time, turn.tag)
        turn.urgent, turn.order = False, next(self._orders)

    def charge(self, turn: Turn, seconds: float) -> None:
        """Charge a run for the seconds that its slice used."""
        turn.tag += seconds
