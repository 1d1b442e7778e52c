"""A visitor's runs by their own route: hers alone, in her language, after what she does to them; the curve of one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from dnn.background.commands import NewWeights, Reconfigure, RunTo
from dnn.background.offers import RunOffer
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS
from dnn.datasets import DATASETS
from dnn.network import initialize
from dnn.schedules import SCHEDULES
from dnn.text.messages import ENGLISH
from pages.locale.languages import LANGUAGES, translations
from pages.server.paths import NOTEBOOK, curve_path
from pages.server.runs.setting_texts import changed_setting_texts, setting_labels, setting_texts
from pages.server.visitor import COOKIE, new_key
from pages.shared.session.link import default_config
from tests.dnn.background.running import LONG, SOON, config, reconfigure
from tests.pages.server.runs.test_commands import request

UNKNOWN = "A" * 22
RATES = {"choice": "learning_rate", "values": [0.1, 0.3]}
NONSENSE: list[dict[str, object]] = [
    {"choice": "colour"},
    {"choice": []},
    {"values": "0.1"},
    {"values": [0.1]},
    {"values": [0.1, "x"]},
    {"values": [0.1, {}]},
]


@pytest.fixture
def owner() -> Iterator[str]:
    key = new_key()
    yield key
    get_run_manager().notebook.delete_all(key)


def trained(owner: str, configuration: RunConfig | None = None, iterations: int = 20) -> RunSnapshot:
    """A run that has made some iterations, and rests."""
    runs = get_run_manager()
    run = runs.start(configuration or config(LONG), owner, paused=True)
    runs.command(run.id, owner, RunTo(iterations))
    return runs.wait_until(run.id, lambda now: not now.moving and now.current_evaluation is not None, SOON)


def post(owner: str, action: object = None, **more: Any) -> httpx.Response:
    """The answer to a request for a visitor's runs."""
    headers = more.pop("headers", {"Content_Type": "application/json"})
    return request("POST", NOTEBOOK, json.dumps({"owner": owner, "action": action} | more), **headers)


