"""The gradient check of the visitor's network on the page: verdict, every gradient, error over ε, a kink."""

from __future__ import annotations

import streamlit as st

from dnn.lessons.gradient_check.check import ENTRIES, EXAMPLES, STEP, Effort, checked_network, layer_checks, report
from dnn.lessons.gradient_check.check import CheckedNetwork as Checked
from dnn.lessons.gradient_check.comparison import FINE, WRONG, Comparison, GradientReport
from dnn.lessons.gradient_check.curve import Curve, error_curve
from dnn.lessons.gradient_check.kink import Kink, find_kink
from dnn.network import parameter_count
from dnn.training.data import training_data
from pages.learn.gradient_check import charts
from pages.shared.drawing import markdown_table, symbols
from pages.shared.frame.text import _, say, strong
from pages.shared.session import control_keys, session
from pages.shared.session.network_snapshot import NetworkSnapshot
from pages.shared.session.page_cache import SMALL, PageCache
from pages.shared.session.work_limits import MAX_CHECK_MULTIPLICATIONS, MAX_EXPLAINED_PARAMETERS

EPSILONS = tuple(10.0**-k for k in range(1, 13))
REPORT = "gradient_report"
PLOT = {"displayModeBar": False}
_CURVES: PageCache[Curve] = PageCache(bytes=1_000_000)
_KINKS: PageCache[Kink | None] = PageCache(bytes=2_000_000, size=lambda kink: 4 * SMALL)


def draw(network: NetworkSnapshot) -> bool:
    """Draw the check of the right backward propagation; returns whether there was anything to check."""
    parameters = parameter_count(network.config)
    if parameters > MAX_EXPLAINED_PARAMETERS:
        st.info(
            _(
                "This network has {parameters} parameters; here at most {most} are checked, and of these a "
                "sample. For larger ones use `python -m dnn check CONFIG.json`, which takes longer."
            ).format(parameters=f"{parameters:,}", most=f"{MAX_EXPLAINED_PARAMETERS:,}"),
            icon=":material/info:",
        )
        return False
    effort = _effort()
    checked = _report(network, effort)
    if not checked.is_measurable:
        st.error(say(checked.verdict), icon=":material/error:")
        return False
    curve, kink = _curve(network), _found_kink(network, effort.step)
    _verdict(checked, _cause(checked, curve, kink, effort))
    _figures(network, checked)
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        _table(checked)
    with right:
        _scale(checked)
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        _error_over_epsilon(curve, effort.step)
    with right:
        _kink(kink, effort.step)
    return True


