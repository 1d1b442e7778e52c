"""Several values of a setting tried side by side, for hosts that do not serve the app's routes: their progress, and at
the end which is best, in a sentence and a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.notebook.read_only_entry import Entry
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from pages.lab.train import slow_sweep_form, slow_sweep_tables, sweep_words
from pages.lab.train.sweep_result import (
    is_moving,
    is_paused,
    latest_result,
    latest_sweep,
    progress,
    result_after_equally_much,
)
from pages.live import live_texts
from pages.shared.frame.text import translator
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import RunView


def draw(view: RunView, config: RunConfig | None, entries: Sequence[Entry], seconds: float) -> None:
    """Show the form that begins a sweep, and the visitor's latest one; anew every few seconds while it trains.

    Args:
        config: that of the controls; None where they do not make one.
        entries: the visitor's runs.
        seconds: between two looks at a sweep that trains.
    """
    slow_sweep_form.draw(view, config)
    runs = latest_sweep(entries)
    if not runs:
        return
    st.subheader(sweep_words.title(runs[0]))
    if is_moving(runs):
        _follow([run.id for run in runs], view, seconds)
    elif is_paused(runs):
        _progress(view, runs)
    else:
        _result(view, runs, [each for each in entries if isinstance(each, NotebookEntry)])


def _follow(run_ids: Sequence[str], view: RunView, seconds: float) -> None:
    """The progress of a sweep; the whole page is drawn anew once it trains no longer, or some of it are gone."""

    @st.fragment(run_every=seconds)
    def tick() -> None:
        runs = latest_sweep(get_run_manager().notebook.listed(session.visitor()))
        if [run.id for run in runs] != run_ids or not is_moving(runs):
            st.rerun()
        _progress(view, runs)

    tick()


def _progress(view: RunView, runs: Sequence[NotebookEntry]) -> None:
    """The share of the iterations that were made, the costs so far, and the buttons that pause and end the runs."""
    texts, share, sweep = live_texts(translator()), progress(runs), runs[0].labels.sweep or ""
    sweeps, visitor, rests = get_run_manager().sweeps, session.visitor(), not is_moving(runs)
    st.progress(share, texts["sweep_progress"].format(percent=f"{100 * share:.0f}"))
    with st.container(horizontal=True, gap="small"):
        st.button(
            texts["sweep_continue" if rests else "sweep_pause"],
            key=view.widget("sweep_resume" if rests else "sweep_pause"),
            icon=":material/play_arrow:" if rests else ":material/pause:",
            on_click=run_commands.acting_on_a_run,
            args=(partial(sweeps.resume if rests else sweeps.pause, sweep, visitor),),
        )
        st.button(
            texts["sweep_cancel"],
            key=view.widget("sweep_cancel"),
            icon=":material/cancel:",
            on_click=run_commands.acting_on_a_run,
            args=(partial(sweeps.cancel, sweep, visitor),),
        )
    slow_sweep_tables.draw(latest_result(runs), is_over=False)


def _result(view: RunView, runs: Sequence[NotebookEntry], others: Sequence[NotebookEntry]) -> None:
    """The best value in a sentence, the word about luck, the costs of all, and the button that opens the best run."""
    manager = get_run_manager()
    records = {run.id: record for run in runs if (record := manager.record(run.id)) is not None}
    result = result_after_equally_much(runs, records, others)
    st.markdown(sweep_words.result_in_words(result, view.config))
    luck = sweep_words.luck_in_words(result)
    if luck:
        st.caption(luck)
    slow_sweep_tables.draw(result, is_over=True)
    if result.best is not None:
        st.button(
            live_texts(translator())["sweep_open"],
            key=view.widget("sweep_open"),
            icon=":material/open_in_browser:",
            on_click=run_commands.open_run,
            args=(view, result.best.middle.id),
        )
