"""A finding of the doctor's as it stands on a page."""

from __future__ import annotations

import streamlit as st

from pages.shared.frame.text import in_symbols, labelled


def show(title: str, seen: str, advice: str) -> None:
    """Show a finding: the observation, its reason with the remedy, in the visitor's language."""
    st.markdown(labelled(title, in_symbols(seen)))
    st.caption(advice)
