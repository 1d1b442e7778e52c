"""The route of compared runs: networks, figures and curves of a run that is trained again, and refusals in words."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlencode

import httpx
import numpy as np
import pytest

from dnn.background.payload import MAX_SENT_PARAMETERS
from dnn.background.replay.recipe import Recipe
from dnn.network import flatten
from dnn.training.advance import train
from pages.locale.languages import LANGUAGES
from pages.server.comparison.comparison_text import ComparedRun, write_run
from pages.server.comparison.replay import MAX_FRAMES, MIN_FRAMES, frame_count, replay_key
from pages.server.paths import REPLAY
from tests.dnn.background.running import config
from tests.pages.server.runs.test_commands import request

LAST = 60


def text_of(iterations: int = LAST, **hyperparameters: object) -> str:
    return write_run(ComparedRun(Recipe(config(iterations, **hyperparameters), iterations), 3, 4))


def get(**query: object) -> httpx.Response:
    return request("GET", f"{REPLAY}?{urlencode({'run': text_of(), 'last': LAST, 'count': 9} | query)}")


def to_the_end(**query: object) -> dict[str, Any]:
    """The document of a replay that is done, with all its frames."""
    frames: list[Any] = []
    while True:
        answer = get(since=len(frames), **query)
        assert answer.status_code == 200, answer.text
        document: dict[str, Any] = answer.json()
        frames += document["frames"]
        if document["is_done"]:
            return document | {"frames": frames}


def test_networks_and_curve_are_those_of_training() -> None:
    found = to_the_end()
    assert [frame["iteration"] for frame in found["frames"]] == [0, 1, 4, 8, 15, 23, 34, 46, 60]
    records = {record.iteration: record for record in train(config(LAST))}
    for frame in found["frames"][1:]:
        theta = np.frombuffer(base64.b64decode(frame["theta"]), "<f4")
        np.testing.assert_array_equal(theta, flatten(records[frame["iteration"]].parameters).astype("f4"))
        assert frame["test_score"] is not None
    iterations, costs = found["curve"]["points"]
    assert costs == [records[iteration].cost for iteration in iterations]
    assert (found["iteration"], found["until"], found["diverged"]) == (LAST, LAST, None)


def test_what_the_browser_has_is_not_sent_again() -> None:
    found = to_the_end()
    assert get(since=len(found["frames"]) - 1).json()["frames"] == found["frames"][-1:]
    assert get(since=MAX_FRAMES).json()["frames"] == []


def test_a_shorter_run_has_the_networks_of_the_others_and_its_own_last() -> None:
    found = to_the_end(run=text_of(20))
    assert [frame["iteration"] for frame in found["frames"]] == [0, 1, 4, 8, 15, 20]


def test_one_that_diverges_says_where() -> None:
    wild = text_of(400, name="plane", learning_rate=1000.0, optimizer="gradient_descent")
    found = to_the_end(run=wild, last=400)
    assert 0 < found["diverged"] <= 400 and found["frames"][-1]["iteration"] < found["diverged"]


def test_large_networks_have_fewer_and_the_largest_none() -> None:
    assert frame_count(75) == MAX_FRAMES
    assert MIN_FRAMES <= frame_count(30_000) < MAX_FRAMES
    assert frame_count(MAX_SENT_PARAMETERS) == MIN_FRAMES
    assert frame_count(MAX_SENT_PARAMETERS + 1) == MAX_FRAMES
    assert replay_key(Recipe(config(7), 7), 3, 0).iterations == (0, 7)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        {"run": ""},
        {"run": "number.1*learning_rate.-1"},
        {"run": "number.1**number.2"},
        {"last": ""},
        {"last": "-1"},
        {"last": "1e3"},
        {"last": 10**10},
        {"count": MAX_FRAMES + 1},
        {"since": "x"},
        {"run": "number.1*hidden." + "-".join(["1024.relu"] * 30)},
    ],
)
def test_nonsense_is_refused_in_the_visitor_s_language(language: str, query: dict[str, object]) -> None:
    answer = get(language=language, **query)
    assert answer.status_code == 422 and answer.headers["cache-control"] == "no-store"
    assert ("Expected" in answer.json()["error"]) == (language == "en")


def test_only_get_is_answered() -> None:
    assert request("POST", REPLAY).status_code == 405
