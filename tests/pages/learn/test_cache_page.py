"""The page on why z is cached: its derivation line by line, the cost with the cache and without, and the activation
functions at the live z of a unit."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dnn import forward, initialize, load_dataset
from dnn.activations import ACTIVATIONS
from dnn.background.services import get_run_manager
from dnn.lessons.activation_slope import unit_slope
from dnn.lessons.recomputation import Shape, growth, layer_work, with_layers
from pages.learn.cache import charts, consumption
from pages.shared.drawing import flow_chart, flow_words
from pages.shared.drawing.derivation import LINES
from pages.shared.session.values import VALUES
from tests.pages.opened import control, opened, said

DEEP = "-".join(["8.relu"] * 32)

page = partial(opened, "cache")


def table(test: AppTest, first_head: str) -> list[list[str]]:
    """The cells of the table whose first column has this head, without the head."""
    found = next(each.value for each in test.markdown if each.value.startswith(f"| {first_head} |"))
    return [[cell.strip(" *") for cell in line.strip("|").split(" | ")] for line in found.splitlines()[2:]]


def number(cell: str) -> int:
    return int(cell.replace(",", ""))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("hidden", ["none", "4.tanh-3.relu", DEEP])
@pytest.mark.parametrize("data", ["circles", "iris", "diabetes"])
def test_networks_of_every_depth_and_task_are_explained(language: str, hidden: str, data: str) -> None:
    test = page(hidden=hidden, lang=language, data=data)
    assert len(test.get("plotly_chart")) == 3
    L = 1 if hidden == "none" else hidden.count("-") + 2
    work = next(each.value for each in test.markdown if "off / on" in each.value or "无 / 有" in each.value)
    assert work.count("\n") == L + 2
    if language == "zh":
        assert "Line" not in said(test) and "cache" not in said(test).replace("cache_", "")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_has_a_verdict_on_a_alone(name: str) -> None:
    test = page(hidden=f"4.{name}-3.{name}")
    verdicts = [each.value for each in [*test.success, *test.error]]
    assert any("can be written with $a$ alone" in each for each in verdicts) == (name != "silu")
    assert any("needs $z$" in each for each in verdicts) == (name == "silu")
    assert str(ACTIVATIONS[name].why) in said(test)


class TestTheDerivation:
    def test_shows_one_line_more_at_each_press_and_writes_the_line_into_the_link(self) -> None:
        test = page()
        assert [row[0] for row in table(test, "step")[: len(LINES)] if row[0].startswith("(")] == ["(1)"]
        assert test.button(key="previous_line").disabled
        for line in range(2, len(LINES) + 1):
            test.button(key="next_line").click().run()
            assert test.session_state[VALUES]["parameters"]["line"] == str(line)
            assert f"Line **{line}** of {len(LINES)}" in said(test)
        assert test.button(key="next_line").disabled and test.button(key="all_lines").disabled
        assert any("So why is z cached?" in each.value for each in test.success)
        test.button(key="previous_line").click().run()
        assert test.session_state[VALUES]["parameters"]["line"] == str(len(LINES) - 1)

    def test_a_link_opens_it_at_its_line(self) -> None:
        lines = [row[0] for row in table(page(line="5"), "step") if row[0].startswith("(")]
        assert lines == ["(1)", "(2)", "(3)", "(4)", "(5)"]

    @pytest.mark.parametrize("nonsense", ["0", "-1", "10", "1e1", "٣", "9" * 50, "x"])
    def test_a_line_that_there_is_not_is_the_first(self, nonsense: str) -> None:
        assert "Line **1** of" in said(page(line=nonsense))

    def test_has_the_numbers_of_the_chosen_layer(self) -> None:
        test = page(hidden="4.tanh-3.relu", line="9")
        assert r"(n^{[l-1]},\,n^{[l]})\\(4,\,3)" in said(test) and r"(n^{[l]},\,m)\\(3,\,350)" in said(test)
        control(test.selectbox, "cache_layer").set_value(3).run()
        assert control(test.selectbox, "cache_layer_again").value == 3
        assert r"(n^{[l-1]},\,n^{[l]})\\(3,\,1)" in said(test)
        control(test.selectbox, "cache_layer_again").set_value(1).run()
        assert control(test.selectbox, "cache_layer").value == 1
        assert r"(n^{[l-1]},\,n^{[l]})\\(2,\,4)" in said(test)

    def test_its_layer_follows_a_network_that_becomes_shallower(self) -> None:
        test = page(hidden="4.tanh-3.relu")
        control(test.selectbox, "cache_layer").set_value(3).run()
        control(test.number_input, "hidden_layers").set_value(0).run()
        assert not test.exception
        assert control(test.selectbox, "cache_layer").value == 1


class TestCacheOnAndOff:
    def test_the_table_has_the_counts_of_every_layer(self) -> None:
        test = page(hidden="4.tanh-3.relu")
        rows = table(test, "layer")
        sizes, m = (2, 4, 3, 1), 350
        on, off = layer_work("everything", sizes, m), layer_work("nothing", sizes, m)
        assert [number(row[1]) for row in rows[:3]] == [work.total for work in on]
        assert [number(row[2]) for row in rows[:3]] == [work.total for work in off]
        assert rows[3][0] == "in all" and number(rows[3][2]) == sum(work.total for work in off)
        assert all(re.fullmatch(r"[\d.,]+ (µs|ms)", cell) for row in rows for cell in (row[5], row[6]))

    def test_the_batch_decides_how_many_examples_are_counted(self) -> None:
        whole, batch = (page(hidden="4.tanh", **query) for query in ({}, {"batch_size": "32"}))
        assert number(table(whole, "layer")[0][1]) * 32 == number(table(batch, "layer")[0][1]) * 350
        assert "for 32 examples" in said(batch)

    def test_the_memory_is_that_of_the_arrays(self) -> None:
        test = page(hidden="4.tanh", precision="float32")
        rows = self._memory(test)
        assert [number(cell) for cell in rows[-1][1:]] == [5 * 350 * 4, (2 + 5) * 350 * 4, 12 * 350 * 4, 17 * 4]

    @pytest.mark.parametrize("query", [{}, {"batch_size": "32", "precision": "float32"}, {"data": "iris"}])
    def test_all_that_is_kept_is_one_number_wherever_it_stands(self, query: dict[str, str]) -> None:
        """The figure, the table of arrays, the table of ways, and the page of dimensions, which measures it."""
        test = page(hidden="4.tanh-3.relu", **query)
        (figure,) = re.findall(r"([\d,]+) → [\d,]+ bytes", said(test))
        ways = table(test, "what forward propagation keeps")
        dimensions = said(opened("dimensions", hidden="4.tanh-3.relu", **query))
        (measured,) = re.findall(r"Kept for the backward pass.*?([\d,]+) bytes", dimensions, re.DOTALL)
        assert {figure, self._memory(test)[-1][3], ways[0][1], measured} == {figure}

    @staticmethod
    def _memory(test: AppTest) -> list[list[str]]:
        found = next(each.value for each in test.markdown if "kept anyway" in each.value)
        return [[cell.strip(" *") for cell in line.strip("|").split(" | ")] for line in found.splitlines()[2:]]

    def test_a_network_that_is_too_large_is_counted_but_not_timed(self) -> None:
        test = page(hidden="-".join(["1024.relu"] * 20))
        assert "too large to be timed" not in said(test)  # shorter ones of its width are
        assert table(test, "layer")[0][5] == "–"
        assert "the curves are shown at z = 0" in said(test)

    def test_the_chart_marks_the_visitors_network_on_its_curve(self) -> None:
        shape = Shape((2, 6, 6, 1), ("tanh", "tanh"), "binary", "float64")
        lengths = (1, 2, 3, 4)
        counts = tuple(growth("nothing", shape, 10, lengths))
        own = sum(work.total for work in layer_work("nothing", shape.sizes, 10))
        line = charts.Line("nothing", "off", counts, own)
        figure = charts.growth_chart(lengths, (line,), 3, "here", ("L", "n"), "", "light")
        curve, mark = figure.data
        assert (mark.x[0], mark.y[0]) == (3, own) and curve.y[2] == own

    def test_a_network_is_made_deeper_with_layers_like_its_own(self) -> None:
        shape = Shape((2, 4, 7, 3), ("elu", "tanh"), "multiclass", "float32")
        assert with_layers(shape, 4) == Shape((2, 6, 6, 6, 3), ("elu",) * 3, "multiclass", "float32")
        assert with_layers(shape, 1).sizes == (2, 3)
        assert with_layers(Shape((5, 1), (), "binary", "float64"), 2).sizes == (5, 5, 1)


class TestTheArrows:
    def test_each_array_can_be_chosen_alone(self) -> None:
        test = page()
        control(test.segmented_control, "cache_array").set_value("A").run()
        assert not test.exception
        assert [row[0] for row in table(test, "in the cache")] == ["$A^{[l-1]}$"]

    def test_the_chart_leaves_only_the_chosen_arrow_bright(self) -> None:
        network = flow_words.Network((2, 4, 1), ("Tanh", "Sigmoid"), "350", False)
        words = flow_words.Words("flow", "layer {l}", "loss", "cache", "{symbol}, {shape}")
        svg = flow_chart.draw(network, words, "light")
        for name in consumption.USES:
            assert f'data-chip="{name}1"' in svg and f'data-use="{name}' in svg
            chosen = consumption.highlighted(svg, name)
            assert f".use:not([data-use^={name}])" in chosen.split(".flow:not(:has(.chip:hover))")[1]
        assert ".flow:not(:has(.chip:hover))" not in consumption.highlighted(svg, None)
        assert consumption.highlighted(svg, None).endswith("</style></svg>")


class TestTheLiveUnit:
    def test_its_z_is_that_of_the_visitors_run_at_its_iteration(self) -> None:
        test = page(hidden="4.tanh-3.relu")
        config = test.session_state[VALUES]["config"]
        run = get_run_manager().start(config, "somebody", paused=True)
        snapshot = get_run_manager().wait_until(run.id, lambda now: now.state is not None, 20)
        test.session_state[VALUES]["run"] = snapshot.id
        control(test.number_input, "cache_unit").set_value(3)
        control(test.number_input, "cache_example").set_value(7).run()
        data = load_dataset(config.dataset)
        z = forward(initialize(config), data.X_train[:, 6:7])[1].Z[2, 0]
        assert f"z_{{3}}^{{[2](7)}}}}&\\textcolor{{#009E73}}{{\\;={z:.4g}}}" in said(test)
        assert "Unit 3 of layer 2, example 7, after 0 iterations" in said(test)

    def test_another_function_can_be_drawn_at_the_same_z(self) -> None:
        test = page(hidden="4.tanh-3.relu")
        control(test.selectbox, "cache_function").set_value("silu").run()
        assert any("needs $z$" in each.value for each in test.error)
        control(test.multiselect, "cache_compare").set_value(["tanh", "elu"]).run()
        control(test.selectbox, "cache_function").set_value("elu").run()
        assert not test.exception
        assert control(test.multiselect, "cache_compare").value == ["tanh"]

    def test_the_output_layer_says_that_it_needs_no_slope(self) -> None:
        test = page(data="iris", hidden="4.tanh")
        control(test.selectbox, "cache_layer").set_value(2).run()
        assert "Softmax is no function of a single z" in said(test)
        other = page(hidden="4.tanh")
        control(other.selectbox, "cache_layer").set_value(2).run()
        assert "At the output layer the backward pass begins with dZ = A − Y" in said(other)

    def test_unit_and_example_follow_a_network_that_becomes_smaller(self) -> None:
        test = page(hidden="9.tanh")
        control(test.number_input, "cache_unit").set_value(9).run()
        control(test.number_input, "units_1").set_value(2).run()
        assert not test.exception and control(test.number_input, "cache_unit").value == 2

    @pytest.mark.parametrize("mode", ["light", "dark"])
    def test_the_chart_marks_both_curves_and_the_twin(self, mode: str) -> None:
        unit = unit_slope("silu", -0.5)
        figure = charts.slope_chart("silu", unit, ["tanh"], mode)
        marks = [trace for trace in figure.data if trace.mode == "markers"]
        assert [list(trace.x) for trace in marks] == [list(unit.same_output)] * 2 + [[-0.5]] * 2
        np.testing.assert_allclose([marks[2].y[0], marks[3].y[0]], [unit.a, unit.slope])
        np.testing.assert_allclose(marks[0].y, [unit.a] * 2)
        assert isinstance(figure, go.Figure) and len(figure.data) == 2 * 2 + 4

    @pytest.mark.parametrize("z", [0.0, 1e-300, -40.0, 1e6, -1e6])
    def test_the_chart_reaches_as_far_as_the_unit(self, z: float) -> None:
        for name in ACTIVATIONS:
            unit = unit_slope(name, z)
            figure = charts.slope_chart(name, unit, [], "light")
            low, high = figure.layout.xaxis.range
            assert low < z < high
            assert figure.layout.yaxis.range[0] < min(unit.a, unit.slope)
            assert figure.layout.yaxis.range[1] > max(unit.a, unit.slope)
