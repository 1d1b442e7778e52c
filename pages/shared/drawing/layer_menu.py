"""Menus of layers: one that stands in several places of a page and shows the same layer in all of them, and one of
the layers at which a mistake can be planted."""

from __future__ import annotations

from functools import partial
from typing import Literal

import streamlit as st

from pages.shared.frame.text import _
from pages.shared.session import control_keys


def layer_menu(name: str, others: tuple[str, ...], L: int) -> int:
    """Draw it.

    Args:
        name: name of this menu's control.
        others: names of its copies on the page, which follow it.
        L: layers there are to choose from.

    Returns:
        The chosen layer; at first a hidden one with another before it, if there is one.
    """
    for each in (name, *others):
        control_keys.control_among(each, 2 if L > 2 else 1, range(1, L + 1), L)
    titles = {l: _("Layer {l}").format(l=l) for l in range(1, L + 1)}
    l: int = st.selectbox(
        _("Layer"),
        list(titles),
        format_func=titles.__getitem__,
        index=list(titles).index(control_keys.control_value(name)),
        key=control_keys.control(name, 1),
        on_change=control_keys.on_change(name, partial(_follow, name, others)),
        label_visibility="collapsed",
        width=140,
    )
    return l


def planted_menu(name: str, layers: list[int], linked: str, default: int, width: int | Literal["stretch"]) -> int:
    """The layer at which something wrong is planted: the chosen one, else the link's, else `default`.

    Args:
        name: name of the menu's control.
        layers: layers at which it can be planted.
        linked: the layer in the link, as written there; used if it is one of `layers`.
        default: the layer shown otherwise, one of `layers`.
        width: width of the menu in pixels, or "stretch" for that of its column.
    """
    shown = int(linked) if linked in map(str, layers) else default
    key = control_keys.control_among(name, shown, layers, default)
    titles = {l: _("Layer {l}").format(l=l) for l in layers}
    index = layers.index(control_keys.control_value(name))
    l: int = st.selectbox(_("Planted at"), layers, index, format_func=titles.__getitem__, key=key, width=width)
    return l


def _follow(name: str, others: tuple[str, ...]) -> None:
    for other in others:
        control_keys.set_control(other, control_keys.control_value(name))
