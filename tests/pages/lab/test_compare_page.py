"""The page that compares runs: from its link, from the visitor's list, with its files, and without the app's routes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.replay.recipe import PlannedChange, Recipe
from dnn.background.services import get_run_manager
from dnn.background.wire import CompareData
from dnn.configuration import RunConfig
from dnn.export import EXPORTS, TrainedRun
from dnn.network import flatten
from dnn.training.advance import train
from pages.lab.compare.compared_runs import differing_settings, frames_of, names, notes
from pages.lab.compare.comparison_view import component_data
from pages.lab.compare.export import document, replayed, table, with_documents
from pages.lab.compare.run_to_take import run_at
from pages.server.comparison.comparison_text import ComparedRun, read_comparison, write_comparison
from pages.shared.session.link import from_query
from pages.shared.session.values import VALUES
from tests.pages.lab.test_slow_doctor import SOON, trained
from tests.pages.opened import control, opened, read, said
from tests.pages.server.comparison.test_comparison_text import compared


def runs_of(*queries: dict[str, str], until: int = 40) -> list[ComparedRun]:
    return [compared(from_query(query), until, number) for number, query in enumerate(queries, start=1)]


THREE = runs_of({}, {"learning_rate": "0.3"}, {"learning_rate": "0.3", "l2": "1"})


def in_a_session(act: Any) -> Any:
    """What a function returns that needs the session of a page."""
    found: list[Any] = []

    def script(act, found):  # type: ignore[no-untyped-def]  # the text of it is run, without this module's names
        found.append(act())

    test = AppTest.from_function(script, kwargs={"act": act, "found": found}).run()
    assert not test.exception
    return found[0]


def data_of(runs: Sequence[ComparedRun]) -> CompareData:
    data: CompareData = in_a_session(lambda: component_data(runs))
    return data


class TestWords:
    def test_only_what_differs_is_listed_and_names_a_run(self) -> None:
        def words() -> tuple[Any, Any]:
            settings = differing_settings(THREE)
            return settings, names(settings, 3)

        settings, named = in_a_session(words)
        assert settings == [
            {"label": "α", "values": ["0.1", "0.3", "0.3"]},
            {"label": "λ", "values": ["0", "0", "1"]},
        ]
        assert named == ["α 0.1, λ 0", "α 0.1 → 0.3", "α 0.1 → 0.3, λ 0 → 1"]

    def test_many_differences_are_counted(self) -> None:
        others = {"learning_rate": "0.3", "l2": "1", "seed": "4", "batch_size": "16"}
        assert in_a_session(lambda: names(differing_settings(runs_of({}, others)), 2))[1] == "4 changes"

    def test_a_change_while_it_trained_is_shown(self) -> None:
        changed = compared(
            from_query({}), 40, 2, PlannedChange(5, "learning_rate", 0.5), PlannedChange(9, "b^[1]_1", 1.0)
        )
        settings = in_a_session(lambda: differing_settings([THREE[0], changed]))
        assert settings[0]["values"] == ["0.1", "0.1 → 0.5"]
        assert settings[-1] == {"label": "Weights set by hand", "values": ["0", "1"]}

    @pytest.mark.parametrize(
        ("queries", "words"),
        [
            (({}, {"learning_rate": "1"}), ["Same weights at iteration 0 ✓"]),
            (({}, {"seed": "7"}), ["Different weights at iteration 0: seeds 0 / 7"]),
            (({}, {"hidden": "3.tanh"}), ["Different weights at iteration 0: the networks differ"]),
            (({}, {"l2": "1"}), ["Some of these runs have an L2 term in J", "Same weights"]),
            (({}, {"data": "moons"}), ["learn from different data, so their costs do not compare", "Same weights"]),
        ],
    )
    def test_the_beginnings_and_what_does_not_compare_are_said(
        self, queries: tuple[dict[str, str], ...], words: list[str]
    ) -> None:
        sentences = in_a_session(lambda: notes(runs_of(*queries)))
        assert len(sentences) == len(words)
        assert all(word in sentence for word, sentence in zip(words, sentences, strict=True))


class TestPage:
    def test_without_runs_it_says_what_to_do_first(self) -> None:
        test = opened("compare")
        assert "Train at least two runs first" in said(test)

    def test_a_link_that_is_wrong_is_named_and_other_runs_can_be_chosen(self) -> None:
        test = opened("compare", compare="number.1*learning_rate.-3**number.2")
        assert "learning_rate" in read(test.error[0].value) and "Train at least two runs" in said(test)

    def test_the_link_names_the_runs(self) -> None:
        text = write_comparison(THREE)
        test = opened("compare", compare=text)
        assert not test.error and test.query_params["compare"] == text
        assert [button.label for button in test.get("download_button")] == [
            "Figures as CSV",
            "All of it as one HTML file",
        ]

    def test_runs_of_the_list_are_chosen(self) -> None:
        test = trained(iterations="50")
        control(test.number_input, "units_1").set_value(5).run()
        test.button(key="train").click().run()
        runs = get_run_manager()
        runs.wait_until(test.session_state[VALUES]["run"], lambda run: run.ended, SOON)
        test.switch_page("lab/compare/page.py").run()
        menu = test.multiselect[0]
        assert [option.split(" ")[0] for option in menu.options] == ["#2", "#1"] and len(menu.value) == 2
        next(button for button in test.button if button.label == "Compare").click().run()
        text = test.query_params["compare"]
        assert [run.number for run in read_comparison(text)] == [1, 2]
        assert [run.recipe.until for run in read_comparison(text)] == [50, 50]


def _with_weights(test: AppTest) -> AppTest:
    return next(box for box in test.selectbox if box.key == "take_away_form").select("weights").run()


class TestTakeAway:
    """One of the compared runs in every form, as it is at the iteration that is looked at."""

    @pytest.mark.parametrize("query", [{"data": "moons", "batch_size": "16"}, {"data": "and", "l2": "0.5"}], ids=str)
    def test_a_run_at_an_iteration_is_the_run_that_was_trained_so_far(self, query: dict[str, str]) -> None:
        run = runs_of({}, query, until=60)[1]
        found = replayed([run], 9, 80)[0]
        for frame in found.frames:
            taken = run_at(run, found, frame.iteration)
            assert taken.run.iteration == frame.iteration and not taken.was_changed
            assert taken.run.config.hyperparameters.iterations == max(1, frame.iteration)
            if frame.iteration:
                expected = TrainedRun.of(taken.run.config)
                for name in ("costs", "weights", "predictions", "chart_svg"):
                    assert EXPORTS[name].content(taken.run) == EXPORTS[name].content(expected), name
        initial = run_at(run, found, 0).run
        assert not len(initial.costs) and flatten(initial.parameters).tobytes() == found.frames[0].theta.tobytes()

    def test_between_two_networks_it_is_the_one_that_is_shown(self) -> None:
        found = replayed(THREE[:1], 5)[0]
        stops = [frame.iteration for frame in found.frames]
        assert run_at(THREE[0], found, stops[2] - 1).run.iteration == stops[1]
        assert run_at(THREE[0], found, 10**9).run.iteration == 40

    def test_a_run_that_was_changed_says_so_from_then_on(self) -> None:
        run = compared(from_query({}), 40, 2, PlannedChange(20, "learning_rate", 0.5))
        found = replayed([run], 9)[0]
        early, late = run_at(run, found, 10), run_at(run, found, 40)
        assert (early.was_changed, late.was_changed) == (False, True)
        assert (early.run.config.hyperparameters.learning_rate, late.run.config.hyperparameters.learning_rate) == (
            0.1,
            0.5,
        )
        assert late.file_name == "circles-2"

    def test_the_dialog_has_a_menu_of_the_runs_and_every_form(self) -> None:
        test = opened("compare", compare=write_comparison(THREE), at="10")
        assert not [box for box in test.selectbox if box.key == "take_away_run"]
        test.button(key="take_away_button").click().run()
        menu = next(box for box in test.selectbox if box.key == "take_away_run")
        assert menu.options == ["#1 α 0.1, λ 0", "#2 α 0.1 → 0.3", "#3 α 0.1 → 0.3, λ 0 → 1"]
        menu.select_index(1).run()
        for form in EXPORTS.values():
            if form.available():
                next(box for box in test.selectbox if box.key == "take_away_form").select(form.name).run()
                assert not test.exception and str(form.help) in [caption.value for caption in test.caption], form.name
                shown = next(f for f in replayed(THREE[1:2], frames_of(THREE), 40)[0].frames[::-1] if f.iteration <= 10)
                assert (f"as it is after {shown.iteration} iterations" in said(test)) == (form.needs == "network")

    def test_another_page_closes_it(self) -> None:
        test = opened("compare", compare=write_comparison(THREE)).button(key="take_away_button").click().run()
        assert [box for box in test.selectbox if box.key == "take_away_form"]
        for file in ("lab/train/page.py", "lab/compare/page.py"):
            test.switch_page(file).run()
            assert not [box for box in test.selectbox if box.key == "take_away_form"], file


class TestWithoutRoutes:
    def test_a_slider_a_table_and_a_chart(self) -> None:
        test = opened("compare", routes=False, compare=write_comparison(THREE))
        shown = test.dataframe[0].value
        assert list(shown.columns) == ["#1 α 0.1, λ 0", "#2 α 0.1 → 0.3", "#3 α 0.1 → 0.3, λ 0 → 1"]
        assert list(shown.loc["iteration"]) == ["40"] * 3 and {"α", "λ", "test cost", "‖dW[3]‖"} <= set(shown.index)
        first = shown.loc["train cost"].tolist()
        test.select_slider[0].set_value(0).run()
        again = test.dataframe[0].value
        assert list(again.loc["iteration"]) == ["0"] * 3 and again.loc["train cost"].tolist() != first
        assert len(set(again.loc["train cost"])) == 1  # the same weights at iteration 0
        assert not test.exception
        test.button(key="take_away_button").click().run()
        assert "as it is after 0 iterations" in said(_with_weights(test))

    def test_the_link_names_the_iteration(self) -> None:
        test = opened("compare", routes=False, compare=write_comparison(THREE), at="11")
        there = test.select_slider[0].value
        assert 0 < there <= 11 and list(test.dataframe[0].value.loc["iteration"]) == [str(there)] * 3

    def test_a_run_that_is_too_large_is_refused_in_words(self) -> None:
        large = runs_of({"hidden": "-".join(["1024.relu"] * 30)}, {"hidden": "1024.relu"})
        test = opened("compare", routes=False, compare=write_comparison(large))
        assert "Expected" in test.error[0].value and not test.exception


class TestFiles:
    def test_the_table_has_the_costs_of_training(self) -> None:
        data = data_of(THREE)
        found = replayed(THREE, frames_of(THREE))
        written = table(data["runs"], found).to_csv(index=False)
        rows = pd.read_csv(io.StringIO(written))
        assert list(dict.fromkeys(rows["run"])) == [1, 2, 3]
        assert list(rows)[:4] == ["run", "name", "iteration", "cost_of_batch"] and list(rows)[-1] == "gradient_norm_3"
        for number, run in enumerate(THREE, start=1):
            own = rows[(rows["run"] == number) & rows["cost_of_batch"].notna()].set_index("iteration")
            expected = {record.iteration: record.cost for record in train(run.recipe.config)}
            assert own["cost_of_batch"].to_dict() == pytest.approx(expected, rel=1e-15)
        last = rows[(rows["run"] == 2) & (rows["iteration"] == 40)].iloc[0]
        measured = found[1].frames[-1]
        assert last["test_cost"] == measured.evaluation.test_cost
        assert last["gradient_norm_3"] == measured.gradient_norms[2]

    def test_the_file_holds_all_that_it_shows_and_names_no_other_place(self) -> None:
        data = data_of(THREE)
        filled = with_documents(data, THREE, replayed(THREE, frames_of(THREE)))
        html = document(filled, "A <title> & more")
        assert "<title>A &lt;title&gt; &amp; more</title>" in html
        (content,) = re.findall(r'<script type="application/json" id="content">(.*?)</script>', html)
        held = json.loads(content)
        assert all(run["document"]["is_done"] and run["data_document"] for run in held["runs"])
        assert re.findall(r'(?:src|href)="[^"#]', re.sub(r"<script>.*?</script>", "", html, flags=re.S)) == []

    def test_a_run_that_takes_too_long_is_refused_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pages.lab.compare.export.MAX_STRETCHES", 0)
        config: RunConfig = from_query({"seed": "977"})
        long = [ComparedRun(Recipe(replace(config, seed=977), 10**8), number, 0) for number in (1, 2)]
        with pytest.raises(Exception, match="take too long"):
            replayed(long, 5)
