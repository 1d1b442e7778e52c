"""A table in Markdown, in which formulas may stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]], alignment: str) -> str:
    """A table in Markdown; `alignment` has one of l, c, r for each column."""
    rule = [{"l": ":--", "c": ":-:", "r": "--:"}[each] for each in alignment]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def of_figures(figures: Mapping[str, str]) -> str:
    """A row of figures in bold, each under its name."""
    return markdown(list(figures), [[f"**{value}**" for value in figures.values()]], "c" * len(figures))
