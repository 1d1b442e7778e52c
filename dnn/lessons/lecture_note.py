"""The last line of the lecture note, da^[l-1] = da^[l] · σ'(z^[l]) W^[l] · da^[l-1], judged by its dimensions alone.

Read as products of matrices its right side is (n, 1) (n, n_previous) (n_previous, 1), instead of (n_previous, 1).
"""

from __future__ import annotations

from dnn.text.messages import Text


def order_by_dimensions(n: int, n_previous: int) -> Text:
    """Dimensions of the column da ∗ σ' in front of W, for a layer of n units after one of n_previous."""
    if n != 1:
        return Text(
            r"Here: $({n},1)\,({n},{n_previous})$ would need $1={n}$.",
            n=n,
            n_previous=n_previous,
        )
    if n_previous != 1:
        return Text(
            r"Here there is a single unit, so $(1,1)\,(1,{n_previous})\,({n_previous},1)$ can be multiplied; but it "
            "gives $(1,1)$, and $({n_previous},1)$ is wanted.",
            n_previous=n_previous,
        )
    return Text("Here both layers have a single unit: everything is $(1,1)$, and dimensions prove nothing.")


def transpose_by_dimensions(n: int, n_previous: int) -> Text:
    """Dimensions of W in front of the column without a transpose."""
    if n != n_previous:
        return Text(
            r"Here: $({n_previous},{n})\,({n},1)=({n_previous},1)$; as it stands, $({n},{n_previous})\,({n},1)$ would "
            "need ${n_previous}={n}$.",
            n=n,
            n_previous=n_previous,
        )
    return Text(
        "Here both layers have {n} units: W is square, and without the transpose the dimensions would fit as well. "
        "Choose layers of different sizes to see it.",
        n=n,
    )
