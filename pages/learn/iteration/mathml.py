"""Formulas as MathML, for components whose script exchanges them without asking the server."""

from __future__ import annotations

from functools import lru_cache

from latex2mathml.converter import convert


@lru_cache(maxsize=4096)
def mathml(tex: str) -> str:
    """LaTeX as an element `<math>`."""
    return convert(tex.replace(":=", r"\coloneqq "))
