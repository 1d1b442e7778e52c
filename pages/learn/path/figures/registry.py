"""All figures by the names that their experiments have in EXPERIMENTS."""

from __future__ import annotations

from pages.learn.path.figures import cache, iteration, layers, mistake, saturated, shapes, unit_sum
from pages.learn.path.figures.shown import Figure

FIGURES: dict[str, Figure] = {
    "layers": Figure(layers.draw),
    "shapes": Figure(shapes.draw),
    "unit_sum": Figure(unit_sum.draw),
    "mistake": Figure(mistake.draw),
    "iteration": Figure(iteration.draw),
    "cache": Figure(cache.draw),
    "saturated": Figure(saturated.draw),
}
"""A figure for every experiment that does not train; those that train are charts of the cost."""
