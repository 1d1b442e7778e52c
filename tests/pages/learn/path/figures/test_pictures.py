"""Pictures and tables of the figures as text, and their numbers."""

from __future__ import annotations

import re
from decimal import Decimal, getcontext
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.experiments.one_iteration import iteration
from dnn.lessons.path.experiments.unit_sum import UnitSum, summed
from dnn.lessons.recomputation import layer_work
from dnn.lessons.saturated_output import output_unit
from pages.learn.path.figures import ShownExperiment, cache, numbers, saturated, shapes, unit_sum
from pages.learn.path.figures.equation_picture import MAX_CELLS, blocks, equation_picture, side
from pages.learn.path.figures.iteration import FORMULAS, _backward, formula_table, remark_on, sentence
from pages.learn.path.figures.keepdims import bias_rows, bias_update
from pages.learn.path.figures.layers import counted
from pages.learn.path.figures.network_picture import (
    MAX_DRAWN_UNITS,
    NetworkWords,
    Unit,
    drawn_units,
    network_picture,
)
from pages.learn.path.figures.number_grid import MAX_GRID_COLUMNS, MAX_GRID_ROWS, Grid, factor_between, number_grid
from pages.learn.path.figures.svg_text import framed, text
from pages.shared.drawing import theme
from pages.shared.drawing.products import PRODUCTS, Layer
from tests.pages.learn.path.figures.networks import NETWORKS

WORDS = NetworkWords("a <network> & its units", "in", "out", "hidden ones")
TAG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    """A picture, which has to be well-formed."""
    return ElementTree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def words_of(svg: str) -> list[str]:
    """Texts of a picture in their order."""
    return ["".join(each.itertext()) for each in parsed(svg).iter(f"{TAG}text")]


def shown(kind: str, network: str = "lesson", **options: object) -> ShownExperiment:
    """An experiment that was tried."""
    return ShownExperiment("k", NETWORKS[network], EXPERIMENTS[kind].completed(options), is_tried=True)


class TestNumbers:
    def test_have_the_decimals_that_the_largest_asks_for(self) -> None:
        assert numbers.written(np.array([[0.5, -0.12345]])).rows == (("0.5000", "−0.1235"),)
        assert numbers.written(np.array([[12.345, 0.1]])).rows == (("12.35", "0.10"),)

    def test_that_are_tiny_or_huge_share_a_power_of_ten(self) -> None:
        small = numbers.written(np.array([[1.234e-18, -5e-19]]))
        assert small.rows == (("1.234", "−0.500"),) and small.factor == " · 10⁻¹⁸"
        assert numbers.written(np.array([[2.5e7]])).factor == " · 10⁷"

    @pytest.mark.parametrize("value", [5e-324, 1e-310, 1.7e308, -1.7e308])
    def test_reach_the_ends_of_float64(self, value: float) -> None:
        written = numbers.written(np.array([[value]]))
        found = float(f"{written.rows[0][0].replace('−', '-')}e{written.power}")
        assert found == pytest.approx(value, rel=5e-3)

    def test_that_are_none_are_named(self) -> None:
        assert numbers.written(np.array([[np.nan, np.inf, -np.inf, 0.5]])).rows == (("NaN", "∞", "−∞", "0.5000"),)
        assert numbers.written(np.full((1, 1), np.nan)).rows == (("NaN",),)

    def test_whole_ones_and_zeros_have_no_decimals_and_no_sign(self) -> None:
        assert numbers.written(np.array([[1.0, 0.0, -0.0]])).rows == (("1", "0", "0"),)
        assert numbers.number(-0.00001, 3) == "0.000"

    def test_of_single_precision_are_written_alike(self) -> None:
        assert numbers.written(np.array([[0.5, 0.25]], dtype=np.float32)).rows == (("0.5000", "0.2500"),)


