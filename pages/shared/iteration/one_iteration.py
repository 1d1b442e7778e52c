"""The next iteration of the visitor's run: its predicted costs, a button that makes it, and the recorded costs."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from dnn.lessons.walkthrough import Prediction
from pages.shared.frame.text import _
from pages.shared.iteration.batch import predicted
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.network_snapshot import NetworkSnapshot, network_snapshot
from pages.shared.session.run_view import MAIN

MADE = "iteration_made"


@dataclass(frozen=True)
class Made:
    """An iteration that was predicted and then made."""

    prediction: Prediction
    batch_cost: float
    cost_after: float


def button(network: NetworkSnapshot) -> None:
    """The button that lets the run make the iteration on the page."""
    obstacle = _obstacle(network.run)
    st.button(
        _("Apply the update"),
        key="apply_update",
        icon=":material/check_circle:",
        type="primary",
        disabled=obstacle is not None,
        help=obstacle or _("The run makes exactly this iteration, and the page goes on to the next one"),
        on_click=_apply,
        args=(network,),
    )


def _obstacle(run: RunSnapshot | None) -> str | None:
    """The reason why the run cannot make this iteration now; None if it can."""
    if run is None:
        return None
    if not run_commands.is_mine(run):
        return _("This is somebody else's run.")
    if run.moving:
        return _("The run is training; pause it first.")
    return run_commands.end(run)


def _apply(network: NetworkSnapshot) -> None:
    foreseen = predicted(
        network_snapshot(run_commands.current_run(MAIN), network.config)
    )  # a second click may find the run further on
    costs = run_commands.make_iteration(MAIN)
    session.set_page_value(MADE, None if costs is None else Made(foreseen, *costs))
    session.set_parameter("step", None)


def figures(network: NetworkSnapshot) -> None:
    """Show the costs predicted for the iteration, in one line."""
    foreseen = predicted(network)
    st.markdown(
        _("Iteration {iteration}: J = **{cost}**, then **{after}**").format(
            iteration=f"{foreseen.iteration:,}", cost=f"{foreseen.batch_cost:.6g}", after=f"{foreseen.cost_after:.6g}"
        ),
        help=_("J of its batch before the update; then J of all training examples after it"),
        width="content",
    )


def outcome(network: NetworkSnapshot) -> None:
    """Show the outcome of the iteration before this one, if it was made on this page."""
    made: Made | None = session.page_value(MADE, None)
    if made is not None and made.prediction.iteration == network.state.iteration:
        _came_out(made)


def _came_out(made: Made) -> None:
    """The prediction beside what the run has recorded."""
    foreseen = made.prediction
    difference = max(abs(foreseen.batch_cost - made.batch_cost), abs(foreseen.cost_after - made.cost_after))
    st.success(
        _(
            "Iteration {iteration} is done. The run recorded J = {cost} for it and has J = {after} now; the "
            "predicted values were {foreseen} and {foreseen_after}, the difference is {difference}."
        ).format(
            iteration=f"{foreseen.iteration:,}",
            cost=f"{made.batch_cost:.10g}",
            after=f"{made.cost_after:.10g}",
            foreseen=f"{foreseen.batch_cost:.10g}",
            foreseen_after=f"{foreseen.cost_after:.10g}",
            difference=f"{difference:.1g}",
        ),
        icon=":material/check_circle:",
    )


def moving_notice(network: NetworkSnapshot) -> None:
    """Say that the run goes on while the page shows a moment of it, with a button to stop it here."""
    run = network.run
    if run is None or not run.moving:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            _("The run is training: this is its iteration {iteration}, and it keeps running.").format(
                iteration=f"{network.state.iteration + 1:,}"
            ),
            icon=":material/directions_run:",
        )
        if run_commands.is_mine(run):
            st.button(
                _("Pause it here"), key="pause_here", icon=":material/pause:", on_click=run_commands.pause, args=(MAIN,)
            )
