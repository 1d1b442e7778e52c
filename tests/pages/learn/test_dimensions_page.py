"""The dimensions page: its table, its pictures, what it lets be downloaded."""

from __future__ import annotations

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.shapes import shape_table
from pages.learn.dimensions import table
from pages.learn.dimensions.measured_shapes import measured_shapes
from pages.shared.drawing import shape_picture
from pages.shared.drawing.products import PRODUCTS, Layer
from pages.shared.session.values import VALUES
from tests.pages.opened import control, opened

page = partial(opened, "dimensions")


def tables(test: AppTest) -> str:
    return "\n".join(each.value for each in test.markdown if each.value.startswith("| "))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("hidden", ["none", "4.tanh-3.relu", "-".join(["8.relu"] * 31)])
def test_every_matrix_has_its_row(language: str, hidden: str) -> None:
    test = page(hidden=hidden, lang=language)
    L = 1 if hidden == "none" else hidden.count("-") + 2
    assert tables(test).count(":material/check:") == 8 * L + 2
    assert ":material/close:" not in tables(test)


def test_the_network_of_the_link_survives_the_turn_of_the_page_and_a_change_changes_the_table() -> None:
    test = page(hidden="4.tanh-3.relu")
    assert r"(n^{[2]},\,n^{[1]})=(3,\,4)" in tables(test)
    control(test.number_input, "units_2").set_value(5).run()
    assert r"(n^{[2]},\,n^{[1]})=(5,\,4)" in tables(test)


@pytest.mark.parametrize("view", table.VIEWS)
@pytest.mark.parametrize("columns", table.COLUMNS)
def test_every_view_with_every_choice_of_columns(view: str, columns: str) -> None:
    config = RunConfig.from_dict({"dataset": {"name": "iris"}})
    one, many = shape_table(config, "one"), shape_table(config, "all")
    groups = table.groups(one, many, measured_shapes(None, config), view, columns, "light")
    lines = [line for group in groups for line in group.lines]
    assert len(lines) == sum(table.VIEWS[view].includes(row) for row in many.rows)
    assert len({line.count(" | ") for line in lines}) == 1
    assert ("m)" in "".join(lines)) == (columns != "one")


def test_it_measures_the_visitors_run_with_its_batches() -> None:
    test = page(batch_size="32")
    run = get_run_manager().start(test.session_state[VALUES]["config"], "somebody", paused=True)
    snapshot = get_run_manager().wait_until(run.id, lambda now: now.state is not None, 20)
    measured = measured_shapes(snapshot, test.session_state[VALUES]["config"])
    assert measured is not None and measured.m == 32


def test_a_network_that_would_take_too_long_is_not_measured() -> None:
    test = page(hidden="-".join(["1024.relu"] * 20))
    assert any("too large to be measured" in caption.value for caption in test.caption)


def test_a_network_that_is_large_in_itself_is_not_measured_with_the_smallest_batch_either() -> None:
    layers = [{"units": 1024, "activation": "relu"}] * 32
    document = {
        "dataset": {"name": "circles"},
        "architecture": {"hidden": layers},
        "hyperparameters": {"batch_size": 1},
    }
    assert measured_shapes(None, RunConfig.from_dict(document)) is None


@pytest.mark.parametrize("quantity", PRODUCTS)
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("m", [1, 350, 20_000])
def test_pictures_name_every_dimension(quantity: str, mode: str, m: int) -> None:
    layer = Layer(2, 3, 4, m, "m" if m > 1 else "1", m == 1)
    svg = shape_picture.draw(PRODUCTS[quantity](layer), "the label", mode)
    assert 'role="img" aria-label="the label"' in svg
    assert "n[2] = 3" in svg and ("n[1] = 4" in svg) == (quantity != "db")
    assert svg.count("<rect") >= 2


def test_the_inner_dimensions_that_meet_are_equal() -> None:
    layer = Layer(2, 3, 4, 50, "m", False)
    for product in PRODUCTS.values():
        meeting = [part for part in product(layer) if not isinstance(part, str) and part.meets]
        inner = [part.columns if part.meets == "columns" else part.rows for part in meeting]
        assert len(set(inner)) <= 1 and len(inner) in (0, 2)
