"""The gradient check of the visitor's network on the page: verdict, table, error over ε, kinks."""

from __future__ import annotations

import streamlit as st

from dnn.gradient_check.check import Effort, layer_checks, report, subject_of
from dnn.gradient_check.check import Subject as Checked
from dnn.gradient_check.comparison import Comparison, GradientReport
from dnn.gradient_check.curve import Curve, error_curve
from dnn.gradient_check.kink import Kink, find_kink
from pages.shared import gradient_charts, state, symbols, table
from pages.shared.gradient_charts import DOUBTFUL, FINE
from pages.shared.keeping import SMALL, Keeping
from pages.shared.subject import Subject
from pages.shared.text import _, say

EPSILONS = tuple(10.0**-k for k in range(1, 13))
USUAL = 1e-5
WORK = 4e8
"""Multiplications of one check on the page: some tenths of a second."""
ENTRIES = 400
EXAMPLES = 50
KEPT = "gradient_report"


def draw(subject: Subject) -> None:
    """Everything about the right backward propagation."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        step = st.select_slider(
            "ε",
            EPSILONS,
            key=state.control("gradient_epsilon", USUAL),
            format_func=gradient_charts.written,
            width=420,
        )
        across = st.toggle(
            _("Compare across kinks as well"),
            key=state.control("gradient_kinks", False),
            help=_("Entries whose change by ± ε moves a z of a ReLU across 0: a difference sees both sides there."),
        )
    effort = Effort(EXAMPLES, ENTRIES, step, work=WORK, across_kinks=across)
    checked = _report(subject, effort)
    _verdict(subject, checked)
    left, right = st.columns([0.52, 0.48], gap="medium")
    with left:
        _table(checked)
    with right:
        _pictures(subject, effort)


def _report(subject: Subject, effort: Effort) -> GradientReport:
    """The check, layer by layer behind a progress bar; kept while network, state and effort stay the same."""
    kept = state.kept(KEPT, None)
    if kept is not None and kept[0] == (subject.key, effort):
        return kept[1]
    network = _network(subject, effort)
    L, layers = network.parameters.L, []
    with st.empty():
        for l, check in enumerate(layer_checks(network, effort), start=1):
            layers.append(check)
            st.progress(l / L, text=_("Layer {l} of {L}").format(l=l, L=L))
        st.space(1)
    found = report(tuple(layers), network, effort)
    state.keep(KEPT, ((subject.key, effort), found))
    return found


def _verdict(subject: Subject, checked: GradientReport) -> None:
    """Outcome and ratio in a line of figures."""
    ratio = checked.relative_error
    judged = (
        _("fine: below 10⁻⁷") if ratio <= FINE else _("look closely") if ratio <= DOUBTFUL else _("something is wrong")
    )
    shown = {
        r"$\frac{\lVert g-\tilde g\rVert}{\lVert g\rVert+\lVert\tilde g\rVert}$ " + _("in all"): f"{ratio:.1e}",
        _("The course's scale"): judged,
        _("Entries compared"): _("{compared} of {all}").format(
            compared=f"{sum(each.compared for each in checked.comparisons):,}",
            all=f"{sum(each.entries for each in checked.comparisons):,}",
        ),
        _("At a kink"): f"{sum(each.skipped for each in checked.comparisons):,}",
        _("Examples"): f"{checked.examples:,}",
        _("Iteration"): f"{subject.state.iteration:,}",
    }
    with st.container(key="figures"):
        st.markdown(table.of_figures(shown))
    show = st.success if checked.passed else st.error
    show(say(checked.verdict), icon=":material/check_circle:" if checked.passed else ":material/error:")
    if checked.sample is not None:
        st.caption(say(checked.sample))


def _table(checked: GradientReport) -> None:
    """Both gradients of every layer, one a row."""
    mode = state.theme_mode()
    head = (_("Gradient"), _("Entries"), _("Compared"), _("At a kink"), _("Relative error"), "")
    rows = [
        (
            f"${symbols.tex(symbol, layer.layer, mode)}$",
            f"{each.entries:,}",
            f"{each.compared:,}",
            f"{each.skipped:,}",
            f"{each.relative_error:.1e}",
            _mark(each),
        )
        for layer in checked.layers
        for symbol, each in (("dW", layer.W), ("db", layer.b))
    ]
    with st.container(key="gradient_table", height=420 if len(rows) > 10 else "content", border=False):
        st.markdown(table.markdown(head, rows, "lrrrrl"))
    worst = max(
        (each for each in checked.comparisons if each.worst), key=lambda each: each.relative_error, default=None
    )
    if worst is not None and worst.worst is not None:
        st.caption(
            _("Farthest apart in {name}, row {row}, column {column}: g = {g}, g̃ = {g_hat}.").format(
                name=worst.name.replace("^", ""),
                row=worst.worst.row + 1,
                column=worst.worst.column + 1,
                g=f"{worst.worst.g:.9g}",
                g_hat=f"{worst.worst.g_hat:.9g}",
            )
        )
    st.caption(
        _(
            "“Too small to tell”: the gradient is so small that the rounding of J alone explains the difference. With "
            "a ratio up to 10⁻⁷ all is well, at 10⁻⁵ one looks more closely, at 10⁻³ there is a bug."
        )
    )


def _mark(each: Comparison) -> str:
    icon = ":green[:material/check:]" if each.passed else ":red[:material/close:]"
    return f"{icon} {say(each.verdict)}"


def _pictures(subject: Subject, effort: Effort) -> None:
    """The error over ε, and a kink."""
    mode = state.theme_mode()
    error, kinks = st.tabs([_("Error over ε"), _("Kinks")])
    with error:
        curve = _curve(subject)
        st.plotly_chart(
            gradient_charts.error_over_epsilon(curve, effort.step, mode),
            key="error_over_epsilon",
            theme=None,
            config={"displayModeBar": False},
            alt=_("The relative error over ε: a U"),
        )
        st.caption(
            _(
                "A large ε cuts across the curve of J: the error falls with ε². A small one leaves few digits in "
                "J(θ + ε) − J(θ − ε): the error grows with 1/ε. The best ε lies between, near the cube root of the "
                "rounding, 10⁻⁵."
            )
        )
    with kinks:
        _kink(subject, effort)


def _kink(subject: Subject, effort: Effort) -> None:
    """A real entry at a kink, if there is one."""
    found = _found_kink(subject, effort.step)
    st.markdown(
        _(
            "ReLU, leaky ReLU and ELU have a kink at $z=0$. If moving an entry by ± ε carries some z across it, the "
            "difference averages the slopes of both sides, and backward propagation gives that of one: both are "
            "right, and they differ. Such entries are left out, and counted."
        )
    )
    if found is None:
        st.info(_("No entry is at a kink here, with this ε. A larger ε, or ReLU, may bring one."))
        return
    st.plotly_chart(
        gradient_charts.cost_about_a_kink(found, state.theme_mode()),
        key="kink",
        theme=None,
        config={"displayModeBar": False},
        alt=_("The cost about a kink, with both slopes"),
    )
    st.caption(
        _("{name}, row {row}, column {column}: backward propagation {g}, central difference {g_hat}.").format(
            name=found.name.replace("^", ""),
            row=found.row + 1,
            column=found.column + 1,
            g=f"{found.g:.6g}",
            g_hat=f"{found.g_hat:.6g}",
        )
    )


def _curve(subject: Subject) -> Curve:
    effort = Effort(EXAMPLES, ENTRIES, work=WORK)
    return _CURVES.get(subject.key, lambda: error_curve(_network(subject, effort), effort))


def _found_kink(subject: Subject, step: float) -> Kink | None:
    effort = Effort(EXAMPLES, ENTRIES, step, work=WORK)
    return _KINKS.get((subject.key, step), lambda: find_kink(_network(subject, effort), effort))


def _network(subject: Subject, effort: Effort) -> Checked:
    return subject_of(subject.config, effort, subject.state.theta)


_CURVES: Keeping[Curve] = Keeping(bytes=1_000_000)
_KINKS: Keeping[Kink | None] = Keeping(bytes=2_000_000, size=lambda kink: 4 * SMALL)
