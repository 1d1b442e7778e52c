"""The list of the visitor's runs for hosts that do not serve the app's routes: a table, and what can be done to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dnn.background.notebook.labels import MAX_NAME, MAX_NOTE
from dnn.background.notebook.read_only_entry import Entry
from dnn.background.services import get_run_manager
from pages.lab.train.slow_curves import run_name
from pages.live import live_texts
from pages.server.runs.setting_texts import changed_setting_texts, setting_labels
from pages.shared.frame.text import _, say, translator
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import RunView

NONE = "–"
DELETED = "deleted_run"


def draw(view: RunView, entries: Sequence[Entry]) -> None:
    """Show the runs of the visitor, if there are any."""
    notebook = get_run_manager().notebook
    deleted = session.page_value(DELETED, None)
    if not entries and deleted is None:
        return
    st.subheader(_("Runs"))
    if deleted is not None:
        _button(view, "restore_run", _("Undo"), ":material/undo:", partial(_restore, deleted))
    if entries:
        _ask(view, notebook.leaving(entries))
        st.dataframe(_table(entries), hide_index=True)
        _actions(view, entries)


def _ask(view: RunView, leaving: Sequence[Entry]) -> None:
    """Say which runs are too many, and let the visitor decide what becomes of them."""
    if not leaving:
        return
    runs = ", ".join(f"#{entry.labels.number}" for entry in leaving)
    st.info(_("These older runs without a star are too many: {runs}.").format(runs=runs), icon=":material/history:")
    texts, notebook, visitor = live_texts(translator()), get_run_manager().notebook, session.visitor()
    with st.container(horizontal=True, gap="small"):
        for name, label, icon, act in (
            ("star_leaving", texts["star_leaving"], ":material/star:", notebook.star_leaving),
            ("let_go", _("Delete for good"), ":material/delete_forever:", notebook.let_go),
        ):
            _button(view, name, label, icon, partial(run_commands.acting_on_a_run, partial(act, visitor)))


def _actions(view: RunView, entries: Sequence[Entry]) -> None:
    """A menu of the runs, and a button for each thing that can be done to the chosen one."""
    by_id = {entry.id: entry for entry in entries}
    of_these = f"{entries[0].id}_{len(entries)}"  # another menu where there are others to choose from
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = view.widget(f"chosen_run_{of_these}")
        chosen = st.selectbox(_("Run"), list(by_id), format_func=lambda run_id: run_name(by_id[run_id].labels), key=key)
        entry = by_id[chosen]
        number = entry.labels.number
        texts = live_texts(translator())
        _button(
            view,
            "open_run",
            texts["open_run"],
            ":material/open_in_browser:",
            partial(run_commands.open_run, view, chosen),
        )
        acts: dict[str, tuple[str, Callable[[], None]]] = {
            "branch": (":material/fork_right:", partial(run_commands.branch_off, view, chosen)),
            "star": (
                ":material/star:" if entry.labels.is_starred else ":material/star_border:",
                partial(_write, chosen, is_starred=not entry.labels.is_starred),
            ),
            "delete": (":material/delete:", partial(_delete, chosen)),
        }
        for name, (icon, act) in acts.items():
            _button(view, f"{name}_run", texts[f"act_{name}"].format(number=number), icon, act)
        with st.popover(texts["act_edit"].format(number=number), icon=":material/edit:"):
            _form(view, entry)
        with st.popover(_("Delete all my runs, tables and lessons")):
            _button(view, "delete_all_runs", _("Delete for good"), ":material/delete_forever:", _delete_all)


def _form(view: RunView, entry: Entry) -> None:
    """The name and the note of a run."""
    with st.form(view.widget(f"labels_{entry.id}"), border=False):
        name = st.text_input(_("Name"), entry.labels.name, max_chars=MAX_NAME)
        note = st.text_area(_("Note"), entry.labels.note, max_chars=MAX_NOTE)
        if st.form_submit_button(_("Save")):
            _write(entry.id, name=name, note=note)
            st.rerun()


def _button(view: RunView, name: str, help_text: str, icon: str, act: Callable[[], None]) -> None:
    st.button(help_text, key=view.widget(name), icon=icon, on_click=act)


def _table(entries: Sequence[Entry]) -> pd.DataFrame:
    """A row a run; of the settings those in which not all are alike."""
    texts, labels = live_texts(translator()), setting_labels()
    settings = [_settings(entry) for entry in entries]
    varying = [name for name in labels if len({each.get(name, NONE) for each in settings if each}) > 1]
    rows = [
        {
            texts["run"]: run_name(entry.labels),
            texts["state_column"]: texts[f"status_{entry.status}"],
            texts["iterations"]: entry.iteration,
            **{say(labels[name]): each.get(name, NONE) for name in varying},
            texts["train_cost"]: entry.train_cost,
            texts["test_cost"]: entry.test_cost,
            texts["test_score"]: entry.test_score,
        }
        for entry, each in zip(entries, settings, strict=True)
    ]
    return pd.DataFrame(rows)


def _settings(entry: Entry) -> dict[str, str]:
    """The settings of a run in words; none where they cannot be read."""
    if entry.config is None:
        return {}
    return changed_setting_texts(entry.first_config or entry.config, entry.config, translator())


def _write(run_id: str, **labels: object) -> None:
    run_commands.acting_on_a_run(lambda: get_run_manager().notebook.write(run_id, session.visitor(), **labels))


def _delete(run_id: str) -> None:
    run_commands.acting_on_a_run(lambda: get_run_manager().notebook.delete(run_id, session.visitor()))
    session.set_page_value(DELETED, run_id)


def _restore(run_id: str) -> None:
    run_commands.acting_on_a_run(lambda: get_run_manager().notebook.restore(run_id, session.visitor()))
    session.set_page_value(DELETED, None)


def _delete_all() -> None:
    run_commands.acting_on_a_run(lambda: get_run_manager().notebook.delete_all(session.visitor()))
    session.set_page_value(DELETED, None)
