"""Pictures of runs: their parts against what is known of them, and the whole as well-formed SVG."""

from __future__ import annotations

import io
import math
import re
from base64 import b64decode
from xml.etree import ElementTree

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.picture import Picture, picture_of
from dnn.lessons.path.run_output import SIDE, RunOutput, output_of
from pages.learn.path.pictures import run_picture, shades
from pages.learn.path.pictures.contour import zero_line
from pages.learn.path.pictures.panels import DASHES, row
from pages.learn.path.pictures.png import data_address, indexed_png
from pages.learn.path.pictures.tries import tries_chart
from pages.shared.drawing import theme

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    """A picture, which has to be well-formed."""
    return ElementTree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def ends_of(path: str) -> np.ndarray:
    """(segments, 2, 2) x and y of the two ends of each segment."""
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
    return np.array(numbers).reshape(-1, 2, 2)


def grid(n: int = 61) -> tuple[np.ndarray, np.ndarray]:
    """x to the right and y downwards, from 0 to 1."""
    x, y = np.meshgrid(np.linspace(0, 1, n), np.linspace(0, 1, n))
    return x, y


def run(name: str = "xor", **sections: object) -> RunConfig:
    """A short run."""
    document = {"dataset": {"name": name, "samples": 60}, "hyperparameters": {"iterations": 30}, **sections}
    if name in ("and", "digits"):
        document["dataset"] = {"name": name}
    return RunConfig.from_dict(document)


def drawn(config: RunConfig, mode: str = "light", label: str = "a run") -> tuple[str, RunOutput]:
    """The picture of a run."""
    data = load_dataset(config.dataset)
    picture, output = picture_of(data), output_of(config)
    assert isinstance(picture, Picture) and output is not None
    return run_picture.run_picture(data, picture, output, label, mode), output


class TestPng:
    def test_is_read_by_another_program(self) -> None:
        image = pytest.importorskip("PIL.Image", reason="Pillow reads the file")
        numbers = np.arange(12, dtype=np.uint8).reshape(3, 4)
        palette = np.random.default_rng(0).integers(0, 256, (12, 3)).astype(np.uint8)
        read = image.open(io.BytesIO(indexed_png(numbers, palette)))
        read.load()
        assert read.size == (4, 3)
        np.testing.assert_array_equal(np.asarray(read.convert("RGB")), palette[numbers])

    def test_of_colours_that_there_are_not_is_refused(self) -> None:
        with pytest.raises(ValueError, match="256"):
            indexed_png(np.zeros((1, 1), np.uint8), np.zeros((257, 3), np.uint8))
        with pytest.raises(ValueError):
            indexed_png(np.full((1, 1), 3, np.uint8), np.zeros((3, 3), np.uint8))

    def test_an_address_holds_it(self) -> None:
        png = indexed_png(np.zeros((1, 1), np.uint8), np.zeros((1, 3), np.uint8))
        assert b64decode(data_address(png).partition(",")[2]) == png


class TestContour:
    def test_of_a_linear_function_is_straight(self) -> None:
        x, y = grid()
        ends = ends_of(zero_line(3 * x - 2 * y - 0.7, 100)) / 100
        np.testing.assert_allclose(3 * ends[..., 0] - 2 * ends[..., 1], 0.7, atol=5e-4)
        assert ends[..., 1].min() == 0 and ends[..., 1].max() == 1, "it reaches both edges"

    def test_of_a_circle_closes(self) -> None:
        x, y = grid()
        ends = ends_of(zero_line((x - 0.5) ** 2 + (y - 0.5) ** 2 - 0.09, 100)) / 100
        np.testing.assert_allclose(np.hypot(ends[..., 0] - 0.5, ends[..., 1] - 0.5), 0.3, atol=1e-3)
        points, counts = np.unique(ends.reshape(-1, 2).round(4), axis=0, return_counts=True)
        assert len(points) > 50 and (counts % 2 == 0).all(), "every end is the beginning of another segment"

    @pytest.mark.parametrize("value", [-1000.0, -1e-30, 0.0, 1000.0])
    def test_of_a_function_of_one_sign_is_empty(self, value: float) -> None:
        assert zero_line(np.full((5, 5), value), 100) == ""

    def test_lies_between_logits_of_a_thousand(self) -> None:
        values = np.array([[-1000.0, 1000.0], [-1000.0, 1000.0]])
        np.testing.assert_allclose(ends_of(zero_line(values, 100))[..., 0], 50)

    @pytest.mark.parametrize(("corner", "joined"), [(3.0, True), (0.5, False)])
    def test_joins_the_corners_of_a_saddle_by_its_middle(self, corner: float, joined: bool) -> None:
        ends = ends_of(zero_line(np.array([[corner, -1.0], [-1.0, corner]]), 1))
        assert len(ends) == 2
        cut_off = {tuple(np.round(each.mean(axis=0) * 2 - 1 > 0).astype(int)) for each in ends}
        assert cut_off == ({(1, 0), (0, 1)} if joined else {(0, 0), (1, 1)})


