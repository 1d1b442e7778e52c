"""The form of a sweep for hosts that do not serve the app's routes: one setting or two, their values, the seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import prod

import streamlit as st

from dnn.background.notebook.sweeps import MAX_RUNS
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.configuration.variations import MAX_VALUES, MIN_VALUES, VARIATIONS, Trial, Value, Variation
from pages.lab.train import slow_curves
from pages.lab.train.sweep_values import read_values, written_values
from pages.live import live_texts
from pages.shared.frame.text import ngettext, say, translator
from pages.shared.run import run_commands
from pages.shared.session import session, values
from pages.shared.session.run_view import RunView

SEEDS = (1, 3, 5)
"""Numbers of seeds on offer."""


@dataclass(frozen=True)
class Field:
    """The field of a setting's values: a text, or a choice among the setting's options.

    Attributes:
        key: of the widget.
    """

    variation: Variation
    key: str

    @property
    def values(self) -> tuple[Value, ...] | None:
        """The values as the visitor has them now; None where one is no number."""
        held = values.widget_value(self.key)
        return tuple(held or ()) if self.variation.options else read_values(held or "")


def draw(view: RunView, config: RunConfig | None) -> None:
    """Show the form, folded.

    Args:
        config: that of the controls; None where they do not make one, so that nothing can be trained.
    """
    texts = live_texts(translator())
    with st.expander(texts["button_try_several"], icon=":material/stacked_line_chart:"):
        st.caption(texts["help_try_several"])
        first = _field(view, 1, texts["sweep_choice"], list(VARIATIONS))
        others = [None, *(name for name in VARIATIONS if first is None or name != first.variation.name)]
        second = _field(view, 2, texts["sweep_second_choice"], others)
        fields = [field for field in (first, second) if field is not None]
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            seeds_key = view.widget("sweep_seeds")
            seeds = st.selectbox(texts["sweep_seeds"], SEEDS, key=seeds_key, width=session.scaled(120))
            count = seeds * prod(len(field.values or ()) for field in fields)
            problem = _problem(fields, count)
            st.button(
                ngettext("Train {count} run", "Train {count} runs", count).format(count=count),
                key=view.widget("sweep_start"),
                icon=":material/play_arrow:",
                type="primary",
                disabled=config is None or problem != "",
                on_click=partial(_start, view, fields, seeds_key),
            )
        if problem:
            st.caption(problem)


def _field(view: RunView, number: int, label: str, names: Sequence[str | None]) -> Field | None:
    """The menu of a setting with the field of its values, around those of the page; None where none is chosen."""
    texts = live_texts(translator())
    titles: dict[str | None, str] = {name: say(each.title) for name, each in VARIATIONS.items()}
    titles[None] = texts["sweep_no_second"]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = view.widget(f"sweep_setting_{number}")
        chosen = st.selectbox(label, names, format_func=titles.__getitem__, key=key, width=session.scaled(220))
        if chosen is None:
            return None
        variation = VARIATIONS[chosen]
        proposed = [*variation.proposed(view.config)]
        written = written_values(proposed)
        field = Field(variation, view.widget(f"sweep_values_{number}_{chosen}_{written}"))
        if variation.options:
            options = {name: say(title) for name, title in variation.options}
            known = [value for value in proposed if value in options]
            st.multiselect(
                texts["sweep_options"], list(options), default=known, format_func=options.__getitem__, key=field.key
            )
        else:
            st.text_input(texts["sweep_values"], written, key=field.key)
    return field


def _problem(fields: Sequence[Field], runs: int) -> str:
    """The reason why a sweep cannot be begun, in words; empty where it can."""
    texts = live_texts(translator())
    for field in fields:
        chosen = field.values
        if chosen is None:
            return texts["sweep_no_number"]
        if len(set(chosen)) < len(chosen):
            return texts["sweep_twice"]
        if not MIN_VALUES <= len(chosen) <= MAX_VALUES:
            return texts["sweep_range"].format(low=MIN_VALUES, high=MAX_VALUES, count=len(chosen))
    return texts["sweep_too_many"].format(limit=MAX_RUNS, count=runs) if runs > MAX_RUNS else ""


def _start(view: RunView, fields: Sequence[Field], seeds_key: str) -> None:
    """Begin a run for each value and seed, and let their curves be drawn. The fields are read as they are now: the last
    word that was typed may have come with the press."""
    seeds = values.widget_value(seeds_key)
    trials = [Trial(field.variation, field.values or ()) for field in fields]

    def act() -> None:
        around = run_commands.current_run(view)
        runs = get_run_manager().sweeps.start(session.visitor(), view.config, trials, seeds, around)
        if seeds == 1 and len(runs) <= slow_curves.MAX_OTHER_CURVES:
            slow_curves.show_curves(view, runs)

    run_commands.reporting(act)
