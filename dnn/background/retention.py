"""Retention: the runs that a server lets go of, to make room for another one or because they have expired."""

from collections.abc import Iterable

from dnn.background.limits import LimitReached
from dnn.background.run import Run
from dnn.background.settings import Settings
from dnn.text.messages import Text


def expired(runs: Iterable[Run], now: float, settings: Settings) -> list[str]:
    """Ids of the runs that neither train nor have been polled for `settings.keep_seconds`. One with a star that is
    written down nowhere stays."""
    return [
        run.id
        for run in runs
        if not run.active
        and now - run.last_seen > settings.keep_seconds
        and not (run.labels.is_starred and settings.store == "memory")
    ]


def over_share(runs: Iterable[Run], owner: str, settings: Settings) -> list[str]:
    """Ids of an owner's idle runs to let go of, so that all of hers take no more than one visitor's may: the oldest
    first, those with a star last."""
    hers = [run for run in runs if run.owner == owner]
    taken = sum(run.nbytes for run in hers)
    idle = sorted((run for run in hers if not run.active), key=lambda run: (run.labels.is_starred, run.labels.created))
    leaving: list[str] = []
    while idle and taken > 1_000_000 * settings.stored_megabytes_per_visitor:
        run = idle.pop(0)
        taken -= run.nbytes
        leaving.append(run.id)
    return leaving


def room_makers(runs: Iterable[Run], needed: int, settings: Settings) -> list[str]:
    """Ids of the idle runs to let go of, so that there is room for one more with a state of `needed` bytes.

    Those go first that have not been polled for longest, those with a star last. A run no larger than its share of the
    memory is never refused for want of it.

    Raises:
        LimitReached: even without all idle runs there is no room.
    """
    held = list(runs)
    limit = 1_000_000 * settings.kept_megabytes
    active = [run for run in held if run.active]
    idle = sorted((run for run in held if not run.active), key=_last_to_go)
    is_large = needed * settings.active_runs > limit
    is_full = is_large and sum(run.max_bytes for run in active) + needed > limit
    if is_full or len(active) >= settings.kept_runs:
        raise LimitReached(Text("Expected room for one more run, got none on this server; try again in a minute."))
    count, taken = len(held), sum(run.max_bytes for run in held)
    leaving: list[str] = []
    while idle and (count >= settings.kept_runs or taken + needed > limit):
        run = idle.pop()
        count, taken = count - 1, taken - run.max_bytes
        leaving.append(run.id)
    return leaving


def _last_to_go(run: Run) -> tuple[bool, float]:
    """A key by which runs are sorted, those first that go last."""
    return not run.labels.is_starred, -run.last_seen
