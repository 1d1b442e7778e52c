"""The small picture of a dataset: well-formed, and of the examples that there are."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from dnn.configuration import DatasetConfig
from dnn.datasets import OFFERED, load_dataset
from pages.shared.drawing import theme
from pages.shared.drawing.data_preview import BAR_LETTERS, HEIGHT, MAX_PREVIEW_POINTS, WIDTH, data_preview
from tests.own_tables import TABLES, run_of

NAMES = ("<b>no</b>", *"bcdefghij")


def drawn(name: str, label: str = "label") -> ElementTree.Element:
    data = load_dataset(DatasetConfig.from_dict({"name": name}))
    return ElementTree.fromstring(data_preview(data, label, NAMES[: len(data.class_names)]))


@pytest.mark.parametrize("name", OFFERED)
def test_every_dataset_has_a_picture_with_its_text_alternative(name: str) -> None:
    svg = drawn(name, '"<dots>" & more')
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == '"<dots>" & more'
    assert len(svg) > 0


def test_the_points_of_a_plane_stand_inside_in_the_colours_of_their_classes() -> None:
    data = load_dataset(DatasetConfig.from_dict({"name": "moons"}))
    circles = list(drawn("moons"))
    assert len(circles) == min(MAX_PREVIEW_POINTS, data.X_train.shape[1])
    x, y = (np.array([float(circle.get(name, "nan")) for circle in circles]) for name in ("cx", "cy"))
    assert x.min() > 0 and x.max() < WIDTH and y.min() > 0 and y.max() < HEIGHT
    assert data.plane_train is not None
    scale = (x.max() - x.min()) / np.ptp(data.plane_train[0, : len(x)])
    assert y == pytest.approx(y.min() + scale * (data.plane_train[1].max() - data.plane_train[1, : len(y)]), abs=0.2)
    colors = [circle.get("fill") for circle in circles]
    assert colors == [theme.CLASSES[int(label)] for label in data.Y_train[0, : len(x)]]


def test_each_class_has_a_bar_with_its_name_and_its_number_of_examples() -> None:
    data = load_dataset(DatasetConfig.from_dict({"name": "breast_cancer"}))
    ones = int(data.Y_train.sum())
    texts = [element.text for element in drawn("breast_cancer") if element.tag == "text"]
    assert texts == [f"<b>no</b>: {data.Y_train.shape[1] - ones}", f"b: {ones}"]
    lengths = [
        float(element.get("width", "").rstrip("%")) for element in drawn("breast_cancer") if element.tag == "rect"
    ]
    assert lengths == pytest.approx([100 * (data.Y_train.shape[1] - ones) / ones, 100], abs=0.1)


def test_the_gray_levels_of_the_digits_are_those_of_the_pixels() -> None:
    data = load_dataset(DatasetConfig.from_dict({"name": "digits"}))
    raw = np.rint(data.X_train[:, :10] * data.scale + data.mean)  # (64, 10)
    white, *grays = drawn("digits")
    assert white.get("fill") == "#fff"
    squares = {gray.get("fill"): len(re.findall("M", gray.get("d", ""))) for gray in grays}
    assert squares["rgb(0,0,0)"] == int((raw == 16).sum())
    assert sum(squares.values()) == int((raw > 0).sum())


def test_the_bars_of_a_regression_are_its_histogram() -> None:
    counts, _edges = np.histogram(load_dataset(DatasetConfig.from_dict({"name": "diabetes"})).Y_train[0], bins=30)
    heights = [float(bar.get("height", "nan")) for bar in drawn("diabetes")]
    assert heights == pytest.approx(108 * counts / counts.max(), abs=0.06)


def of_table(name: str) -> list[ElementTree.Element]:
    data = load_dataset(run_of(name).dataset)
    return list(ElementTree.fromstring(data_preview(data, "label", data.class_names)))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_picture(name: str) -> None:
    shapes = of_table(name)
    values = [value for element in shapes for value in element.attrib.values()]
    assert values and not [value for value in values if value.startswith(("nan", "inf", "-inf"))]


def test_points_of_a_table_fill_the_square_whatever_their_units_are() -> None:
    circles = of_table("two features")
    for name, middle in (("cx", WIDTH / 2), ("cy", HEIGHT / 2)):
        places = [float(circle.get(name, "nan")) for circle in circles]
        assert 80 < max(places) - min(places) <= HEIGHT and min(places) < middle < max(places)
    assert {circle.tag for circle in of_table("one feature, regression")} == {"circle"}


def test_a_hundred_classes_have_bars_without_letters_and_a_long_name_is_shortened() -> None:
    shapes = of_table("100 classes")
    assert [element.tag for element in shapes] == ["rect"] * 100
    assert shapes[0].get("fill") == shapes[10].get("fill") != shapes[1].get("fill")
    assert all(0 < float(element.get("height", "nan")) <= 1.2 for element in shapes)
    texts = [element.text or "" for element in of_table("long names") if element.tag == "text"]
    names = [text.rsplit(": ", 1)[0] for text in texts]
    assert [len(name) for name in names] == [BAR_LETTERS] * 2 and all(name.endswith("…") for name in names)