class TestNetworkPicture:
    @pytest.mark.parametrize("sizes", [(2, 1), (1, 1, 1), (64, 12, 9, 10), (2, *(3,) * 9, 1)])
    def test_has_a_circle_a_unit_and_an_edge_a_weight_up_to_eight(self, sizes: tuple[int, ...]) -> None:
        svg = network_picture(sizes, WORDS, "light", is_counted=True)
        drawn = [min(n, MAX_DRAWN_UNITS) for n in sizes]
        assert len(list(parsed(svg).iter(f"{TAG}circle"))) == sum(drawn)
        edges = [
            path.get("d", "").count("L") for path in parsed(svg).iter(f"{TAG}path") if "stroke-opacity" in path.attrib
        ]
        assert edges == [n * before for before, n in pairwise(drawn)]
        assert [word for word in words_of(svg) if "⋮" in word] == [f"⋮ {n}" for n in sizes if n > MAX_DRAWN_UNITS]

    def test_names_layers_and_brackets_the_hidden_ones(self) -> None:
        words = words_of(network_picture((2, 4, 1), WORDS, "dark", is_counted=True))
        assert {"l = 0", "l = 2", "n[1] = 4", "hidden ones", "in", "out"} <= set(words)

    def test_has_no_bracket_without_hidden_layers(self) -> None:
        assert "hidden ones" not in words_of(network_picture((2, 1), WORDS, "light", is_counted=True))

    def test_asks_where_layers_are_not_counted(self) -> None:
        words = words_of(network_picture((2, 4, 1), WORDS, "light", is_counted=False))
        assert words == ["?", "?", "?", "in", "out"]

    def test_says_its_label(self) -> None:
        assert parsed(network_picture((2, 1), WORDS, "light", is_counted=True)).get("aria-label") == WORDS.label

    def test_lets_a_unit_beyond_the_eighth_stand_out(self) -> None:
        assert drawn_units(64, 33) == (1, 2, 3, 4, 5, 6, 7, 33)
        svg = network_picture((3, 64, 1), WORDS, "light", is_counted=True, unit=Unit(1, 33))
        color = theme.quantity_color("W", "light")
        marked = [path for path in parsed(svg).iter(f"{TAG}path") if path.get("stroke") == color]
        assert [path.get("d", "").count("L") for path in marked] == [3]
        assert "33" in words_of(svg)


class TestEquationPicture:
    def test_has_the_shapes_in_numbers_and_in_letters(self) -> None:
        parts = PRODUCTS["Z"](Layer(2, 3, 4, 350, "m", False))
        words = words_of(equation_picture(parts, "label", "light", is_tried=True))
        assert [word for word in words if word.startswith("(") and "n" not in word] == [
            *("(3, 4)", "(4, 350)", "(3, 1)", "(3, 350)")
        ]
        assert {"(n[2], n[1])", "(n[2], 1)", "→ (3, 350)", "W[2]", "A[1]"} <= set(words)
        assert [word for word in words if "→" in word] == ["→ (3, 350)"]

    def test_broadcasts_nothing_for_one_example(self) -> None:
        parts = PRODUCTS["Z"](Layer(1, 3, 4, 1, "1", True))
        assert not [word for word in words_of(equation_picture(parts, "", "light", is_tried=True)) if "→" in word]

    def test_says_nothing_of_the_sides_before_the_try(self) -> None:
        pictures = {
            re.sub(
                r"\[\d\]",
                "",
                equation_picture(PRODUCTS["Z"](Layer(2, n, 4, m, "m", False)), "", "light", is_tried=False),
            )
            for n, m in ((3, 350), (64, 8))
        }
        assert len(pictures) == 1

    def test_a_cell_stands_for_each_number_and_of_many_some_stand_for_all(self) -> None:
        assert side(4) == 4 * side(1) and side(MAX_CELLS) == side(100_000)
        assert blocks(MAX_CELLS) == ((0, MAX_CELLS),)
        (_first, before), (start, after) = blocks(MAX_CELLS + 1)
        assert before < start and start + after == MAX_CELLS

    def test_four_rows_of_two_cells_have_four_rows_of_two_cells(self) -> None:
        svg = equation_picture(PRODUCTS["Z"](Layer(1, 4, 2, 350, "m", False)), "", "light", is_tried=True)
        paths = [each.attrib["d"] for each in parsed(svg).iter(f"{TAG}path")]
        W, A = (re.findall(r"M[\d.]+ [\d.]+([hv])", path) for path in paths[:2])
        assert (W.count("h"), W.count("v")) == (1 + 3, 1), "the outline, three lines between rows, one between columns"
        assert A.count("h") == 2 * (1 + 1) and "⋯" in words_of(svg)


def test_text_raises_the_layer_and_escapes() -> None:
    assert words_of(framed(text(0, 0, "dA[l−1] <b> & n[10] = 3"), 10, 10, "")) == ["dA[l−1] <b> & n[10] = 3"]
    shifts = [float(found) for found in re.findall(r'dy="(-?[\d.]+)"', text(0, 0, "W[1] A[2] = Z"))]
    assert sum(shifts) == 0 and len(shifts) == 4


