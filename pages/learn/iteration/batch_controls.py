"""The choice of the examples of the iteration on the page: by menu, by number, or on the picture of the data."""

from __future__ import annotations

from functools import partial
from typing import Literal

import streamlit as st

from dnn.datasets import Data, load_dataset
from pages.shared.drawing import charts
from pages.shared.frame.text import _
from pages.shared.iteration.batch import MAX_PICKED, Batch
from pages.shared.session import control_keys, session
from pages.shared.session.network_snapshot import NetworkSnapshot

NEXT, FEW, ONE = "next", "few", "one"
FEW_AT_FIRST = 4
POPOVER_WIDTH = 460


def draw(network: NetworkSnapshot, m: int) -> tuple[Batch, bool]:
    """Draw the menus in the row that is open.

    Args:
        network: the network.
        m: examples of its next batch.

    Returns:
        The examples, and whether they are taken all at once.
    """
    data = load_dataset(network.config.dataset)
    count = data.X_train.shape[1]
    linked = Batch.from_link(session.parameter("of"), count)
    kind = control_keys.control("batch_kind", NEXT if linked.is_next else ONE if len(linked.picked) == 1 else FEW)
    titles = {
        NEXT: _("Next batch (m = {m})").format(m=f"{m:,}"),
        FEW: _("A few examples"),
        ONE: _("One example"),
    }
    chosen = str(
        st.segmented_control(
            _("Examples"), list(titles), format_func=titles.__getitem__, key=kind, required=True,
            label_visibility="collapsed", on_change=control_keys.on_change("batch_kind", partial(_follow_menu, count)),
        )
    )  # fmt: skip
    batch = Batch() if chosen == NEXT else Batch(_picked(linked, chosen, count))
    if chosen != NEXT:
        with st.popover(_("Pick on the data"), icon=":material/scatter_plot:"):
            _picture(data, batch)
    at_once = _at_once(batch)
    session.set_parameter("of", batch.to_link())
    session.set_parameter("loop", None if at_once else "1")
    return batch, at_once


def _follow_menu(count: int) -> None:
    """Another kind of batch begins with the first examples of what was picked."""
    before = Batch.from_link(session.parameter("of"), count).picked or (0,)
    kind = control_keys.control_value("batch_kind")
    picked = {NEXT: (), ONE: before[:1], FEW: _some(before[0], count)}[kind]
    session.set_parameter("of", Batch(picked).to_link())


def _some(first: int, count: int) -> tuple[int, ...]:
    start = max(0, min(first, count - FEW_AT_FIRST))
    return tuple(range(start, min(count, start + FEW_AT_FIRST)))


def _picked(linked: Batch, kind: str, count: int) -> tuple[int, ...]:
    """The examples in the fields beside the menu."""
    if kind == ONE:
        key = control_keys.control_among("batch_example", (linked.picked or (0,))[0] + 1, range(1, count + 1), 1)
        return (int(st.number_input(_("Example"), 1, count, key=key, width=130, label_visibility="collapsed")) - 1,)
    known = linked.picked if len(linked.picked) > 1 else _some(0, count)
    key = control_keys.control("batch_few", ", ".join(str(example + 1) for example in known))
    written = st.text_input(_("Examples, by number"), key=key, width=190, label_visibility="collapsed")
    return Batch.from_link(".".join(written.replace(",", " ").split()), count).picked or known


def _picture(data: Data, batch: Batch) -> None:
    """The training examples as points, to be picked by a press on one or a lasso round a few."""
    is_one = len(batch.picked) == 1
    if data.X_train.shape[0] > 2:
        st.caption(_("The two principal components of the examples."))
    st.caption(
        _("Click a point.") if is_one else _("Draw a loop around up to {count} points.").format(count=MAX_PICKED)
    )
    kind: Literal["points", "lasso"] = "points" if is_one else "lasso"
    shown = st.plotly_chart(
        charts.example_map(data, batch.picked, session.theme_mode(), is_drawn_round=not is_one),
        key=f"batch_picture_{kind}",
        theme=None,
        width=POPOVER_WIDTH,
        on_select="rerun",
        selection_mode=kind,
        config={"displayModeBar": False},
        alt=_("The training examples; the picked ones are ringed"),
    )
    picked = Batch.from_browser(shown.selection.get("point_indices"), data.X_train.shape[1])
    if picked.picked and picked != session.page_value("batch_points", Batch()):
        session.set_page_value("batch_points", picked)
        session.set_parameter("of", picked.to_link())
        control_keys.forget("batch_kind", "batch_example", "batch_few")
        st.rerun()
    if data.image_shape is not None and is_one:
        st.plotly_chart(
            charts.example_image(data, batch.picked[0]), key="batch_image", theme=None,
            config={"displayModeBar": False}, alt=_("The picked example"),
        )  # fmt: skip


def _at_once(batch: Batch) -> bool:
    """Return whether the examples are taken all at once; a whole batch always is."""
    if not batch.picked:
        return True
    return st.toggle(_("Vectorised"), key=control_keys.control("batch_vectorised", session.parameter("loop") != "1"))
