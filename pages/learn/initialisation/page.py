"""The laboratory of initialisation: seven ways to draw the first weights, side by side on the same data and seed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from dnn.background.services import get_page_worker
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.errors import DnnError
from dnn.initializers import INITIALIZERS
from dnn.lessons.initialisation_race import (
    CONTESTANTS,
    Contestant,
    Measures,
    Race,
    advance_measured,
    begin_measured,
    is_affordable,
)
from dnn.losses import TASKS
from dnn.network import parameter_count
from pages.learn.initialisation.activation_strips import narrow, strips
from pages.learn.initialisation.charts import costs, deviations
from pages.shared.drawing import live_plotly, markdown_table
from pages.shared.frame import notices
from pages.shared.frame.text import _, in_symbols, labelled, ngettext, say, strong
from pages.shared.run import sidebar, training_elsewhere
from pages.shared.session import control_keys, session
from pages.shared.session.work_limits import MAX_COMPARED_PARAMETERS

TICK_SECONDS = 0.5
TICKS = 16
"""Number of steps in which a race is drawn."""
RACE, RUNNING = "initialisation_race", "initialisation_running"
ROWS = 3
"""Number of rows of W[1] in the table."""


@dataclass(frozen=True, eq=False)
class Shown:
    """The race on the page: its network, its progress, and the measures of the seven at the start and now."""

    network: RunConfig
    race: Race
    before: Mapping[str, Measures]
    now: Mapping[str, Measures]


def page() -> None:
    """Draw the page."""
    _snapshot, config = sidebar.draw()
    network = config or session.config()
    st.caption(
        _(
            "Same data, same seed, same hyperparameters: only the initial weights differ. Choose data and network in "
            "the sidebar; the initialiser chosen there plays no part here."
        )
    )
    if parameter_count(network) > MAX_COMPARED_PARAMETERS or not is_affordable(network):
        st.info(
            _(
                "Expected a comparison of at most {limit} parameters that finishes soon; try fewer units or "
                "fewer examples."
            ).format(limit=f"{MAX_COMPARED_PARAMETERS:,}")
        )
        return
    try:
        _buttons(_race_of(network))
    except DnnError as problem:
        notices.error(problem)
        return
    _live()


def _race_of(network: RunConfig) -> Shown:
    """The race on the page; another one at its start where it is not this network's."""
    shown: Shown | None = session.page_value(RACE, None)
    if shown is not None and shown.network != network:
        shown = None
        session.set_page_value(RUNNING, False)
    if shown is None:
        race, at_start = get_page_worker().compute(begin_measured, network)
        shown = Shown(network, race, at_start, at_start)
        session.set_page_value(RACE, shown)
    return shown


def _from_the_start() -> None:
    session.set_page_value(RACE, None)
    session.set_page_value(RUNNING, False)


def _live() -> None:
    """The race, drawn anew in steps while it runs."""

    @st.fragment(run_every=TICK_SECONDS if session.page_value(RUNNING, False) else None)
    def tick() -> None:
        shown: Shown | None = session.page_value(RACE, None)
        if shown is None:
            return
        if session.page_value(RUNNING, False):
            shown = _go_on(shown)
        _draw(shown)

    tick()


def _go_on(shown: Shown) -> Shown:
    """Advance the race by one step; after the last one the page is rerun, with other buttons."""
    steps = math.ceil(shown.race.iterations / TICKS)
    try:
        race, now = get_page_worker().compute(advance_measured, shown.race, steps)
    except DnnError as problem:
        session.add_problem(problem)
        session.set_page_value(RUNNING, False)
        st.rerun()
    shown = replace(shown, race=race, now=now)
    session.set_page_value(RACE, shown)
    if race.is_over:
        session.set_page_value(RUNNING, False)
        st.rerun()
    return shown


def _with_first_costs(race: Race) -> Race:
    """The race as it is drawn: a contestant that has not begun has the cost of its first iteration."""
    shown = (each if len(each.costs) or each.first_cost is None else _begun(each) for each in race.contestants)
    return replace(race, contestants=tuple(shown))


def _begun(contestant: Contestant) -> Contestant:
    return replace(contestant, costs=np.array([contestant.first_cost]))


def _draw(shown: Shown) -> None:
    race, now = _with_first_costs(shown.race), shown.now
    st.markdown(_progress(race))
    titles = {name: say(INITIALIZERS[name].title) for name in CONTESTANTS}
    mode = session.theme_mode()
    data = load_dataset(shown.network.dataset)
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        is_log = control_keys.control_value("race_scale") == "log"
        figure = costs(race, titles, TASKS[data.task].baseline(data.Y_train), mode, is_log=is_log)
        live_plotly.chart(figure, "race_costs", _("The costs for all initialisations, overlaid"))
    with right:
        figure = deviations(race, now, titles, mode)
        live_plotly.chart(figure, "race_deviations", _("How widely the activations of each layer spread"))
    with st.container(key="race_table"):
        st.markdown(_table(race, shown.before, now, titles))
    _failures(race, now, titles)
    st.markdown(strong(_("Activations of each layer, now")))
    live_plotly.chart(
        strips(race, now, titles, mode),
        "race_strips",
        _("Histograms of the activations of each layer, for each initialisation"),
        narrow=narrow(race, titles),
    )


