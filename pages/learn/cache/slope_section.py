"""The section on g' from a alone: both curves at the live z of a unit, and all activation functions compared."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dnn.activations import ACTIVATIONS
from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig
from dnn.forward import forward
from dnn.lessons.activation_slope import UnitSlope, unit_slope
from dnn.losses import TASKS
from dnn.network import layer_sizes, parameter_count, parameters_at
from dnn.training.data import training_data
from pages.learn.cache import charts, tables
from pages.shared.drawing import theme
from pages.shared.drawing.layer_menu import layer_menu
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, heading, ngettext, say, strong
from pages.shared.iteration import one_iteration
from pages.shared.session import control_keys, session
from pages.shared.session.network_snapshot import network_snapshot
from pages.shared.session.work_limits import MAX_EXPLAINED_PARAMETERS

STAND_IN = "sigmoid"
"""The function drawn where the layer's own, softmax, is no function of a single z."""
EXAMPLE_WITH_TWIN = -0.5


def draw(snapshot: RunSnapshot | None, config: RunConfig, menu: str, other_menus: tuple[str, ...]) -> None:
    """Draw the section.

    Args:
        snapshot: the visitor's run, if there is one.
        config: the configuration on the page.
        menu, other_menus: names of the menu of layers here and elsewhere on the page.
    """
    st.markdown(heading(_("Does g′ need z, or is a enough?")))
    L, is_large = len(layer_sizes(config)) - 1, parameter_count(config) > MAX_EXPLAINED_PARAMETERS
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="slope_menus"):
        live = _live(snapshot, config, layer_menu(menu, other_menus, L))
        name = _function_menu(live.name)
        others = st.multiselect(
            _("Compare with"),
            [each for each in ACTIVATIONS if each != name],
            format_func=lambda each: say(ACTIVATIONS[each].title),
            key=_comparison_without(name),
            placeholder=_("choose"),
            width=330,
        )
    if snapshot is not None and not is_large:
        one_iteration.moving_notice(network_snapshot(snapshot, config))
    if is_large:
        st.caption(_("This network is too large to be computed interactively; the curves are shown at z = 0."))
    else:
        words = ngettext(
            "Unit {unit} of layer {l}, example {example}, after {iteration} iteration",
            "Unit {unit} of layer {l}, example {example}, after {iteration} iterations",
            live.iteration,
        )
        st.caption(words.format(unit=live.unit, l=live.l, example=live.example, iteration=f"{live.iteration:,}"))
    _remark(name, live)
    precision = config.hyperparameters.precision
    unit = unit_slope(name, live.z, precision)
    left, right = st.columns([0.58, 0.42], gap="medium")
    with left:
        st.plotly_chart(
            charts.slope_chart(name, unit, others, session.theme_mode()),
            key="cache_slopes",
            theme=None,
            config={"displayModeBar": False},
            alt=_("g and g′ of {name} at z = {z}").format(name=say(ACTIVATIONS[name].title), z=f"{live.z:.4g}"),
        )
    with right:
        _formula(name, unit, live)
    st.markdown(strong(_("All activation functions at this z")))
    with st.container(key="cache_activations"):
        st.markdown(tables.activation_table(name, live.z, precision))
    st.caption(
        _(
            "“Rounds to 0 from”: there 1 − a or a + 1 has no digit left in {precision}, so the formula from a says 0 "
            "where g′(z) is small but not 0."
        ).format(precision=precision)
    )
    st.markdown(
        _(
            "**What needs z at all?** With sigmoid, tanh, ReLU, leaky ReLU, ELU or softplus one could cache A "
            "alone, half the memory, and many frameworks do for sigmoid, tanh and ReLU; the linear function "
            "needs neither. SiLU, and every function that falls in one place and rises in another, needs z. "
            "The course caches z because that is right for every $g$, keeps its precision where a unit is "
            "saturated, and says what the chain rule says: $g'(z)$."
        )
    )


@dataclass(frozen=True)
class _Live:
    """The chosen unit: where it is, z, and the name of its layer's function."""

    l: int
    unit: int
    example: int
    z: float
    name: str
    is_output: bool
    iteration: int


def _comparison_without(name: str) -> str:
    """The key of the menu of further functions, from which the one that is drawn anyway has gone."""
    control_keys.control("cache_compare", [])
    control_keys.set_control(
        "cache_compare", [each for each in control_keys.control_value("cache_compare") if each != name]
    )
    return control_keys.control("cache_compare", [])


