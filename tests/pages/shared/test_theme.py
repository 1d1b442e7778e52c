"""The colours: the classes on a map are distinct, however pale, on the light and on the dark page."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from dnn.background.notebook.run_colours import DISTANCES
from pages.shared.drawing.theme import CLASSES, RUNS, SCHEMES

SHARE = 0.5
"""Opacity of the class's colour in a pale part of the map."""
APART = 20
"""Of CIE 1976 colour differences; about 2 can be seen side by side."""
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)

TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def channels(color: str) -> np.ndarray:
    return np.array([int(color[start : start + 2], 16) for start in (1, 3, 5)]) / 255


def linear_light(rgb: np.ndarray) -> np.ndarray:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """L, a, b of a colour of sRGB in OKLab."""
    cones: np.ndarray = np.cbrt(TO_CONES @ linear_light(rgb))
    return TO_OKLAB @ cones


def lab(rgb: np.ndarray) -> np.ndarray:
    """L*, a*, b* of a colour of sRGB."""
    linear = linear_light(rgb)
    share = TO_XYZ @ linear / WHITE
    root = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("mode", list(SCHEMES))
def test_six_classes_are_apart_where_they_are_pale(mode: str) -> None:
    middle = channels(SCHEMES[mode].middle)
    pale = [lab(middle + SHARE * (channels(color) - middle)) for color in CLASSES[:6]]
    nearest = min(np.linalg.norm(one - other) for one, other in itertools.combinations(pale, 2))
    assert nearest > APART


def test_no_two_classes_have_the_same_colour() -> None:
    assert len(set(CLASSES)) == len(CLASSES) == 10


def test_the_distances_that_the_colours_of_runs_are_chosen_by_are_those_of_the_palette() -> None:
    pages = [[oklab(channels(color)) for color in palette] for palette in RUNS.values()]
    distances = tuple(
        tuple(
            min(round(1000 * float(np.linalg.norm(page[one] - page[other]))) for page in pages) for other in range(10)
        )
        for one in range(10)
    )
    assert distances == DISTANCES
