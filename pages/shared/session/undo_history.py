"""The undo history of a view: frozen moments, the latest last."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.configuration import RunConfig

MAX_PAGE_MOMENTS = 100


@dataclass(frozen=True)
class PageMoment:
    """The content of a view before an action, or before it was undone.

    Attributes:
        action: its name.
        at: seconds since 1970.
        run_id: None where the view had no run.
        previous: id of the run that it was compared with.
    """

    action: str
    at: float
    config: RunConfig
    run_id: str | None
    previous: str | None


@dataclass(frozen=True)
class PageHistory:
    """Actions that can be undone, and those that were and can be redone."""

    done: tuple[PageMoment, ...] = ()
    undone: tuple[PageMoment, ...] = ()

    def did(self, moment: PageMoment) -> PageHistory:
        """The history after another action; what had been undone before cannot be redone any more."""
        return PageHistory((*self.done, moment)[-MAX_PAGE_MOMENTS:])

    def undid(self, now: PageMoment) -> PageHistory:
        """The history after the latest action was undone; `now` is what was shown until then."""
        return PageHistory(self.done[:-1], (*self.undone, now))

    def redid(self, now: PageMoment) -> PageHistory:
        """The history after that was redone; `now` is what was shown until then."""
        return PageHistory((*self.done, now), self.undone[:-1])
