"""Runs that pages offer to visitors: each has its id already, and begins with the first command of its owner."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from dnn.configuration import RunConfig

MAX_OFFERS = 5_000
"""Offers that a server remembers; those of the pages drawn longest ago are forgotten first."""


@dataclass(frozen=True)
class RunOffer:
    """The run that a visitor's first command begins; with `speed_limit` iterations a second at most, and compared with
    the run `previous`."""

    owner: str
    config: RunConfig
    speed_limit: float | None = None
    previous: str | None = None


class RunOffers:
    """The offers of a server by the ids of their runs. The manager changes them, under its lock."""

    def __init__(self, max_offers: int = MAX_OFFERS) -> None:
        self._max_offers = max_offers
        self._offers: OrderedDict[str, RunOffer] = OrderedDict()

    def put(self, offer: RunOffer, run_id: str | None = None) -> str:
        """Remember an offer, in place of the one that its owner has been made under the same id; returns the id, which
        is a new one where there is none yet."""
        before = None if run_id is None else self._offers.get(run_id)
        chosen = run_id if run_id is not None and before is not None and before.owner == offer.owner else new_run_id()
        self._offers[chosen] = offer
        self._offers.move_to_end(chosen)
        while len(self._offers) > self._max_offers:
            self._offers.popitem(last=False)
        return chosen

    def get(self, run_id: str) -> RunOffer | None:
        """The offer of a run; None where there is none."""
        return self._offers.get(run_id)

    def remove(self, run_id: str) -> None:
        """Forget the offer of a run, if there is one."""
        self._offers.pop(run_id, None)

    def __len__(self) -> int:
        return len(self._offers)


def new_run_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(16)