class TestShades:
    @pytest.mark.parametrize("mode", ["light", "dark"])
    def test_of_two_classes_go_from_one_colour_over_the_middle_to_the_other(self, mode: str) -> None:
        numbers, palette = shades.shaded(np.array([[0.0, 0.5, 1.0]]), "binary", 1.0, mode)
        first, middle, last = palette[numbers].astype(int)
        of = {name: [int(name[k : k + 2], 16) for k in (1, 3, 5)] for name in theme.CLASSES[:2]}
        page = [int(theme.SCHEMES[mode].middle[k : k + 2], 16) for k in (1, 3, 5)]
        np.testing.assert_array_equal(middle, page)
        for shade, color in ((first, theme.CLASSES[0]), (last, theme.CLASSES[1])):
            assert np.abs(shade - of[color]).sum() < np.abs(middle - of[color]).sum() / 3

    def test_of_several_classes_are_those_of_the_most_probable(self) -> None:
        A = np.array([[0.9, 0.1, 0.34], [0.05, 0.8, 0.33], [0.05, 0.1, 0.33]])
        numbers, palette = shades.shaded(A, "multiclass", 1.0, "light")
        assert (numbers // (256 // 3)).tolist() == [0, 1, 0]
        assert len(palette) <= 256

    def test_beyond_the_targets_have_the_colour_of_the_end(self) -> None:
        numbers, palette = shades.shaded(np.array([[-1e9, 1e9, 2.0]]), "regression", 2.0, "light")
        assert numbers.tolist() == [0, len(palette) - 1, len(palette) - 1]


class TestRunPicture:
    @pytest.mark.parametrize("mode", ["light", "dark"])
    @pytest.mark.parametrize("name", ["xor", "gaussians", "plane", "sine", "and", "circles"])
    def test_is_well_formed_and_has_all_examples(self, name: str, mode: str) -> None:
        config = run(name)
        svg, _output = drawn(config, mode, 'a "run" <& more>')
        root = parsed(svg)
        assert root.get("aria-label") == 'a "run" <& more>' and root.get("role") == "img"
        count = min(run_picture.MAX_EXAMPLES, load_dataset(config.dataset).X_train.shape[1])
        assert len(re.findall(r"[0-9]h0", svg)) == 2 * count, "a dot and its edge for each example"

    def test_of_two_classes_has_the_line_where_the_output_is_one_half(self) -> None:
        svg, output = drawn(run("gaussians", architecture={"hidden": [{"units": 4, "activation": "tanh"}]}))
        lines = [each for each in parsed(svg).iter(f"{SVG}path") if each.get("fill") == "none"]
        line = ends_of(lines[0].get("d") or "")
        assert len(line), "the classes lie apart"
        places = np.rint(line / run_picture.BOX * (SIDE - 1)).astype(int).reshape(-1, 2)
        near = output.A.reshape(-1, SIDE, SIDE)[0][places[:, 1], places[:, 0]]
        assert (np.abs(near - 0.5) < 0.2).all()

    def test_of_no_hidden_layer_is_one_straight_line(self) -> None:
        svg, _output = drawn(run("xor", architecture={"hidden": []}))
        lines = [each for each in parsed(svg).iter(f"{SVG}path") if each.get("fill") == "none"]
        points = ends_of(lines[0].get("d") or "").reshape(-1, 2)
        assert len(points) > 20
        centred = points - points.mean(axis=0)
        width = np.linalg.svd(centred, compute_uv=False)
        assert width[1] / math.sqrt(len(points)) < 0.02, "pixels from the line that fits best"

    def test_before_the_run_has_the_data_alone(self) -> None:
        data = load_dataset(run().dataset)
        picture = picture_of(data)
        assert picture is not None
        svg = run_picture.run_picture(data, picture, None, "the data", "light")
        assert "<image" not in svg and 'fill="none"' not in svg and "h0" in svg

    def test_of_a_run_that_diverged_has_no_output(self) -> None:
        config = run("plane", hyperparameters={"iterations": 300, "learning_rate": 1000})
        svg, output = drawn(config)
        assert not output.is_finite and "<image" not in svg and "nan" not in svg


class TestRow:
    @pytest.mark.parametrize(
        ("count", "is_filmstrip", "wide", "narrow"),
        [(1, False, 1, 1), (3, False, 3, 3), (4, False, 4, 2), (6, False, 6, 3), (8, False, 4, 4), (8, True, 8, 4)],
    )
    def test_has_columns(self, count: int, is_filmstrip: bool, wide: int, narrow: int) -> None:
        assert f"--wide:{wide};--narrow:{narrow}" in row("", count, is_filmstrip=is_filmstrip)

    def test_every_dash_of_a_run_is_known(self) -> None:
        assert set(theme.RUN_DASHES) == set(DASHES)


class TestTriesChart:
    def test_a_try_stands_in_the_middle_of_its_column_and_below_the_goal_once_it_is_reached(self) -> None:
        svg = tries_chart([0.5, 0.1], [False, True], 8, 0.2, 0.69, "light")
        dots = [(float(each.get("cx", "0")), float(each.get("cy", "0"))) for each in parsed(svg).iter(f"{SVG}circle")]
        assert [x for x, _y in dots] == [40, 120]
        goal = float(re.findall(r"M0 ([\d.]+)H640\" stroke=\"#\w+\" stroke-width", svg)[0])
        assert dots[0][1] < goal < dots[1][1], "a lower cost is drawn lower"

    @pytest.mark.parametrize("cost", [math.inf, math.nan, 1e9])
    def test_what_is_beyond_stands_at_the_upper_edge(self, cost: float) -> None:
        root = parsed(tries_chart([cost], [False], 8, 0.2, 0.69, "dark"))
        assert not list(root.iter(f"{SVG}circle"))
        assert not re.search(r"\b(nan|inf)\b", ElementTree.tostring(root, "unicode"))

    @pytest.mark.parametrize("cost", [0.15, 0.196, 0.2, 0.204, 0.25, 0.6])
    def test_no_value_is_crossed_by_the_line_of_the_goal(self, cost: float) -> None:
        svg = tries_chart([cost], [cost < 0.2], 8, 0.2, 0.69, "light")
        goal = float(re.findall(r"M0 ([\d.]+)H640\" stroke=\"#\w+\" stroke-width", svg)[0])
        texts = [each for each in parsed(svg).iter(f"{SVG}text") if each.get("class") != "tick"]
        value = next(each for each in texts if each.text == f"{cost:.3g}")
        assert abs(float(value.get("y", "0")) - goal) >= 10.9

    @pytest.mark.parametrize(
        ("top", "numbers"), [(0.69, ["0", "0.2", "0.4", "0.6"]), (0.25, ["0", "0.05", "0.1", "0.15", "0.2", "0.25"])]
    )
    def test_its_axis_has_numbers_up_to_its_end(self, top: float, numbers: list[str]) -> None:
        root = parsed(tries_chart([0.5], [False], 8, 0.2, top, "light"))
        shown = [each for each in root.iter(f"{SVG}text") if each.get("class") == "tick"]
        assert [each.text for each in shown] == numbers
        heights = [float(each.get("y", "0")) for each in shown]
        assert heights == sorted(heights, reverse=True) and all(0 < each < 140 for each in heights)

    def test_is_said_in_words(self) -> None:
        label = parsed(tries_chart([0.5, math.inf], [False, False], 8, 0.2, 0.69, "light")).get("aria-label")
        assert label == "Held-out cost of each try; goal: below 0.2; 1: 0.5; 2: diverged"