def listed(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store", answer.text
    runs: list[dict[str, Any]] = answer.json()["runs"]
    return runs


class TestList:
    def test_the_runs_of_one_visitor_and_nobody_else_s(self, owner: str) -> None:
        first, second = trained(owner), trained(owner, config(LONG, learning_rate=0.3))
        stranger = new_key()
        assert [row["id"] for row in listed(post(owner))] == [second.id, first.id]
        assert listed(post(stranger)) == []

    def test_a_row_says_what_the_run_came_to(self, owner: str) -> None:
        run = trained(owner, iterations=40)
        (row,) = listed(post(owner))
        measured = run.current_evaluation
        assert measured is not None and row["seconds"] > 0
        assert (row["iteration"], row["status"], row["number"]) == (40, "paused", 1)
        assert (row["train_cost"], row["test_score"]) == (measured.train_cost, measured.test_score)

    def test_runs_with_the_same_start_and_the_same_data_are_told(self, owner: str) -> None:
        for other in ({}, {"learning_rate": 0.3}, {"seed": 7}, {"name": "moons"}):
            trained(owner, config(LONG, **other), 2)  # type: ignore[arg-type]
        moons, seed, rate, plain = listed(post(owner))
        assert plain["start"] == rate["start"] == moons["start"] != seed["start"]
        assert plain["data"] == rate["data"] == seed["data"] != moons["data"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_every_language(self, owner: str, language: str) -> None:
        trained(owner)
        answer = post(owner, language=language)
        catalogue = translations(language)
        assert listed(answer)[0]["settings"]["data"] == catalogue.gettext("Circles")
        assert answer.json()["labels"]["seed"] == catalogue.gettext("Seed")

    def test_a_run_that_was_changed_while_it_went_on_says_so(self, owner: str) -> None:
        run = trained(owner)
        runs = get_run_manager()
        runs.command(run.id, owner, reconfigure(run, learning_rate=0.3))
        (before,) = listed(post(owner))
        assert before["settings"]["learning_rate"] == "0.1"  # no iteration was made with the other one
        runs.command(run.id, owner, RunTo(30))
        runs.wait_until(run.id, lambda now: now.iteration == 30, SOON)
        (after,) = listed(post(owner))
        assert after["settings"]["learning_rate"] == "0.1 → 0.3"


class TestActions:
    def test_name_note_and_star(self, owner: str) -> None:
        run = trained(owner)
        (row,) = listed(post(owner, {"name": "write", "run": run.id, "label": "<b>", "note": "n", "is_starred": True}))
        assert (row["name"], row["note"], row["is_starred"]) == ("<b>", "n", True)

    def test_deleted_and_had_back(self, owner: str) -> None:
        run = trained(owner)
        assert listed(post(owner, {"name": "delete", "run": run.id})) == []
        assert [row["id"] for row in listed(post(owner, {"name": "restore", "run": run.id}))] == [run.id]
        assert listed(post(owner, {"name": "delete_all"})) == []
        assert get_run_manager().get(run.id) is None

    @pytest.mark.parametrize("name", ["write", "delete", "restore", "propose"])
    def test_nobody_else_does_anything(self, owner: str, name: str) -> None:
        run = trained(owner)
        if name == "restore":
            get_run_manager().notebook.delete(run.id, owner)
        answer = post(new_key(), {"name": name, "run": run.id})
        assert answer.status_code == 403 and "another visitor" in answer.json()["error"]
        assert post(owner, {"name": name, "run": UNKNOWN}).status_code == 404

    @pytest.mark.parametrize(
        ("action", "words"),
        [
            ({"name": "burn"}, "name to be one of write, delete"),
            ({"run": UNKNOWN}, "name to be one of write, delete"),
            ("delete_all", "action"),
            ({"name": "delete"}, "the id of a run"),
            ({"name": "delete", "run": "../x"}, "the id of a run"),
            ({"name": "delete_all", "run": UNKNOWN}, "delete_all"),
            ({"name": "write", "run": UNKNOWN, "text": ""}, "write"),
        ],
    )
    def test_nonsense_is_refused_in_a_sentence(self, owner: str, action: object, words: str) -> None:
        answer = post(owner, action)
        assert answer.status_code == 422 and words in answer.json()["error"]

    @pytest.mark.parametrize("texts", [{"label": "x" * 81}, {"note": "x" * 501}, {"label": 7}, {"is_starred": "yes"}])
    def test_a_text_that_is_too_long_or_none(self, owner: str, texts: dict[str, object]) -> None:
        run = trained(owner)
        assert post(owner, {"name": "write", "run": run.id} | texts).status_code == 422
        assert listed(post(owner))[0]["name"] == ""

    def test_a_page_of_another_site_is_refused(self, owner: str) -> None:
        run = trained(owner)
        foreign = {"Content_Type": "application/json", "Sec_Fetch_Site": "cross-site", "Cookie": f"{COOKIE}={owner}"}
        assert post("", {"name": "delete", "run": run.id}, headers=foreign).status_code == 403
        own = foreign | {"Sec_Fetch_Site": "same-origin"}
        assert listed(post("", headers=own))[0]["id"] == run.id

    def test_who_has_no_key_has_no_runs(self) -> None:
        assert post("no key").status_code == 403

    def test_only_posts_are_answered(self) -> None:
        assert request("GET", NOTEBOOK).status_code == 405


class TestSweeps:
    def test_values_are_proposed_around_the_present_one(self, owner: str) -> None:
        run = trained(owner, config(LONG, learning_rate=0.03))
        variations = {
            each["name"]: each for each in post(owner, {"name": "propose", "run": run.id}).json()["variations"]
        }
        assert list(variations) == list(VARIATIONS)
        assert variations["learning_rate"]["proposed"] == [0.003, 0.01, 0.03, 0.1, 0.3]
        assert {"value": "relu", "text": "ReLU"} in variations["activation"]["options"]
        assert post(owner).json()["variations"] == []

    def test_a_sweep_is_begun_paused_and_cancelled(self, owner: str) -> None:
        run = get_run_manager().start(config(LONG), owner, paused=True)
        action = {"name": "try_several", "run": run.id, "tries": [RATES], "seeds": 2}
        rows = listed(post(owner, action))
        (sweep,) = {row["sweep"] for row in rows}
        assert [row["tries"][0]["choice"] for row in rows] == ["learning_rate"] * 4
        paused = listed(post(owner, {"name": "pause_sweep", "run": sweep}))
        assert {row["status"] for row in paused} == {"paused"}
        assert post(new_key(), {"name": "cancel_sweep", "run": sweep}).status_code == 404
        assert listed(post(owner, {"name": "cancel_sweep", "run": sweep})) == []

    def test_no_sweep_is_made_around_weights_from_a_file(self, owner: str) -> None:
        settings = config(LONG)
        run = get_run_manager().start(settings, owner, paused=True, parameters=initialize(settings))
        answer = post(owner, {"name": "try_several", "run": run.id, "tries": [RATES]})
        assert answer.status_code == 422 and "began with weights from a file" in answer.text
        assert listed(post(owner)) == []
        get_run_manager().command(run.id, owner, NewWeights(7))
        assert len(listed(post(owner, {"name": "try_several", "run": run.id, "tries": [RATES]}))) == 2

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_grid_names_both_settings_and_their_values(self, owner: str, language: str) -> None:
        run = get_run_manager().start(config(5), owner, paused=True)
        activations = {"choice": "activation", "values": ["tanh", "relu"]}
        sizes = {"choice": "batch_size", "values": [None, 16]}
        rows = listed(
            post(owner, {"name": "try_several", "run": run.id, "tries": [activations, sizes]}, language=language)
        )
        texts = {tuple(tried["text"] for tried in row["tries"]) for row in rows}
        full = translations(language).gettext("full")
        assert texts == {(name, size) for name in ("Tanh", "ReLU") for size in (full, "16")}
        assert [tried["setting"] for tried in rows[0]["tries"]] == ["activations", "batch_size"]

    def test_of_a_run_that_was_only_offered(self, owner: str) -> None:
        runs = get_run_manager()
        offered = runs.offer(RunOffer(owner, config(5)))
        action = {"name": "try_several", "run": offered, "tries": [{"choice": "depth", "values": [1, 2]}]}
        assert len(listed(post(owner, action))) == 2

    @pytest.mark.parametrize(
        "more",
        [
            {"tries": "learning_rate"},
            {"tries": []},
            {"tries": [RATES, RATES]},
            {"tries": [7]},
            {"tries": [RATES | {"more": 1}]},
            {"tries": [{"values": [0.1, 0.3]}]},
            *({"tries": [RATES | more]} for more in NONSENSE),
            {"seeds": 0},
            {"seeds": 9},
            {"seeds": True},
        ],
    )
    def test_nonsense_is_refused(self, owner: str, more: dict[str, object]) -> None:
        run = get_run_manager().start(config(LONG), owner, paused=True)
        action = {"name": "try_several", "run": run.id, "tries": [RATES]} | more
        assert post(owner, action).status_code == 422 and listed(post(owner)) == []


class TestCurve:
    def test_all_costs_with_the_time_that_they_took(self, owner: str) -> None:
        run = trained(owner, config(LONG, batch_size=16), 30)
        answer = request("GET", curve_path(run.id))
        curve = answer.json()
        assert answer.status_code == 200 and curve["points"][0] == list(range(1, 31))
        assert (curve["iteration"], curve["examples"], curve["batches"]) == (30, 42, [[1, 16]])
        assert curve["time"][0][0] == 0 and curve["time"][0][-1] == 30 and curve["time"][1][-1] > 0
        assert curve["evaluations"]["iteration"][0] == 1
        band, costs = curve["band"], curve["points"][1]
        assert band["iteration"] == [4, 8, 12, 16, 20, 24, 28, 30]
        assert (band["low"][0], band["high"][0]) == (min(costs[:4]), max(costs[:4]))
        assert band["mean"][-1] == pytest.approx(sum(costs[-2:]) / 2)
        assert request("GET", curve_path(trained(owner).id)).json()["band"]["iteration"] == []

    def test_the_batch_sizes_that_it_had(self, owner: str) -> None:
        run = trained(owner, config(LONG), 10)
        runs = get_run_manager()
        for size, goal in ((16, 20), (None, 30)):
            now = runs.get(run.id)
            assert now is not None
            runs.command(run.id, owner, Reconfigure(reconfigure(now, batch_size=size).config))
            runs.command(run.id, owner, RunTo(goal))
            runs.wait_until(run.id, lambda now, goal=goal: now.iteration == goal, SOON)
        assert request("GET", curve_path(run.id)).json()["batches"] == [[1, None], [11, 16], [21, None]]

    @pytest.mark.parametrize("run_id", [UNKNOWN, "x", "..%2f"])
    def test_an_unknown_run(self, run_id: str) -> None:
        assert request("GET", curve_path(run_id)).status_code == 404

    def test_it_does_not_keep_a_run_going(self, owner: str) -> None:
        run = trained(owner)
        held = get_run_manager()._held.get(run.id)
        assert held is not None
        held.last_seen = 1.0
        request("GET", curve_path(run.id))
        assert held.last_seen == 1.0


class TestSettingTexts:
    @pytest.mark.parametrize("name", DATASETS)
    def test_every_setting_has_a_label_and_a_text(self, name: str) -> None:
        configuration = default_config(name)
        texts = setting_texts(configuration, ENGLISH)
        assert set(texts) <= set(setting_labels()) and all(texts.values())
        leaves = len(configuration.to_dict()["dataset"]) + len(configuration.to_dict()["hyperparameters"]) + 4
        assert len(texts) == leaves

    @pytest.mark.parametrize("name", SCHEDULES)
    def test_a_schedule_with_its_options(self, name: str) -> None:
        options = {f"schedule_{option.name}" for option in SCHEDULES[name].options}
        texts = setting_texts(config(schedule={"name": name}), ENGLISH)
        assert {key for key in texts if key.startswith("schedule_")} == options

    def test_layers_of_one_kind_and_of_several(self) -> None:
        def of(*layers: tuple[int, str]) -> dict[str, str]:
            hidden = [{"units": units, "activation": activation} for units, activation in layers]
            document = config().to_dict() | {"architecture": {"hidden": hidden}}
            return setting_texts(RunConfig.from_dict(document), ENGLISH)

        assert (of((8, "tanh"), (5, "tanh"))["units"], of((8, "tanh"), (5, "tanh"))["activations"]) == ("8 · 5", "Tanh")
        assert of((8, "tanh"), (5, "relu"))["activations"] == "Tanh, ReLU"
        assert (of()["units"], of()["activations"]) == ("–", "–")

    def test_what_was_changed_while_it_went_on(self) -> None:
        texts = changed_setting_texts(config(learning_rate=0.1), config(learning_rate=0.3), ENGLISH)
        assert (texts["learning_rate"], texts["optimizer"]) == ("0.1 → 0.3", "Gradient descent")
