"""The curves of other runs on the cost chart, and the way to their comparison, for hosts that do not serve the app's
routes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.read_only_entry import Entry
from dnn.background.run_snapshot import MOVING, RunSnapshot
from dnn.background.services import get_run_manager
from pages.lab.train import sweep_words
from pages.lab.train.comparing import turn_to_comparison
from pages.live import live_texts
from pages.server.comparison.comparison_text import MAX_COMPARED, MIN_COMPARED
from pages.server.runs.curve import points_of
from pages.shared.drawing import theme
from pages.shared.drawing.charts import OtherCurve
from pages.shared.frame.text import _, ngettext, translator
from pages.shared.run import run_commands
from pages.shared.session import control_keys, session, values
from pages.shared.session.run_view import RunView

MAX_OTHER_CURVES = 12
"""Curves of other runs that are drawn."""
CHOSEN = "curves_of_runs"
FIRST, MENUS = "first_curves_of_runs", "menus_of_curves"
"""The runs that the menu offers, its key, and the runs that it showed first; the number of menus so far."""
GHOST = "ghost_is_shown"


def choose(view: RunView, snapshot: RunSnapshot | None, entries: Sequence[Entry]) -> None:
    """Show the menu of the curves, the button that compares their runs, and the switch of the previous run's curve."""
    ghost = _ghost(view, snapshot)
    if not entries and ghost is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=view.widget("curves_row")):
        if entries:
            _menu(view, entries)
        if ghost is not None:
            _switch(view, ghost)


def show_curves(view: RunView, run_ids: Sequence[str]) -> None:
    """Let the curves of these runs be drawn, as many of them as can be."""
    session.set_page_value(view.widget(CHOSEN), list(run_ids[:MAX_OTHER_CURVES]))
    session.set_page_value(view.widget(FIRST), None)


def are_growing(view: RunView, entries: Sequence[Entry]) -> bool:
    """True if any of the chosen runs trains."""
    chosen = chosen_runs(view, entries)
    return any(entry.id in chosen and entry.status in MOVING for entry in entries)


def chosen_runs(view: RunView, entries: Sequence[Entry]) -> list[str]:
    """Ids of the chosen runs that are still there."""
    known = {entry.id for entry in entries}
    return [run_id for run_id in session.page_value(view.widget(CHOSEN), []) if run_id in known]


def curves(view: RunView, snapshot: RunSnapshot | None, entries: Sequence[Entry]) -> list[OtherCurve]:
    """The curves of the chosen runs and of the previous one, that first, so that it lies behind all others."""
    mode, found = session.theme_mode(), []
    ghost, by_id = _ghost(view, snapshot), {entry.id: entry for entry in entries}
    if ghost is not None and session.page_value(view.widget(GHOST), True):
        grey = {"color": theme.SCHEMES[mode].reference, "dash": "solid", "width": 1.6}
        found.append(_curve(ghost, live_texts(translator())["previous_run"], grey))
    for run_id in chosen_runs(view, entries):
        if run_id != view.run_id:
            labels = by_id[run_id].labels
            line = theme.run_line(labels.colour, labels.number, mode)
            found.append(_curve(run_id, _curve_name(by_id[run_id]), line))
    return [curve for curve in found if curve is not None]


def run_name(labels: RunLabels) -> str:
    """A run by its star, number and name."""
    star = "★ " if labels.is_starred else ""
    return f"{star}#{labels.number} {labels.name}".strip()


def _curve_name(entry: Entry) -> str:
    """A run by its number, and by what it tries where it is one of a sweep: "#3 α = 0.1"."""
    tries = sweep_words.name(entry) if isinstance(entry, NotebookEntry) and entry.labels.sweep is not None else ""
    return f"{run_name(entry.labels)} {tries}".strip()


def _menu(view: RunView, entries: Sequence[Entry]) -> None:
    """The menu of the curves, and the button that compares their runs."""
    labels = {entry.id: _curve_name(entry) for entry in entries}
    key, first = _menu_and_its_first(view, entries, chosen_runs(view, entries))
    chosen = st.multiselect(
        _("Curves of other runs"),
        list(labels),
        default=first,
        format_func=labels.__getitem__,
        max_selections=MAX_OTHER_CURVES,
        key=key,
    )
    session.set_page_value(view.widget(CHOSEN), chosen)
    count, texts = len(chosen), live_texts(translator())
    label = ngettext("Compare {count} run", "Compare {count} runs", count).format(count=count)
    st.button(
        label,
        key=view.widget("compare_runs"),
        icon=":material/compare:",
        disabled=not MIN_COMPARED <= count <= MAX_COMPARED,
        help=texts["compare_hint"].format(low=MIN_COMPARED, high=MAX_COMPARED),
        on_click=partial(_compare, view),
    )


def _menu_and_its_first(view: RunView, entries: Sequence[Entry], shown: list[str]) -> tuple[str, list[str]]:
    """The key of the menu and the runs that it shows first. It is another menu where there are other runs to choose
    from, where others were chosen for the visitor, and where the visitor was on another page since and had chosen.

    The first runs are its default, and not a value that it is given: of a script that another one interrupts the
    browser may see the second alone, and would report a menu without any run.
    """
    of_these = f"{entries[0].id}_{len(entries)}"
    known: tuple[str, str, list[str]] | None = session.page_value(view.widget(FIRST), None)
    if known is None or known[0] != of_these or (known[2] != shown and not values.has_widget(known[1])):
        number = session.page_value(view.widget(MENUS), 0) + 1
        session.set_page_value(view.widget(MENUS), number)
        known = (of_these, view.widget(f"curves_{number}"), shown)
        session.set_page_value(view.widget(FIRST), known)
    return known[1], known[2]


def _compare(view: RunView) -> None:
    entries = get_run_manager().notebook.listed(session.visitor())
    act: Callable[[], None] = partial(turn_to_comparison, chosen_runs(view, entries))
    run_commands.acting_on_a_run(act)


def _store(value: str, name: str) -> None:
    """Store what the visitor has set a control to."""
    session.set_page_value(value, control_keys.control_value(name))


def _switch(view: RunView, ghost: str) -> None:
    """The switch of the previous run's curve."""
    texts, name = live_texts(translator()), view.widget(f"ghost_{ghost}")
    st.toggle(
        texts["previous_run"],
        key=control_keys.control(name, session.page_value(view.widget(GHOST), True)),
        help=texts["ghost_help"],
        on_change=control_keys.on_change(name, partial(_store, view.widget(GHOST), name)),
    )


def _ghost(view: RunView, snapshot: RunSnapshot | None) -> str | None:
    """Id of the run that the one on the page takes the place of; None where it is that run itself, or gone."""
    previous = view.previous_run
    if previous is None or previous == view.run_id or snapshot is None:
        return None
    return previous if get_run_manager().get(previous) is not None else None


def _curve(run_id: str, name: str, line: dict[str, object] | dict[str, str]) -> OtherCurve | None:
    """The train cost of a run, as far as it can be read; None where nothing can."""
    found = get_run_manager().curves([run_id]).get(run_id)
    return None if found is None else OtherCurve(name, *points_of(found), line)
