"""The doctor's opinion on a run of this server, worked out once for each state of the run."""

from dataclasses import dataclass

from dnn.background.run_snapshot import RunRecord, RunSnapshot
from dnn.background.services import get_run_manager
from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import uses_content
from dnn.lessons.diagnosis import Curve, Finding, diagnose, gather, is_too_early
from dnn.system.cache import BoundedCache

OPINION_BYTES = 1_000
"""Bytes counted for an opinion, and for each of its findings."""


@dataclass(frozen=True)
class Opinion:
    """The doctor's opinion on a run at one moment.

    Attributes:
        findings: the problems of the run.
        is_too_early: True if no findings means nothing yet, with so few `costs` since the last change.
        iteration, cost, baseline: the run's iteration, its J without L2, and the cost of the best constant.
    """

    findings: tuple[Finding, ...]
    is_too_early: bool
    costs: int
    iteration: int
    cost: float
    baseline: float


_OPINIONS: BoundedCache[Opinion] = BoundedCache(entries=500, bytes=2_000_000)


def _forget(digest: str) -> None:
    """Forget the opinions on runs of a table that is no longer to be there."""
    _OPINIONS.discard(lambda key: uses_content(key[1].dataset, digest))


CONTENTS.on_discard(_forget)


def opinion_on(run: RunSnapshot) -> Opinion | None:
    """The doctor's opinion on a run at its current iteration; None where the server no longer has the run."""
    record = get_run_manager().record(run.id)
    if record is None or record.run.state is None:
        return None
    now = record.run
    key = (now.id, now.config, now.generation, now.iteration, now.status, now.changes[-1:], len(record.evaluations))
    found = _OPINIONS.get(key)
    if found is None:
        discards = _OPINIONS.discards
        found = _opinion(record)
        _OPINIONS.put(key, found, OPINION_BYTES * (1 + len(found.findings)), discards)
    return found


def _opinion(record: RunRecord) -> Opinion:
    run = record.run
    assert run.state is not None
    curve = Curve(record.iterations, record.costs)
    evidence = gather(run.config, run.state, record.evaluations, run.stop, curve, record.last_change)
    return Opinion(
        diagnose(evidence),
        is_too_early(evidence),
        len(evidence.curve),
        evidence.iteration,
        evidence.cost,
        evidence.baseline,
    )
