"""The worked example of finding an error by its dimensions: the last line of the lecture note, and its two slips."""

from __future__ import annotations

import streamlit as st

from pages.shared.text import _


def derivation() -> None:
    """The note's derivation of da of the layer before, with its two slips corrected."""
    with st.expander(_("Finding an error by its dimensions: the last line of the lecture note"), expanded=False):
        st.markdown(
            _("The note wants the derivative of the loss by the activations of the layer before, and ends with")
        )
        st.markdown(r"$$da^{[l-1]}=da^{[l]}\cdot\sigma'(z^{[l]})\,W^{[l]}\cdot da^{[l-1]}$$")
        st.markdown(
            _(
                "What it is looking for stands on both sides. And the shapes do not fit: $da^{[l]}$ and "
                "$\\sigma'(z^{[l]})$ are $(n^{[l]},1)$, $W^{[l]}$ is $(n^{[l]},n^{[l-1]})$; for a "
                "column in front of it, 1 and $n^{[l]}$ would have to be equal."
            )
        )
        st.markdown(
            _(
                "The chain rule itself needs $\\partial a^{[l]}/\\partial a^{[l-1]}$, which is "
                "$\\sigma'(z^{[l]})\\,W^{[l]}$ and nothing more: the trailing $da^{[l-1]}$ has to go. "
                "Order and transpose follow from the shapes:"
            )
        )
        st.markdown(
            r"$$da^{[l-1]}=W^{[l]T}\left(da^{[l]}*\sigma'(z^{[l]})\right)\qquad"
            r"(n^{[l-1]},n^{[l]})\,(n^{[l]},m)=(n^{[l-1]},m)$$"
        )
        st.markdown(
            _(
                "The second slip is in words: the note lists “the number of hidden layers L” among the "
                "hyperparameters. L counts every layer but the input, so there are $L-1$ hidden layers."
            )
        )
