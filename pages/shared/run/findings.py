"""A finding of the doctor's as it stands on a page."""

from __future__ import annotations

import streamlit as st

from pages.shared.frame.text import in_symbols, labelled, sentences


def show(title: str, seen: str, why: str, remedy: str) -> None:
    """Show a finding: the observation, its reason and its remedy, each in the visitor's language."""
    st.markdown(labelled(title, in_symbols(seen)))
    st.caption(sentences(why, remedy))
