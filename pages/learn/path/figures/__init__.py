"""Figures of the experiments that do not train: before the try without the answer, after it with all of it.

shown.py            what a figure is drawn from
registry.py         all of them by the names of their experiments
layers.py           the network, its layers counted
shapes.py           W A + b = Z as rectangles, and a table
unit_sum.py         one unit's sum, product by product
mistake.py          a line written wrongly, and NumPy's answer
keepdims.py         b - alpha db in numbers, with keepdims and without
iteration.py        one iteration in numbers, and where 1/m lives
cache.py            what the way back reads, and what a smaller cache costs
saturated.py        dz of a saturated output by both ways
network_picture.py  circles in columns
equation_picture.py cells of one equation, small enough for a phone
number_grid.py      the numbers of an array
numbers.py          how numbers are written
svg_text.py         words in a picture
"""

from pages.learn.path.figures.registry import FIGURES
from pages.learn.path.figures.shown import Figure, ShownExperiment

__all__ = ["FIGURES", "Figure", "ShownExperiment"]