def _effort() -> Effort:
    """The effort of the check, with the visitor's ε and treatment of kinks."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        step = st.select_slider(
            "ε",
            EPSILONS,
            key=control_keys.control("gradient_epsilon", STEP),
            format_func=charts.written,
            width=420,
        )
        across = st.toggle(
            _("Compare across kinks as well"),
            key=control_keys.control("gradient_kinks", False),
            help=_(
                "Entries whose change by ± ε moves a z of a ReLU across 0: there a central difference spans both sides."
            ),
        )
    return Effort(EXAMPLES, ENTRIES, step, work=MAX_CHECK_MULTIPLICATIONS, across_kinks=across)


def _report(network: NetworkSnapshot, effort: Effort) -> GradientReport:
    """The check, layer by layer behind a progress bar; stored while network, state and effort stay the same."""
    stored = session.page_value(REPORT, None)
    if stored is not None and stored[0] == (network.key, effort):
        return stored[1]
    checked = _checked_network(network, effort)
    L, layers = checked.parameters.L, []
    with st.empty():
        for l, check in enumerate(layer_checks(checked, effort), start=1):
            layers.append(check)
            st.progress(l / L, text=_("Layer {l} of {L}").format(l=l, L=L))
        st.space(1)
    found = report(tuple(layers), checked, effort)
    session.set_page_value(REPORT, ((network.key, effort), found))
    return found


def _cause(checked: GradientReport, curve: Curve, kink: Kink | None, effort: Effort) -> str | None:
    """The reason why the ratio is too large, where that is not backward propagation; None where it is."""
    if checked.relative_error <= FINE or curve.best is None or curve.best[1] > FINE:
        return None
    if effort.across_kinks and kink is not None and kink.step == effort.step:
        return _(
            "Entries at a kink are compared as well: there the difference averages two slopes, so it tells of no bug."
        )
    best, error = curve.best
    return _("The cause is ε: with ε = {epsilon} the same gradients agree to {error}.").format(
        epsilon=charts.written(best), error=f"{error:.0e}"
    )


def _verdict(checked: GradientReport, cause: str | None) -> None:
    """The outcome; a warning where it says more about ε than about backward propagation."""
    words = say(checked.verdict).replace("^", "") + (f" {cause}" if cause else "")
    if all(each.is_fine for each in checked.comparisons):
        st.success(words, icon=":material/check_circle:")
    elif cause or not checked.disagreeing:
        st.warning(words, icon=":material/warning:")
    else:
        st.error(words, icon=":material/error:")
    if checked.sample is not None:
        st.caption(say(checked.sample))


def _figures(network: NetworkSnapshot, checked: GradientReport) -> None:
    """The ratio in all, and what was compared."""
    shown = {
        r"$\frac{\lVert g-\tilde g\rVert}{\lVert g\rVert+\lVert\tilde g\rVert}$ "
        + _("in all"): f"{checked.relative_error:.1e}",
        _("The course's scale"): say(checked.judgement),
        _("Entries compared"): _of(
            sum(each.compared for each in checked.comparisons), sum(each.entries for each in checked.comparisons)
        ),
        _("At a kink"): f"{sum(each.skipped for each in checked.comparisons):,}",
        _("Examples"): _of(checked.examples, training_data(network.config).train.m),
        _("Iterations done"): f"{network.state.iteration:,}",
    }
    with st.container(key="gradient_figures"), st.container(key="figures"):
        st.markdown(markdown_table.of_figures(shown))
    if network.config.hyperparameters.l2:
        st.caption(_("J is the mean loss here, without L2."))


def _of(part: int, all: int) -> str:
    return _("{compared} of {all}").format(compared=f"{part:,}", all=f"{all:,}")


def _table(checked: GradientReport) -> None:
    """Both gradients of every layer, one a row."""
    mode = session.theme_mode()
    head = (_("Gradient"), _("Compared"), _("At a kink"), _("Relative error"), _("Verdict"))
    rows = [
        (
            f"${symbols.tex(symbol, layer.layer, mode)}$",
            _of(each.compared, each.entries),
            f"{each.skipped:,}",
            f"{each.relative_error:.1e}",
            _mark(each),
        )
        for layer in checked.layers
        for symbol, each in (("dW", layer.W), ("db", layer.b))
    ]
    with st.container(key="gradient_table", border=False):
        st.markdown(markdown_table.markdown(head, rows, "lrrrl"))
    _farthest_apart(checked)


def _farthest_apart(checked: GradientReport) -> None:
    """One entry, with its two numbers."""
    found = [each for each in checked.comparisons if each.worst is not None]
    if not found:
        return
    each = max(found, key=lambda each: each.relative_error)
    worst = each.worst
    assert worst is not None
    st.caption(
        _(
            "Farthest apart in {name}, row {row}, column {column}: backward propagation gives g = {g}, the central "
            "difference is g̃ = {g_hat}, and g − g̃ = {difference}."
        ).format(
            name=each.name.replace("^", ""),
            row=worst.row + 1,
            column=worst.column + 1,
            g=f"{worst.g:.6g}",
            g_hat=f"{worst.g_hat:.6g}",
            difference=f"{worst.g - worst.g_hat:.1e}",
        )
    )


def _scale(checked: GradientReport) -> None:
    """Every ratio on the course's scale, and what the marks mean."""
    st.plotly_chart(
        charts.ratios(checked, session.theme_mode()),
        key="gradient_ratios",
        theme=None,
        config=PLOT,
        alt=_("The ratio of every gradient on the course's scale"),
    )
    st.caption(
        _(
            "The course's scale: up to 10⁻⁷ all is well, about 10⁻⁵ one looks again, and from 10⁻³ on one looks for a "
            "bug. :green[:material/check:] “Too small to tell”: the rounding of J alone explains the difference. "
            ":orange[:material/warning:] “ε too long”: half of ε leaves about a quarter of the difference, which is "
            "truncation and no bug."
        )
    )