def _buttons(shown: Shown) -> None:
    race = shown.race
    is_running = session.page_value(RUNNING, False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if is_running:
            _button("race_pause", _("Pause"), ":material/pause:", _pause)
        else:
            label = _("Continue") if race.iteration > 0 and not race.is_over else _("Start all")
            _button("race_start", label, ":material/play_arrow:", _go, race, type="primary")
        _button("race_again", _("From the start"), ":material/restart_alt:", _from_the_start)
        st.space("stretch")
        st.segmented_control(
            _("Scale of the cost axis"),
            ["linear", "log"],
            format_func={"linear": _("Linear"), "log": _("Log")}.__getitem__,
            required=True,
            key=control_keys.control("race_scale", "linear"),
            default=control_keys.control_value("race_scale"),
            label_visibility="collapsed",
        )


def _progress(race: Race) -> str:
    done, whole = f"{race.iteration:,}", f"{race.iterations:,}"
    return _("iteration {iteration} of {all}").format(iteration=done, all=whole)


def _button(key: str, label: str, icon: str, act: object, *values: object, **settings: object) -> None:
    st.button(label, key=key, icon=icon, on_click=act, args=values, **settings)  # type: ignore[arg-type]


def _go(race: Race) -> None:
    if race.is_over:
        _from_the_start()
    session.set_page_value(RUNNING, True)


def _pause() -> None:
    session.set_page_value(RUNNING, False)


def _table(race: Race, before: Mapping[str, Measures], now: Mapping[str, Measures], titles: Mapping[str, str]) -> str:
    """A table of all contestants: their numbers at the start and now, and a verdict in a few words."""
    heads = [
        _("Initial weights"), _("J at the start"), _("J now"), _("rank of $W^{[1]}$"), _("row spread of $W^{[1]}$"),
        _("moved: ‖W − W at the start‖"), _("What happens"),
    ]  # fmt: skip
    rows = []
    for each in race.contestants:
        was, is_ = before[each.name], now[each.name]
        first, last = (f"{each.costs[index]:#.4g}" if len(each.costs) else "–" for index in (0, -1))
        rows.append(
            [
                strong(titles[each.name]),
                first,
                last,
                f"{was.rank} → {is_.rank}",
                f"{was.row_spread:.2g} → {is_.row_spread:#.2g}",
                f"{math.sqrt(sum(distance**2 for distance in is_.moved)):#.3g}",
                _verdict(each, is_),
            ]
        )
    return markdown_table.markdown(heads, rows, "lrrccrl")


def _verdict(contestant: Contestant, now: Measures) -> str:
    """The verdict on a contestant, which follows from its numbers."""
    if contestant.stop is not None and contestant.stop.reason == "non_finite":
        return _("NaN or Inf")
    if len(contestant.costs) < 2:
        return _("not started")
    if not now.has_moved:
        return _("weights do not change")
    if now.is_one_unit:
        return _("learns as one unit")
    saturated = now.activations[0].saturated
    if saturated is not None and saturated > 0.5:
        return _("saturated: {share} of layer 1").format(share=f"{saturated:.0%}")
    fallen = contestant.costs[-1] / contestant.costs[0] if contestant.costs[0] else 1.0
    return _("learns") if fallen < 0.7 else _("hardly learns yet")


def _failures(race: Race, now: Mapping[str, Measures], titles: Mapping[str, str]) -> None:
    """The two failures that differ in their weights but not in their costs."""
    columns = st.columns(2, gap="medium")
    for column, name in zip(columns, ("zeros", "constant"), strict=True):
        contestant = next(each for each in race.contestants if each.name == name)
        with column, st.container(border=True, height="stretch", key=f"failure_{name}"):
            st.markdown(labelled(titles[name], in_symbols(_failure(contestant, now[name]))))
            st.markdown(_rows(now[name]))
            st.button(
                _("Train this network"), key=f"race_train_{name}", icon=":material/play_arrow:",
                help=_("A new run with this network, on the Train page"),
                on_click=training_elsewhere.train, args=(contestant.config,),
            )  # fmt: skip


def _failure(contestant: Contestant, now: Measures) -> str:
    if len(contestant.costs) < 2:
        return _("All rows of W[1] begin equal. Start, and see what becomes of them.")
    if not now.has_moved:
        return ngettext(
            "After {iterations} iteration no weight has changed. With W = 0 all examples look the same to the network, "
            "and Wᵀ dz = 0 passes nothing on to the layers before. At most the output's bias learns.",
            "After {iterations} iterations no weight has changed. With W = 0 all examples look the same to the "
            "network, and Wᵀ dz = 0 passes nothing on to the layers before. At most the output's bias learns.",
            contestant.state.iteration,
        ).format(iterations=f"{contestant.state.iteration:,}")
    if now.is_one_unit:
        return _(
            "The weights change, but all rows of W[1] are still the same: equal units get equal gradients. The "
            "layer is one unit {count} times over, of rank {rank}; its cost stays at {cost}."
        ).format(count=len(now.W), rank=now.rank, cost=f"{contestant.costs[-1]:.4g}")
    if len(now.W) == 1:
        return _("There is only one unit in layer 1, so nothing can be equal to it.")
    return _(
        "The rows of W[1] now differ: rounding errors made equal units differ by a last digit, and training "
        "made these differences grow. Do not count on it."
    )


def _rows(now: Measures) -> str:
    """The first rows of W^[1], as a table."""
    shown = now.W[:ROWS, :4]
    heads = [_("row of $W^{[1]}$"), *(f"j = {column}" for column in range(1, shown.shape[1] + 1))]
    rows = [[f"i = {i}", *(f"{value:.4f}" for value in row)] for i, row in enumerate(shown, start=1)]
    return markdown_table.markdown(heads, rows, "l" + "r" * shown.shape[1])


with st.container(key="page", gap="small"):
    page()
