"""The content of an imported file in the dialog: its layers against what the data need, and what was assumed."""

from __future__ import annotations

import streamlit as st

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.datasets.contents import TableContent
from dnn.datasets.registry import DATASETS
from dnn.imports import FittedRun, ImportedRun, LayerFit, layer_fits
from dnn.losses import TASKS
from dnn.network import layer_sizes, task_name
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, labelled, literal, ngettext, say

MAX_SHOWN_LAYERS = 33
"""Rows of the table; a file with more layers is refused."""


def draw(run: ImportedRun, fitted: FittedRun | None, settings: RunConfig) -> None:
    """Show what was found in a file.

    Args:
        run: the content of the file.
        fitted: the same with the settings that it lacks; None where it does not fit.
        settings: those of the page.
    """
    base = run.config or settings
    with st.container(key="bring_in_found", gap="xsmall"):
        st.markdown(labelled(_("Found"), literal(_title(run))))
        if run.config is not None:
            sizes = " → ".join(map(str, layer_sizes(run.config)))
            st.caption(labelled(_("Settings"), literal(f"{say(DATASETS[base.dataset.name].title)}, {sizes}")))
        if run.table is not None:
            st.caption(labelled(_("Table"), literal(_examples(run.table))))
        if run.layers is not None:
            with st.container(key="bring_in_table"):
                st.markdown(_table(run, base, fitted))
        for note in run.notes if fitted is None else fitted.notes:
            st.caption(literal(say(note)))


def _title(run: ImportedRun) -> str:
    if run.table is not None:
        return _("a configuration with its table")
    if run.layers is None:
        return _("a configuration")
    return _("weights") if run.config is None else _("weights with their settings")


def _examples(table: TableContent) -> str:
    n_x, m = table.X.shape
    features = ngettext("{count} feature", "{count} features", n_x).format(count=n_x)
    examples = ngettext("{count} example", "{count} examples", m).format(count=f"{m:,}")
    return f"{features}, {examples}"


def _table(run: ImportedRun, base: RunConfig, fitted: FittedRun | None) -> str:
    """A row a layer: the shape of W in the file, the one that it has to have, and b."""
    heads = (_("Layer"), _("Activation"), _("$W$ in file"), _("$W$ needed"), "$b$", _("Fits"))
    config = base if fitted is None else fitted.config
    rows = [_row(fit, config, is_known=fitted is not None) for fit in layer_fits(run, base)]
    return markdown(heads, rows[:MAX_SHOWN_LAYERS], "clcccc")


def _row(fit: LayerFit, config: RunConfig, *, is_known: bool) -> tuple[str, ...]:
    hidden = config.architecture.hidden
    activation = "–"
    if fit.is_last:
        activation = TASKS[task_name(config)].output_name
    elif is_known:
        activation = say(ACTIVATIONS[hidden[fit.l - 1].activation].title)
    needed = "–" if fit.expected is None else _shape(fit.expected)
    return str(fit.l), literal(activation), _shape(fit.got), needed, _shape((fit.got[0], 1)), _yes_or_no(fit)


def _shape(shape: tuple[int, int]) -> str:
    return f"({shape[0]}, {shape[1]})"


def _yes_or_no(fit: LayerFit) -> str:
    return _("yes") if fit.got == fit.expected else _("no")
