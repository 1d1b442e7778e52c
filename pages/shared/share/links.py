"""The links that can be given away: for each, what its receiver gets, and the page and the query that it leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.text.messages import Text
from pages.menu import COMPARE, COMPARED, TRAIN, MenuEntry
from pages.server.comparison.comparison_text import MAX_COMPARED, write_comparison
from pages.server.comparison.kept_runs import compared_runs
from pages.shared.session import address, link_tables, session, table_access
from pages.shared.session.link import query_string, to_query
from pages.shared.session.run_view import RunView


@dataclass(frozen=True)
class Target:
    """A page with a query."""

    page: MenuEntry
    query: dict[str, str]

    def under(self, root: str) -> str:
        """Its whole address, where the app's own is `root`, which ends with a slash. The first page has the app's."""
        return f"{root}{'' if self.page is TRAIN else self.page.name}?{query_string(self.query)}"


@dataclass(frozen=True)
class SharedLink:
    """A link that can be given away.

    Attributes:
        name: in keys of widgets.
        title: above it.
        explanation: what its receiver gets.
        target: where it leads to, for a view and its run as it stands; None while there is nothing to be shared.
        absent: said meanwhile; without it the link is not named then.
    """

    name: str
    title: Text
    explanation: Text
    target: Callable[[RunView, RunSnapshot | None], Target | None]
    absent: Text | None = None


def settings_target(view: RunView, _run: RunSnapshot | None) -> Target:
    """The settings of a view alone, without its run."""
    return Target(TRAIN, _settings(view.config))


def watch_target(view: RunView, run: RunSnapshot | None) -> Target | None:
    """The run of a view with its settings, which stay with the receiver when the run is gone."""
    if run is None:
        return None
    return Target(TRAIN, _settings(run.config) | {session.RUN: run.id})


def _settings(config: RunConfig) -> dict[str, str]:
    """The parameters of a configuration and, where a visitor who may use it has a small table, of its examples."""
    tables = link_tables.written([config.dataset]) if table_access.may_use(config.dataset) else {}
    return to_query(config) | tables | {address.LANGUAGE_PARAMETER: session.language()}


SETTINGS, WATCH = "settings", "watch"


def comparison_target(view: RunView, _run: RunSnapshot | None) -> Target | None:
    """The comparison that is on the page, or one of the visitor's latest runs on the data of a view."""
    text = session.parameter(COMPARED) if session.page_entry() is COMPARE else _latest_runs(view)
    if text is None:
        return None
    compared = session.compared_datasets() if session.page_entry() is COMPARE else (view.config.dataset,)
    tables = link_tables.written(filter(table_access.may_use, compared))
    return Target(COMPARE, {COMPARED: text, address.LANGUAGE_PARAMETER: session.language()} | tables)


def _latest_runs(view: RunView) -> str | None:
    """The text of the visitor's latest runs on the data of a view; None where there are fewer than two."""
    owner, dataset = session.visitor(), view.config.dataset
    entries = get_run_manager().notebook.entries(owner)
    ids = [
        entry.id
        for entry in entries
        if entry.iteration > 0 and entry.config.dataset == dataset and not entry.has_given_weights
    ]
    try:
        return write_comparison(compared_runs(ids[:MAX_COMPARED], owner))
    except DnnError:  # too few, or one that was changed by hand too often
        return None


LINKS: dict[str, SharedLink] = {
    link.name: link
    for link in (
        SharedLink(
            SETTINGS,
            Text("Settings"),
            Text("Opens these data, network, hyperparameters and seed anywhere; training gives the same costs."),
            settings_target,
        ),
        SharedLink(
            WATCH,
            Text("Watch"),
            Text("Shows this run live. Whoever opens it sees every change of yours, and can change nothing."),
            watch_target,
            Text("There is no run yet; press Train to have one that can be watched."),
        ),
        SharedLink(
            COMPARE.name,
            COMPARE.title,
            Text("Opens runs side by side: those of this comparison, or your latest on these data, up to eight."),
            comparison_target,
            Text("Train two runs on these data to share their comparison."),
        ),
    )
}
"""The links by their names, in the order in which they are offered."""
