"""The live view of a run with its reference lines, facts and words; and the slow view for hosts that do not serve the
routes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from dnn.background.fingerprint import GONE, fingerprint
from dnn.background.notebook.read_only_entry import Entry
from dnn.background.payload import latest_action
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.background.wire import Fact, ReferenceLine, RunPayload, RunsView
from dnn.configuration import RunConfig
from dnn.datasets import Data, load_dataset
from dnn.errors import ConfigurationError
from dnn.losses import TASKS
from dnn.network import layer_sizes, parameter_count
from pages.lab.train import live_edits, run_buttons, slow_curves, slow_doctor, slow_runs, slow_sweep
from pages.lab.train.edit_parsing import RUNS_VIEW, runs_view
from pages.live import live_texts, live_view
from pages.server.files.assets import plotly_path, view_path
from pages.server.paths import NOTEBOOK, run_path
from pages.server.runs.setting_texts import setting_texts
from pages.shared.drawing import charts, theme
from pages.shared.frame.text import _, translator
from pages.shared.run import network_description, run_commands
from pages.shared.session import session, values
from pages.shared.session.run_view import RunView

FALLBACK_SECONDS = 1.0
HEIGHT = 730
COMPONENT = "live_view"
"""The name of the component; its key is that of the view."""
MAX_SIZES = 6


def draw(view: RunView, snapshot: RunSnapshot | None, config: RunConfig | None) -> None:
    """Show the run of a view with its buttons, or, where it has none, the network that it would have; on hosts that do
    not serve the app's routes, by a fragment once a second.

    Args:
        config: that of the controls; None where they do not make one, so that nothing can be trained.
    """
    if session.routes_missing():
        run_buttons.row(view, snapshot, config)
        entries = get_run_manager().notebook.listed(session.visitor())
        pictures = st.container()
        slow_curves.choose(view, snapshot, entries)
        with pictures:
            _slow_view(view, snapshot, entries)
        slow_doctor.draw(view, snapshot)
        slow_sweep.draw(view, config, entries, FALLBACK_SECONDS)
        slow_runs.draw(view, entries)
        return
    own_run_url = None if config is None else run_path(run_commands.own_run_id(view, snapshot, config))
    config = view.config if config is None else config
    if snapshot is not None:
        config = snapshot.config
    elif view.known_config is not None:
        config = view.known_config
    data = load_dataset(config.dataset)
    score, key = TASKS[data.task].score_name, view.widget(COMPONENT)
    live_view(
        key=key,
        run_url=run_path(view.run_id) if view.run_id is not None else None,
        own_run_url=own_run_url,
        owner=session.visitor(),
        fingerprint=_fingerprint(view, snapshot),
        plotly_url=plotly_path(),
        module_url=view_path("view.js"),
        texts=live_texts(translator(), score=score),
        network=network_description.describe(config, network_description.taken_over_in(view)),
        palette=theme.live_palettes(),
        reference_lines=reference_lines(data),
        facts=facts(data, config),
        score=score,
        language=session.language(),
        names_document=view.is_main,
        nonce=view.commands_sent,
        height=HEIGHT,
        on_unreachable=session.set_routes_missing,
        scale=view.chart_options.scale,
        smoothing=view.chart_options.smoothing,
        axis=view.chart_options.axis,
        notebook_url=NOTEBOOK if view.is_main else None,
        runs_view=_runs_view() if view.is_main else None,
        settings=setting_texts(config, translator()),
        previous=view.previous_run,
        undo=latest_action(view.history.done),
        redo=latest_action(view.history.undone),
        speed_limit=session.speed_name(view.speed_limit),
        speed_limits=run_buttons.speed_limits(),
        on_outdated=_outdated,
        on_chart_options=lambda: view.take_chart_options(key),
        edits_done=view.edits_done,
        on_edits=lambda: live_edits.apply_edits(view, values.component_value(key, "edits")),
    )


def _runs_view() -> RunsView | None:
    """The choices that the link has made in the list of runs; those that are none are said, and taken out of it."""
    try:
        return runs_view({name: session.parameter(name) or "" for name in RUNS_VIEW})
    except ConfigurationError as problem:
        session.add_problem(problem)
        for name in RUNS_VIEW:
            session.set_parameter(name, None)
        return None


def _fingerprint(view: RunView, snapshot: RunSnapshot | None) -> str:
    if snapshot is not None:
        return fingerprint(snapshot)
    return GONE if view.run_id is not None else ""


def _outdated() -> None:
    """The run was changed in another tab, ended, or went: the rerun this event makes brings the page up to date."""


def reference_lines(data: Data) -> list[ReferenceLine]:
    """The costs of a network that has learnt nothing: of one that is undecided, and of one that always says the label
    mean."""
    task = TASKS[data.task]
    baseline = task.baseline(data.Y_train)
    if task.is_regression:
        meaning = _("the cost if every output is the mean of the targets, whatever the input.")
        return [{"value": baseline, "label": _("predicts the mean"), "meaning": meaning}]
    classes = max(2, data.Y_train.shape[0])
    undecided = (
        _("the cost if every output is 0.5: −log 0.5 = ln 2.")
        if classes == 2
        else _("the cost if every class gets the probability 1/{classes}: −log 1/{classes} = ln {classes}.").format(
            classes=classes
        )
    )
    shares = _(
        "the cost if every output is the share of each class among the training examples, whatever the input:\n"
        "{shares}."
    )
    means = data.Y_train.mean(axis=1)
    named = f"ȳ = {means[0]:.3g}" if len(means) == 1 else ", ".join(f"{mean:.2g}" for mean in means)
    return [
        {"value": float(np.log(classes)), "label": f"ln {classes}", "meaning": undecided},
        {"value": baseline, "label": "H(ȳ)", "meaning": shares.format(shares=named)},
    ]


def facts(data: Data, config: RunConfig) -> list[Fact]:
    """The fixed facts of the run: its size, its data."""
    m = data.X_train.shape[1]
    return [
        {
            "label": _("Parameters"),
            "value": f"{parameter_count(config):,}",
            "help": _("All entries of every W and b"),
        },
        {
            "label": _("Layers L"),
            "value": str(len(config.architecture.hidden) + 1),
            "help": _("Hidden layers and the output; the input is not counted"),
        },
        {"label": _("Training examples m"), "value": f"{m:,}", "help": _("One example per column of X")},
        {
            "label": _("Test examples"),
            "value": f"{data.X_test.shape[1]:,}",
            "help": _("Held out; never trained on"),
        },
        {"label": _("Units"), "value": sizes(config), "help": _("n of every layer, from the input to the output")},
    ]


def sizes(config: RunConfig) -> str:
    """n[0] – n[1] – … – n[L], the middle left out of a long row."""
    shown = [str(n) for n in layer_sizes(config)]
    return " – ".join(shown if len(shown) <= MAX_SIZES else [*shown[:3], "…", *shown[-2:]])


def _slow_view(view: RunView, snapshot: RunSnapshot | None, entries: Sequence[Entry]) -> None:
    """The cost chart by Streamlit's own means, redrawn once a second while the run trains, or another whose curve is
    shown."""
    st.caption(_("This host does not serve the live stream; the chart is drawn once a second."))
    is_moving = snapshot is not None and snapshot.moving

    @st.fragment(run_every=FALLBACK_SECONDS if is_moving or slow_curves.are_growing(view, entries) else None)
    def tick() -> None:
        run_id = view.run_id
        payload = get_run_manager().poll(run_id, -1, -1) if run_id is not None else None
        if is_moving and (payload is None or payload["status"] not in ("waiting", "running", "suspended")):
            st.rerun()
        if payload is not None:
            _numbers(payload)
            if payload["suspended"] is not None:
                st.caption(live_texts(translator())[f"suspended_{payload['suspended']}"])
        st.plotly_chart(
            charts.cost_chart(payload, session.theme_mode(), slow_curves.curves(view, snapshot, entries)),
            key=view.widget("slow_cost_chart"),
            theme=None,
            alt=_("The cost over the iterations"),
        )

    tick()


def _numbers(payload: RunPayload) -> None:
    """The state of the run in a row of figures."""
    latest = payload["latest"]
    costs = {_("train cost"): latest["train_cost"], _("test cost"): latest["test_cost"]}
    if charts.has_penalty(payload):
        costs = {
            _("train cost J, with L2"): latest["train_cost"],
            _("train cost without L2"): latest["train_data_cost"],
            _("test cost without L2"): latest["test_cost"],
        }
    shown = {
        _("iterations"): f"{payload['iteration']:,}",
        **{name: _figure(value) for name, value in costs.items()},
        _("train score"): _figure(latest["train_score"]),
        _("test score"): _figure(latest["test_score"]),
    }
    for column, (label, value) in zip(st.columns(len(shown)), shown.items(), strict=True):
        column.metric(label, value)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:#.4g}"
