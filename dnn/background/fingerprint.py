"""The fingerprint of a run: a short text that is another one whenever a page has to be drawn anew for it."""

import hashlib
from functools import lru_cache

from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig

GONE = "gone"
"""The fingerprint of a run that the server no longer has."""
LENGTH = 12


def fingerprint(run: RunSnapshot) -> str:
    """The fingerprint of a run: its configuration, its generation, and the state that the buttons follow. It stays the
    same from one iteration to the next."""
    return f"{_digest(run.config)}-{run.generation}-{_state(run)}"


@lru_cache(maxsize=512)
def _digest(config: RunConfig) -> str:
    return hashlib.sha256(config.to_json().encode()).hexdigest()[:LENGTH]


def _state(run: RunSnapshot) -> str:
    if run.moving and not run.stepping:
        return "training"
    if run.ended:
        return run.status
    return "begun" if run.iteration > 0 or run.moving else "ready"
