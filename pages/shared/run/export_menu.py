"""The run to take away: a menu with every form in which it can be exported, written when it is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.configuration import RunConfig
from dnn.export import EXPORTS
from pages.shared.frame.text import _, say
from pages.shared.session.run_view import RunView


def draw(view: RunView, config: RunConfig | None) -> None:
    """Draw the menu of a view; it is closed where the settings make no configuration."""
    with st.popover(
        _("Export"), type="tertiary", icon=":material/download:", disabled=config is None, key=view.widget("export")
    ):
        if config is None:
            return
        st.caption(_("Each repeats this run from its settings and seed."))
        for export in (each for each in EXPORTS.values() if each.needs == "configuration"):
            st.download_button(
                say(export.title),
                partial(export.write, config),
                file_name=f"{config.dataset.name}.{export.extension}",
                key=view.widget(f"export_{export.name}"),
                help=say(export.help),
                on_click="ignore",
                width="stretch",
            )
