"""The way "draw" to data of one's own: what the board sends becomes data, and what is no drawing does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dnn.background.services import close_runs, get_visitor_tables
from dnn.configuration import DatasetConfig
from dnn.configuration.point_editing import own_from
from dnn.datasets import load_dataset
from dnn.datasets.own_points import MAX_POINTS, TWO_POINTS, decode_points, encode_points, points_of
from dnn.errors import ConfigurationError
from pages.lab.data import drawing, drawn_points, points_table
from pages.lab.data.drawn_points import CLASSES, CURVE, KINDS, Kind
from pages.menu import TRAIN
from pages.shared.session import session, values
from pages.shared.session.values import VALUES
from tests.pages.opened import SLOWEST, control, said
from tests.pages.shared.test_component_values import NASTY, brief

SCRIPT = """
from pages.lab.data import drawing
from pages.shared.frame import notices

notices.draw()
drawing.draw()
"""
STEP = 4 / 4095
"""The distance of two coordinates that letters can hold."""


def letters_of(*points: tuple[float, float, int]) -> str:
    """Points with their class numbers as letters."""
    table = np.array(points, dtype=float).T  # (3, m)
    return encode_points(table[:2], table[2])


def drawn(letters: str, number: int = 1, kind: Kind = CLASSES) -> dict[str, Any]:
    """A drawing as the board sends it."""
    return {"number": number, "kind": kind.name, "points": letters}


FOUR = letters_of((-1, 0, 0), (-1, 1, 0), (1, 0, 1), (1, 1, 1))
PARABOLA = np.linspace(-1.9, 1.9, 60)
CURVE_LETTERS = letters_of(*((x, x**2 / 2 - 1, 0) for x in PARABOLA))


class TestDraft:
    """The points as they are drawn, without a page."""

    @pytest.fixture(autouse=True)
    def _session(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setattr(st, "session_state", {VALUES: {"language": "en", "visitor": "v" * 22}})
        monkeypatch.setattr(values._of_thread, "known", None, raising=False)
        yield
        close_runs()

    @pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
    def test_a_drawing_of_no_point_and_of_one_is_held_and_makes_no_data(self, kind: Kind) -> None:
        before = session.config()
        for number, letters in enumerate((FOUR[:5], "", FOUR[:5]), start=1):
            drawn_points.take_drawn(kind, drawn(letters, number, kind))
            assert drawn_points.draft(kind).letters == letters
            assert drawn_points.points(letters)[0].shape == (2, len(letters) // 5)
        with pytest.raises(ConfigurationError):
            drawn_points.dataset(kind)
        assert session.config() == before and session.take_problems() == []

    def test_points_of_classes_are_the_data_of_the_link(self) -> None:
        drawn_points.take_drawn(CLASSES, drawn(FOUR))
        made = drawn_points.dataset(CLASSES)
        assert (made.name, made.option("points"), made.option("classes"), made.noise) == ("own", FOUR, 2, 0.0)
        points, labels = points_of(made)
        np.testing.assert_allclose(points, [[-1, -1, 1, 1], [0, 1, 0, 1]], atol=STEP)
        assert labels.tolist() == [0, 0, 1, 1]
        load_dataset(made)

    def test_split_seed_scaling_and_features_stay(self) -> None:
        options = {"test_fraction": 0.5, "seed": 7, "standardize": True, "features": "x1-x2-x1x2"}
        before = DatasetConfig.from_dict({"name": "moons", **options})
        session.set_config(replace(session.config(), dataset=before))
        drawn_points.take_drawn(CLASSES, drawn(FOUR))
        made = drawn_points.dataset(CLASSES)
        assert (made.test_fraction, made.seed, made.standardize) == (0.5, 7, True)
        assert made.option("features") == before.option("features")

    def test_there_are_as_many_classes_as_the_highest_number_says(self) -> None:
        drawn_points.take_drawn(CLASSES, drawn(letters_of((0, 0, 0), (1, 1, 5))))
        assert drawn_points.dataset(CLASSES).option("classes") == 6
        drawn_points.take_drawn(CLASSES, drawn(letters_of((0, 0, 0), (1, 1, 0)), 2))
        made = drawn_points.dataset(CLASSES)
        assert made.option("classes") == 2 and load_dataset(made).Y_train.tolist() == [[0.0, 0.0]]

    def test_a_curve_is_a_regression_of_y_on_x_that_is_kept_for_the_visitor(self) -> None:
        drawn_points.take_drawn(CURVE, drawn(CURVE_LETTERS, kind=CURVE))
        made = drawn_points.dataset(CURVE)
        data = load_dataset(replace(made, standardize=False))
        assert (data.task, data.feature_names, data.X_train.shape[0]) == ("regression", ("x",), 1)
        X = np.concatenate([data.X_train, data.X_test], axis=1)[0]
        Y = np.concatenate([data.Y_train, data.Y_test], axis=1)[0]
        assert X.size == PARABOLA.size
        np.testing.assert_allclose(Y, X**2 / 2 - 1, atol=3 * STEP)
        kept = get_visitor_tables().listed(session.visitor())
        assert [(table.name, table.task, table.m) for table in kept] == [("Drawn curve", "regression", 60)]
        drawn_points.dataset(CURVE)
        assert len(get_visitor_tables().listed(session.visitor())) == 1

    @pytest.mark.parametrize(("kind", "letters"), [(CLASSES, FOUR), (CURVE, CURVE_LETTERS)])
    def test_data_that_were_drawn_are_drawn_on(self, kind: Kind, letters: str) -> None:
        drawn_points.take_drawn(kind, drawn(letters, kind=kind))
        session.set_config(replace(session.config(), dataset=drawn_points.dataset(kind)))
        session.set_page_value(f"{drawn_points.DRAFT}_{kind.name}", drawn_points.Draft())  # another session
        assert drawn_points.draft(kind).letters == letters
        assert drawn_points.kind_of_data() is kind
        assert drawn_points.dataset(kind) is session.config().dataset

    def test_a_drawing_stays_where_other_data_are_chosen_and_follows_its_own(self) -> None:
        drawn_points.take_drawn(CLASSES, drawn(FOUR))
        session.set_config(replace(session.config(), dataset=DatasetConfig.from_dict({"name": "iris"})))
        assert drawn_points.draft(CLASSES).letters == FOUR
        own = DatasetConfig.from_dict({"name": "own", "points": TWO_POINTS})
        session.set_config(replace(session.config(), dataset=own))
        assert drawn_points.draft(CLASSES).letters == TWO_POINTS
        drawn_points.take_drawn(CLASSES, drawn(FOUR, 2))
        assert drawn_points.draft(CLASSES).letters == FOUR

    def test_own_data_that_were_not_drawn_on_stay_as_they_are(self) -> None:
        own = DatasetConfig.from_dict({"name": "own", "points": FOUR * 5, "noise": 0.1, "samples": 12})
        session.set_config(replace(session.config(), dataset=own))
        assert drawn_points.dataset(CLASSES) == own
        drawn_points.take_drawn(CLASSES, drawn(FOUR))
        made = drawn_points.dataset(CLASSES)
        assert (made.noise, made.samples, made.option("points")) == (0.0, None, FOUR)

    @pytest.mark.parametrize("name", ["digits", "diabetes", "plane"])
    def test_data_of_another_kind_are_not_taken_over(self, name: str) -> None:
        session.set_config(replace(session.config(), dataset=DatasetConfig.from_dict({"name": name})))
        assert not drawn_points.can_be_taken_over()

    def test_a_curve_cannot_be_made_of_a_table_that_no_board_holds(self) -> None:
        from dnn.configuration.table import from_arrays

        outside = from_arrays([[0.0, 5.0, 1.0]], [0.5, 0.1, 0.25], task="regression")
        between = from_arrays([[0.1234567, 0.5, 1.0]], [0.5, 0.1, 0.25], task="regression")
        wide = from_arrays([[0.0, 1.0], [1.0, 0.0]], [0.5, 0.1], task="regression")
        assert [CURVE.of_dataset(config) for config in (outside, between, wide)] == [None] * 3

    def test_the_present_data_are_taken_over_and_what_became_of_them_is_known(self) -> None:
        circles = DatasetConfig.from_dict({"name": "circles", "samples": 1000, "noise": 0.5})
        session.set_config(replace(session.config(), dataset=circles))
        assert drawn_points.can_be_taken_over()
        taken = drawn_points.take_over()
        assert (taken.taken, taken.of) == (600, 1000) and taken.moved > 0
        assert drawn_points.draft(CLASSES).letters == own_from(circles).option("points")
        assert not drawn_points.can_be_taken_over()

    def test_a_drawing_that_is_sent_again_is_taken_once_and_an_older_one_not_at_all(self) -> None:
        drawn_points.take_drawn(CLASSES, drawn(FOUR, 2))
        edition = drawn_points.draft(CLASSES).edition
        drawn_points.take_drawn(CLASSES, drawn(FOUR, 2))
        drawn_points.take_drawn(CLASSES, drawn(TWO_POINTS, 1))
        draft = drawn_points.draft(CLASSES)
        assert (draft.letters, draft.done, draft.edition) == (FOUR, 2, edition)

    @pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
    @pytest.mark.parametrize("value", NASTY, ids=brief)
    def test_nonsense_is_refused_in_a_sentence(self, kind: Kind, value: object) -> None:
        before = drawn_points.draft(kind)
        drawn_points.take_drawn(kind, value)
        assert drawn_points.draft(kind) == before
        (problem,) = session.take_problems()
        assert 10 < len(str(problem)) < 400

    @pytest.mark.parametrize("field", ["number", "kind", "points"])
    @pytest.mark.parametrize("value", NASTY, ids=brief)
    def test_nonsense_in_one_field_is_refused_in_a_sentence(self, field: str, value: object) -> None:
        if (field, value) in [("number", 5), ("points", "")]:
            return  # these are no nonsense
        drawn_points.take_drawn(CLASSES, {**drawn(FOUR), field: value})
        assert drawn_points.draft(CLASSES).letters == ""
        (problem,) = session.take_problems()
        assert 10 < len(str(problem)) < 400

    @pytest.mark.parametrize("letters", [FOUR[:-1], "!" * 10, "AAAAG" * 2, "AAAAA" * (MAX_POINTS + 1)])
    def test_letters_that_are_none_are_refused_and_not_asked_for_again(self, letters: str) -> None:
        drawn_points.take_drawn(CLASSES, drawn(letters, 3))
        draft = drawn_points.draft(CLASSES)
        assert (draft.letters, draft.done) == ("", 3)
        assert len(session.take_problems()) == 1


class TestTable:
    """The points as a table, without its widget."""

    @pytest.mark.parametrize(("kind", "letters"), [(CLASSES, FOUR), (CURVE, CURVE_LETTERS)])
    def test_a_table_that_is_not_changed_has_the_same_points(self, kind: Kind, letters: str) -> None:
        table = points_table.table_of(kind, *decode_points(letters))
        assert list(table) == [*kind.axes, *(["class"] if kind is CLASSES else [])]
        assert encode_points(*points_table.read(kind, table)) == letters

    def test_an_empty_table_has_no_points(self) -> None:
        for kind in KINDS.values():
            table = points_table.table_of(kind, *drawn_points.points(""))
            assert points_table.read(kind, table)[0].shape == (2, 0)

    @pytest.mark.parametrize(
        ("column", "value", "words"),
        [
            ("x₁", None, "Expected x₁ in row 2 to be a number, got nothing; try 0.5."),
            ("x₂", np.nan, "Expected x₂ in row 2 to be a number, got nothing; try 0.5."),
            ("x₂", np.inf, "Expected x₂ in row 2 to be a number, got inf; try 0.5."),
            ("x₁", 2.5, "Expected x₁ in row 2 to be a number from -2.0 to 2.0, got 2.5; try 0.5."),
            ("x₁", "**bold**", "Expected x₁ in row 2 to be a number, got '**bold**'; try 0.5."),
            ("class", None, "Expected class in row 2 to be a number, got nothing; try 1."),
            ("class", 1.5, "Expected class in row 2 to be a whole number from 1 to 6, got 1.5; try 1."),
            ("class", 7.0, "Expected class in row 2 to be a whole number from 1 to 6, got 7.0; try 1."),
            ("class", 0.0, "Expected class in row 2 to be a whole number from 1 to 6, got 0.0; try 1."),
        ],
    )
    def test_what_is_wrong_is_said_with_row_and_column(self, column: str, value: object, words: str) -> None:
        table = points_table.table_of(CLASSES, *decode_points(FOUR)).astype(object)
        table.loc[1, column] = value
        with pytest.raises(ConfigurationError) as caught:
            points_table.read(CLASSES, table)
        assert str(caught.value) == words

    def test_rows_that_were_left_empty_are_none_and_do_not_shift_the_numbers_of_others(self) -> None:
        table = pd.DataFrame({"x": [0.0, None, 1.0, None], "y": [0.5, None, 1.5, None]})
        assert points_table.read(CURVE, table)[0].tolist() == [[0.0, 1.0], [0.5, 1.5]]
        table.loc[2, "y"] = 3.0
        with pytest.raises(ConfigurationError, match="y in row 3 "):
            points_table.read(CURVE, table)

    def test_too_many_rows_are_refused(self) -> None:
        table = pd.DataFrame({"x": np.zeros(MAX_POINTS + 1), "y": np.zeros(MAX_POINTS + 1)})
        with pytest.raises(ConfigurationError, match="701"):
            points_table.read(CURVE, table)

    def test_rows_that_were_put_in_become_points(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(st, "session_state", {VALUES: {"language": "zh"}})
        monkeypatch.setattr(values._of_thread, "known", None, raising=False)
        points_table.take(CURVE, pd.DataFrame({"x": [0.0, 1.0, "bad"], "y": [0.5, 1.5, 0.0]}))
        assert [str(problem) for problem in session.take_problems()] == [
            "Expected x in row 3 to be a number, got 'bad'; try 0.5."
        ]
        points_table.take(CURVE, pd.DataFrame({"x": [0.0, 1.0], "y": [0.5, 1.5]}))
        plane, _labels = drawn_points.points(drawn_points.draft(CURVE).letters)
        np.testing.assert_allclose(plane, [[0, 1], [0.5, 1.5]], atol=STEP)


class TestPage:
    """What is on the page around the board."""

    @pytest.fixture(autouse=True)
    def _no_session_of_before(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(values._of_thread, "known", None, raising=False)

    def page(self, letters: str = "", kind: Kind = CLASSES, **more: Any) -> AppTest:
        """The drawing alone, with these points."""
        test = AppTest.from_string(SCRIPT, default_timeout=SLOWEST)
        draft = drawn_points.Draft(letters)
        test.session_state[VALUES] = {
            "language": "en",
            f"page_value_{drawn_points.DRAFT}_{kind.name}": draft,
            f"page_value_{drawing.KIND}": kind.name,
        } | more
        test.run()
        assert not test.exception
        return test

    def held(self, test: AppTest) -> dict[str, Any]:
        held: dict[str, Any] = test.session_state[VALUES]
        return held

    @pytest.mark.parametrize(("letters", "is_disabled"), [("", True), (FOUR[:5], True), (FOUR[:10], False)])
    def test_two_points_are_needed_to_train(self, letters: str, is_disabled: bool) -> None:
        test = self.page(letters)
        assert test.button(key="train_on_drawing").disabled == is_disabled
        assert ("Two points are the fewest" in said(test)) == is_disabled

    def test_the_button_takes_the_data_and_turns_to_the_page_that_trains(self) -> None:
        test = self.page(FOUR)
        before = self.held(test).get("config")
        test.button(key="train_on_drawing").click().run()
        held = self.held(test)
        assert held["next_page"] == TRAIN.name
        config = held["config"]
        assert config.dataset.option("points") == FOUR
        assert before is not None
        assert (config.architecture, config.hyperparameters) == (before.architecture, before.hyperparameters)

    def test_a_curve_is_trained_on_as_well(self) -> None:
        test = self.page(CURVE_LETTERS, CURVE)
        test.button(key="train_on_drawing").click().run()
        held = self.held(test)
        assert held["next_page"] == TRAIN.name and held["config"].dataset.name == "table"

    def test_another_kind_is_chosen(self) -> None:
        test = self.page(FOUR)
        control(test.button_group, drawing.KIND).set_value(CURVE.name).run()
        assert self.held(test)[f"page_value_{drawing.KIND}"] == CURVE.name
        assert "Two points are the fewest" in said(test)
        control(test.button_group, drawing.KIND).set_value(CLASSES.name).run()
        assert "Two points are the fewest" not in said(test)

    def test_the_present_data_are_begun_from(self) -> None:
        test = self.page()
        test.button(key="take_over_data").click().run()
        assert not test.exception
        assert test.button(key="take_over_data").disabled
        assert not test.button(key="train_on_drawing").disabled

    @pytest.mark.parametrize(
        ("letters", "words"),
        [
            (letters_of((0, 0, 1), (1, 1, 1)), "All points are of one class"),
            (letters_of((0, 0, 0), (1, 1, 2)), "a class without points, too: class 2."),
        ],
    )
    def test_a_class_without_points_is_named(self, letters: str, words: str) -> None:
        assert words in said(self.page(letters))

    def test_without_routes_there_is_the_table(self) -> None:
        test = self.page(FOUR, routes_missing=True)
        assert "typed into the table" in said(test)
        assert [each.key for each in test.button if each.key == "take_points"] == ["take_points"]