def _mark(each: Comparison) -> str:
    """The outcome of one gradient, with a sign of its colour on the scale."""
    if each.is_fine:
        icon = ":green[:material/check:]"
    elif each.is_truncated or each.relative_error <= WRONG:
        icon = ":orange[:material/warning:]"
    else:
        icon = ":red[:material/close:]"
    return f"{icon} {say(each.verdict)}"


def _error_over_epsilon(curve: Curve, step: float) -> None:
    """Draw the chart of the error over ε, a U."""
    st.markdown(strong(_("Error over ε")))
    st.plotly_chart(
        charts.error_over_epsilon(curve, step, session.theme_mode()),
        key="error_over_epsilon",
        theme=None,
        config=PLOT,
        alt=_("The relative error over ε: a U-shaped curve"),
    )
    st.caption(
        _(
            "A large ε cuts across the curve of J: the error falls with ε². A small one leaves few digits in "
            "J(θ + ε) − J(θ − ε): the error grows with 1/ε. The best ε lies between, near the cube root of the "
            "rounding, 10⁻⁵. Every point compares the same entries, {compared} of them; there is none for an ε so "
            "large that it carries most of them across a kink."
        ).format(compared=f"{curve.compared:,}")
    )


def _kink(found: Kink | None, step: float) -> None:
    """A real entry at a kink, if there is one."""
    st.markdown(strong(_("At a kink")))
    explanation = _(
        "ReLU and leaky ReLU have a kink at $z=0$, and so has the $g'$ of ELU. If moving an entry by ± ε carries some "
        "z across it, the difference averages the slopes of both sides, and backward propagation gives that of one: "
        "both are right, and they differ. Such entries are left out, and counted."
    )
    if found is None:
        st.markdown(explanation)
        st.info(_("No entry is at a kink here with any ε up to 0.1. A network with ReLU usually has some."))
        return
    st.plotly_chart(
        charts.cost_about_a_kink(found, session.theme_mode()),
        key="kink",
        theme=None,
        config=PLOT,
        alt=_("The cost about a kink, with both slopes"),
    )
    which = _(
        "The picture shows {name}, row {row}, column {column}: backward propagation g = {g}, central "
        "difference g̃ = {g_hat}. The slope g is subtracted, so that it lies flat and the bend is visible."
    ).format(
        name=found.name.replace("^", ""),
        row=found.row + 1,
        column=found.column + 1,
        g=f"{found.g:.4g}",
        g_hat=f"{found.g_hat:.4g}",
    )
    if found.step != step:
        which = (
            _("With ε = {epsilon} no entry is at a kink; with ε = {larger} there is this one.").format(
                epsilon=charts.written(step), larger=charts.written(found.step)
            )
            + " "
            + which
        )
    st.caption(f"{explanation} {which}")


def _curve(network: NetworkSnapshot) -> Curve:
    effort = Effort(EXAMPLES, ENTRIES, work=MAX_CHECK_MULTIPLICATIONS)
    return _CURVES.get(network.key, lambda: error_curve(_checked_network(network, effort), effort))


def _found_kink(network: NetworkSnapshot, step: float) -> Kink | None:
    effort = Effort(EXAMPLES, ENTRIES, step, work=MAX_CHECK_MULTIPLICATIONS)
    return _KINKS.get((network.key, step), lambda: find_kink(_checked_network(network, effort), effort))


def _checked_network(network: NetworkSnapshot, effort: Effort) -> Checked:
    return checked_network(network.config, effort, network.state.theta)
