"""The fingerprint of a run: a short text that is another one whenever a page has to be drawn anew for it."""

import hashlib
from functools import lru_cache

from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig

GONE = "gone"
"""The fingerprint of a run that the server no longer has."""
LENGTH = 12
BROKEN_OFF = ("stopped", "failed")


def fingerprint(run: RunSnapshot) -> str:
    """The fingerprint of a run: its configuration, and whether the page has to say why it broke off. The buttons, the
    curve and the doctor follow the run by themselves."""
    return f"{_digest(run.config)}-{run.status if run.status in BROKEN_OFF else ''}"


@lru_cache(maxsize=512)
def _digest(config: RunConfig) -> str:
    return hashlib.sha256(config.to_json().encode()).hexdigest()[:LENGTH]