class TestNumberGrid:
    def test_shows_the_first_rows_and_columns_of_a_large_array(self) -> None:
        html = number_grid(Grid("W", 1, np.arange(600.0).reshape(12, 50) + 0.5), "light")
        rows = html.split("<tr>")[1:]
        assert len(rows) == MAX_GRID_ROWS + 1 and rows[0].count("<td>") == MAX_GRID_COLUMNS + 1
        assert "(12, 50)" in html and "⋯" in html and "⋮" in html and 'aria-label="W[1], 12 × 50"' in html

    def test_keeps_numbers_and_columns_back(self) -> None:
        grids = {number_grid(Grid("dA", 1, np.full((3, m), 0.7), "", True), "light") for m in (2, 8)}
        assert len(grids) == 1 and "0.7" not in grids.pop()


class TestIteration:
    def test_has_the_arrays_of_one_iteration_with_every_example_twice(self) -> None:
        once, twice = (iteration(shown("iteration", of="mean", times=times).setup) for times in (1, 2))
        assert twice.X.shape[1] == 2 * once.X.shape[1] == 8
        for one, two in zip(once.derivatives, twice.derivatives, strict=True):
            np.testing.assert_allclose(two["dW"], one["dW"], rtol=1e-12)
            np.testing.assert_allclose(two["dZ"][:, :4], one["dZ"] / 2, rtol=1e-12)

    @pytest.mark.parametrize("network", NETWORKS)
    def test_the_formulas_of_both_ways_hold(self, network: str) -> None:
        """dW and db of the mean are sums without 1/m, those of single losses are means."""
        for of in ("example", "mean"):
            found = iteration(shown("iteration", network, of=of).setup)
            m = found.Y.shape[1]
            share = 1 / m if of == "example" else 1.0
            for cache_, derivative in zip(found.passes, found.derivatives, strict=True):
                dW = share * np.einsum("im,jm->ij", derivative["dZ"], cache_.A_previous)
                np.testing.assert_allclose(derivative["dW"], dW, rtol=1e-10, atol=1e-15)
                db = share * np.add.reduce(derivative["dZ"], axis=1, keepdims=True)
                np.testing.assert_allclose(derivative["db"], db, rtol=1e-10, atol=1e-15)

    def test_the_table_marks_the_way_that_is_shown(self) -> None:
        heads = formula_table("mean", "light").splitlines()[0].split("|")
        assert [":material/check:" in head for head in heads[1:-1]] == [False, False, True]
        assert len(formula_table("example", "dark").splitlines()) == 2 + len(FORMULAS)

    def test_1_over_m_is_named_where_it_lives(self) -> None:
        assert "1/m" in remark_on("dZ", "mean") and "1/m" not in remark_on("dZ", "example")
        assert remark_on("dW", "mean") == remark_on("dW", "example")
        assert "1/4" in sentence("mean", 4, 1) and "halved" in sentence("mean", 8, 2)
        assert "halved" not in sentence("example", 8, 2)


def sum_of(experiment: ShownExperiment) -> UnitSum:
    return summed(experiment.config, experiment.options)


class TestUnitSum:
    @pytest.mark.parametrize("network", NETWORKS)
    def test_the_rows_add_up_to_z(self, network: str) -> None:
        unit = sum_of(shown("unit_sum", network))
        lines = unit_sum.sum_table(unit, "light", is_tried=True).splitlines()[2:]
        last = [line.split("|")[-2].strip(" *").replace("−", "-") for line in lines]
        *terms, z, a = last
        assert sum(map(Decimal, terms)) == Decimal(z)
        cells = [[cell.strip().replace("−", "-") for cell in line.split("|")[2:4]] for line in lines]
        factors = [(Decimal(left), Decimal(right)) for left, right in cells if left]
        assert [left * right for left, right in factors] == list(map(Decimal, terms[: len(factors)]))
        assert len(terms) == min(len(unit.weights), 9) + 1
        assert float(a) == pytest.approx(unit.a, abs=5e-3)

    def test_gives_nothing_away_before_the_try(self) -> None:
        unit = sum_of(shown("unit_sum", "digits"))
        last = [
            line.split("|")[-2].strip() for line in unit_sum.sum_table(unit, "light", is_tried=False).splitlines()[2:]
        ]
        assert last == [*["?"] * 9, "0", "?", "?"]


