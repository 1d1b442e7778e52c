"""The use of each cached array in backward propagation: on the flow chart, and in words."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.text.messages import Text


@dataclass(frozen=True)
class Use:
    """One cached array of a layer.

    Attributes:
        symbol: as TeX.
        equation: the equation that takes it, as TeX.
        why: the reason why it is needed.
    """

    symbol: str
    equation: str
    why: Text


USES: dict[str, Use] = {
    "Z": Use(
        "Z^{[l]}",
        r"dZ^{[l]}=dA^{[l]}*g^{[l]\prime}(Z^{[l]})",
        Text("g′ is evaluated at it. Layer L does not need it: dZ there is A − Y."),
    ),
    "A": Use(
        "A^{[l-1]}",
        r"dW^{[l]}=\tfrac1m\,dZ^{[l]}A^{[l-1]T}",
        Text(
            "The derivative with respect to a weight is dZ of its unit times the activation that the weight multiplies."
        ),
    ),
    "W": Use(
        "W^{[l]}",
        r"dA^{[l-1]}=W^{[l]T}dZ^{[l]}",
        Text(
            "The backward pass goes through the same weights, transposed. Layer 1 does not need it: dA of X "
            "is not used."
        ),
    ),
}
"""The cached arrays of a layer, each with the equation of backward propagation that uses it."""


def highlighted(svg: str, chosen: str | None) -> str:
    """A flow chart on which the arrow of a cached array stands out when it is pointed at, and those of the chosen one
    always.

    Args:
        svg: as `flow_chart.draw` makes it.
        chosen: a key of USES, or None for all.
    """
    names = list(USES)
    rules = [".flow .use .line{stroke-width:2.6}.flow .chip{cursor:default}"]
    rules += [_fade(f".flow:has([data-chip^={name}]:hover)", name) for name in names]
    if chosen is not None:
        rules.append(_fade(".flow:not(:has(.chip:hover))", chosen))
    return svg.replace("</svg>", f"<style>{''.join(rules)}</style></svg>")


def _fade(scope: str, name: str) -> str:
    """A CSS rule that fades all but one kind of array and its arrow."""
    return (
        f"{scope} :is(.use:not([data-use^={name}]),.chip:not([data-chip^={name}])){{opacity:.15}}"
        f"{scope} .use[data-use^={name}] .line{{stroke-width:4}}{scope} .use[data-use^={name}] text{{font-weight:700}}"
    )