def _live(snapshot: RunSnapshot | None, config: RunConfig, l: int) -> _Live:
    """z of a chosen unit for a chosen example where the run stands."""
    sizes, data = layer_sizes(config), training_data(config)
    unit = _index("cache_unit", _("Unit"), sizes[l])
    example = _index("cache_example", _("Example"), data.train.m)
    is_output = l == len(sizes) - 1
    name = TASKS[data.task].output_name if is_output else config.architecture.hidden[l - 1].activation
    if parameter_count(config) > MAX_EXPLAINED_PARAMETERS:
        return _Live(l, unit, example, 0.0, name, is_output, 0)
    network = network_snapshot(snapshot, config)
    x = data.train.X[:, example - 1 : example]  # (n_x, 1)
    Z = forward(parameters_at(network.config, network.state.theta), x)[l - 1].Z  # (n, 1)
    return _Live(l, unit, example, float(Z[unit - 1, 0]), name, is_output, network.state.iteration)


def _index(name: str, label: str, count: int) -> int:
    """A field for a number from 1 to `count`."""
    key = control_keys.control_among(name, 1, range(1, count + 1), count)
    value: int = st.number_input(label, 1, count, key=key, width=130)
    return value


def _function_menu(own: str) -> str:
    """The function to be drawn: the layer's own unless another is chosen."""
    title = say(ACTIVATIONS[own].title) if own in ACTIVATIONS else own
    titles = {"": _("that of the layer: {name}").format(name=title)}
    titles |= {name: say(entry.title) for name, entry in ACTIVATIONS.items()}
    chosen: str = st.selectbox(
        _("Activation function"),
        list(titles),
        format_func=titles.__getitem__,
        key=control_keys.control("cache_function", ""),
        width=230,
    )
    return chosen or (own if own in ACTIVATIONS else STAND_IN)


def _formula(name: str, unit: UnitSlope, live: _Live) -> None:
    """The formula of g', with a alone or with z, and its values at the unit."""
    entry = ACTIVATIONS[name]
    st.markdown(f"$$g(z)={entry.latex}$$")
    st.markdown(f"$$g'(z)={entry.derivative_latex}$$")
    st.markdown(_values(unit, live))
    if entry.derivative_from_output is None:
        st.error(_("**$g'$ needs $z$.** $a$ alone does not tell it."), icon=":material/close:")
        st.markdown(say(entry.why))
        st.markdown(f"$${entry.derivative_from_output_latex}$$")
        _twins(name, unit)
    else:
        st.success(_("**$g'$ can be written with $a$ alone.**"), icon=":material/check:")
        result = rf"\quad\rightarrow\quad{unit.slope_from_output:.4g}"
        st.markdown(f"$$g'={entry.derivative_from_output_latex}{result}$$")
        st.markdown(say(entry.why))
        if unit.slope_from_output == 0 and unit.slope != 0:
            st.warning(
                _(
                    "This unit is saturated: from a alone g′ comes out as 0, and this example would teach the unit "
                    "nothing; z still says {slope}."
                ).format(slope=f"{unit.slope:.3g}"),
                icon=":material/warning:",
            )


def _values(unit: UnitSlope, live: _Live) -> str:
    """z, a and g' of the unit as TeX, a line each in its colour."""
    index = rf"_{{{live.unit}}}^{{[{live.l}]({live.example})}}"
    shown = (("Z", f"z{index}", unit.z), ("A", f"a{index}", unit.a), ("dZ", "g'(z)", unit.slope))
    colors = [theme.quantity_color(quantity, session.theme_mode()) for quantity, _symbol, _value in shown]
    cells = [
        rf"\textcolor{{{color}}}{{{symbol}}}&\textcolor{{{color}}}{{\;={value:.4g}}}"
        for color, (_quantity, symbol, value) in zip(colors, shown, strict=True)
    ]
    lines = r"\\".join(cells)
    return rf"$$\begin{{aligned}}{lines}\end{{aligned}}$$"


def _twins(name: str, unit: UnitSlope) -> None:
    """The two z of one a, with their slopes."""
    is_own = bool(unit.same_output)
    shown = unit if is_own else unit_slope(name, EXAMPLE_WITH_TWIN)
    if not is_own:
        st.markdown(_("The a of this unit belongs to one z only. Here is one that belongs to two:"))
    rows = [
        (f"${twin.z:.4f}$", f"${twin.a:.4f}$", f"${twin.slope:.4f}$")
        for twin in (unit_slope(name, z) for z in shown.same_output)
    ]
    with st.container(key="cache_twins"):
        st.markdown(markdown(("$z$", "$a$", "$g'(z)$"), rows, "rrr"))


def _remark(name: str, live: _Live) -> None:
    """Show a remark where the layer is the output."""
    if live.is_output and live.name not in ACTIVATIONS:
        st.caption(
            _(
                "Softmax is no function of a single z: every a depends on all z of its column. {name} is drawn "
                "at this z instead; the backward pass begins with dZ = A − Y and needs no g′ here."
            ).format(name=say(ACTIVATIONS[name].title))
        )
    elif live.is_output:
        st.caption(_("At the output layer the backward pass begins with dZ = A − Y and needs no g′."))