class TestCache:
    @pytest.mark.parametrize("L", [1, 2, 5, 10])
    def test_bars_and_numbers_are_those_of_equal_layers(self, L: int) -> None:
        """With L layers of P products each: 3 P L - P with everything, and (L (L + 1) / 2 - 1) P more with nothing."""
        sizes, m = (3,) * (L + 1), 7
        P = 3 * 3 * m
        ways = {way: layer_work(way, sizes, m) for way in ("everything", "nothing")}
        told = cache.totals(ways, "nothing")
        again = P * (L * (L + 1) // 2 - 1)
        assert f"{3 * P * L - P:,}" in told and f"{again:,}" in told and f"{3 * P * L - P + again:,}" in told
        table = cache.work_table(ways, "light", is_tried=True)
        assert table.count("<tr>") == 1 + 2 * L
        widths = [float(width) for width in re.findall(r"width:([\d.]+)%", table)]
        assert max(widths) <= 100 and len(widths) == 2 * (3 * L - 1) + sum(w.again > 0 for w in ways["nothing"])

    def test_reads_what_backward_needs(self) -> None:
        assert cache.read_on_the_way_back(1, 3) == (("Z", 1), ("A", 0))
        assert cache.read_on_the_way_back(2, 3) == (("Z", 2), ("A", 1), ("W", 2))
        assert cache.read_on_the_way_back(3, 3) == (("A", 3), ("A", 2), ("W", 3))

    def test_has_the_way_forward_alone_before_the_try(self) -> None:
        ways = {way: layer_work(way, (2, 4, 1), 10) for way in ("everything", "nothing")}
        table = cache.work_table(ways, "light", is_tried=False)
        assert table.count("<tr>") == 3 and ">80<" in table and ">40<" in table and "sup" not in table


class TestSaturated:
    def test_the_values_are_what_numpy_has(self) -> None:
        values = re.findall("`(.+?)`", saturated.ways_table(output_unit(40.0, 0.0), is_tried=True))
        assert values == ["1.0", "inf", "0.0", "inf * 0.0 = nan", "1.0"]
        assert "`" not in saturated.ways_table(output_unit(40.0, 0.0), is_tried=False)

    @pytest.mark.parametrize("z", [0.0, 3.0, 20.0, 30.0, 36.0])
    def test_digits_that_agree_are_counted(self, z: float) -> None:
        getcontext().prec = 60
        unit = output_unit(z, 0.0)
        told = saturated.verdict(unit)
        if unit.chained == unit.direct:
            assert "same number" in told
            return
        difference = abs(Decimal(unit.chained) - Decimal(unit.direct)) / Decimal(unit.direct)
        assert f"to {int(-difference.log10())} digits" in told

    def test_a_product_that_is_no_number_is_said(self) -> None:
        assert "no number" in saturated.verdict(output_unit(40.0, 0.0))
        assert "no number" not in saturated.verdict(output_unit(-60.0, 0.0))

    @pytest.mark.parametrize("z", [-4.0, -2.0, 0.0, 2.0, 4.0, 10.0, 40.0])
    @pytest.mark.parametrize("y", [0.0, 1.0])
    def test_the_name_of_the_curve_lies_on_no_other_name(self, z: float, y: float) -> None:
        places = {
            "".join(each.itertext()): (float(each.get("x", "0")), float(each.get("y", "0")))
            for each in parsed(saturated.curve(output_unit(z, y), "label", "light")).iter(f"{TAG}text")
        }
        name = places.pop("a = σ(z)")
        for other, place in places.items():
            assert abs(place[0] - name[0]) > 46 or abs(place[1] - name[1]) > 14, other

    @pytest.mark.parametrize("z", [-60.0, -5.0, 0.0, 60.0])
    @pytest.mark.parametrize("y", [0.0, 1.0])
    def test_the_curve_and_its_marks_stay_inside(self, z: float, y: float) -> None:
        svg = saturated.curve(output_unit(z, y), "label", "light")
        root = parsed(svg)
        _x, _y, width, height = map(float, root.get("viewBox", "").split())
        for each in root.iter(f"{TAG}text"):
            assert 8 <= float(each.get("x", "0")) <= width - 8 and 8 <= float(each.get("y", "0")) <= height - 4
        assert f"z = {z:g}".replace("-", "−") in words_of(svg) and f"y = {y:g}" in words_of(svg)


class TestWords:
    def test_layers_are_counted(self) -> None:
        assert "$L=3$" in counted((2, 4, 3, 1)) and "$L-1=2$" in counted((2, 4, 3, 1))
        assert "$L=1$" in counted((2, 1)) and "$L-1=0$" in counted((2, 1))

    def test_the_last_layer_is_drawn_with_the_first_ones(self) -> None:
        assert shapes.drawn_layers(1) == (1,)
        assert shapes.drawn_layers(4) == (1, 2, 3, 4)
        assert shapes.drawn_layers(10) == (1, 2, 3, 10)


class TestChanges:
    """What the last change of a switch did to the arrays of an iteration."""

    def grids(self, before: dict[str, object], now: dict[str, object]) -> dict[str, Grid]:
        """dA, dZ, dW and db of layer 1 after a change."""
        kind = EXPERIMENTS["iteration"]
        old, new = (kind.completed({"examples": 4, **options}) for options in (before, now))
        it = ShownExperiment("k", NETWORKS["lesson"], new, is_tried=True, before=old, controls=("of", "times"))
        assert it.setup_before is not None
        return {grid.symbol: grid for grid in _backward(iteration(it.setup), iteration(it.setup_before), 1, it)}

    def test_the_mean_divides_dZ_and_dA_by_m_and_leaves_dW_and_db(self) -> None:
        found = self.grids({"of": "example"}, {"of": "mean"})
        assert {name: grid.badge for name, grid in found.items()} == {
            "dA": "÷ 4",
            "dZ": "÷ 4",
            "dW": "unchanged",
            "db": "unchanged",
        }
        changed = {name: number_grid(grid, "light").count("path-changed") for name, grid in found.items()}
        assert changed == {"dA": 16, "dZ": 16, "dW": 0, "db": 0}

    def test_back_again_multiplies(self) -> None:
        assert self.grids({"of": "mean"}, {"of": "example"})["dZ"].badge == "× 4"

    def test_every_example_twice_brings_columns_and_changes_no_dW(self) -> None:
        found = self.grids({"times": 1}, {"times": 2})
        assert found["dZ"].badge == "4 columns more" and found["dW"].badge == "unchanged"
        html = number_grid(found["dZ"], "light")
        assert html.count("path-new") == 16 and "path-changed" not in html

    def test_an_old_number_is_written_like_the_new_ones(self) -> None:
        html = number_grid(Grid("dZ", 1, np.array([[0.25, 1.0]]), before=np.array([[1.0, 1.0]])), "dark")
        assert 'data-before="1.000"><span>0.250</span>' in html and html.count("path-changed") == 1

    @pytest.mark.parametrize(
        ("before", "after", "factor"),
        [([[0.0, 0.0]], [[0.0, 0.0]], 1), ([[0.0, 2.0]], [[0.0, 1.0]], 0.5), ([[1.0, 2.0]], [[1.0, 1.0]], None)],
    )
    def test_a_factor_is_one_of_all_entries(
        self, before: list[list[float]], after: list[list[float]], factor: float | None
    ) -> None:
        assert factor_between(np.array(before), np.array(after)) == factor

    @pytest.mark.parametrize("value", [np.nan, np.inf])
    def test_no_factor_leads_to_what_is_no_number(self, value: float) -> None:
        assert factor_between(np.array([[1.0]]), np.array([[value]])) is None


class TestKeepdims:
    def test_without_it_b_becomes_a_matrix(self) -> None:
        config = NETWORKS["lesson"]
        update = bias_update(config, 2)
        alpha, n = config.hyperparameters.learning_rate, 3
        assert update.db.shape == update.right.shape == (n, 1) and update.broadcast.shape == (n, n)
        for i in range(n):
            assert update.right[i, 0] == update.b[i, 0] - alpha * update.db[i, 0]
            for j in range(n):
                assert update.broadcast[i, j] == pytest.approx(update.b[i, 0] - alpha * update.db[j, 0], rel=1e-12)

    def test_db_is_shown_as_the_row_that_NumPy_takes_it_for(self) -> None:
        html = bias_rows(bias_update(NETWORKS["lesson"], 2), 2, "light")
        assert html.count("<table") == 6
        assert re.findall(r"<span>(\([\d, ]+\))", html) == ["(3, 1)", "(3,)", "(3, 3)", "(3, 1)", "(3, 1)", "(3, 1)"]


class TestWrongDigits:
    def test_are_those_behind_the_first_that_differs(self) -> None:
        assert saturated.wrong_digits("0.98201379003790", "0.98201379003785") == "`0.982013790037` :red[**90**]"

    def test_of_a_value_that_is_right_there_are_none(self) -> None:
        assert saturated.wrong_digits("0.5", "0.5") == "`0.5`"

    def test_of_no_number_there_are_none(self) -> None:
        assert saturated.wrong_digits("inf * 0.0 = nan", "1.0") == "`inf * 0.0 = nan`"
