"""The doctor's route: an opinion in the language that is asked for, and how soon there may be another one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from dnn.background.commands import Resume, StepIterations
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig
from dnn.lessons.diagnosis import RULES
from dnn.text.messages import ENGLISH
from pages.server.paths import diagnosis_path
from pages.server.routes import routes
from pages.server.runs import diagnosis as route
from tests.dnn.background.running import LONG, ME, SOON, config, past

SYMMETRIC = RULES["symmetric_units"].example


def get(path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """The answer of the app's routes."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=routes("")))
        async with httpx.AsyncClient(transport=transport, base_url="http://app.example") as client:
            return await client.request(method, f"/{path}", headers=headers)

    return asyncio.run(send())


def opinion(run: RunSnapshot, language: str = "en") -> dict[str, Any]:
    answer = get(f"{diagnosis_path(run.id)}?language={language}")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    document: dict[str, Any] = answer.json()
    return document


@pytest.fixture
def at_its_end() -> Iterator[RunSnapshot]:
    """A run of equal units, at its end."""
    runs = get_run_manager()
    run = runs.start(SYMMETRIC, ME)
    yield runs.wait_until(run.id, lambda now: now.ended, SOON)
    runs.notebook.delete(run.id, ME)


def started(chosen: RunConfig, paused: bool = True) -> RunSnapshot:
    return get_run_manager().start(chosen, ME, paused=paused)


def test_findings_have_their_words_in_both_languages(at_its_end: RunSnapshot) -> None:
    english, chinese = opinion(at_its_end), opinion(at_its_end, "zh")
    first, other = english["findings"][0], chinese["findings"][0]
    assert (first["rule"], other["rule"]) == ("symmetric_units", "symmetric_units")
    assert first["title"] == "Symmetric units" and english["title"].startswith("Diagnosis: Symmetric units")
    assert "节点权重全都相同" in other["seen"] and chinese["names"].startswith("节点对称")
    assert first["can_be_tried"] and english["words"] == "" and english["again_after"] is None
    assert ". " in first["advice"] and "。 " not in other["advice"]


def test_the_browsers_language_counts_where_none_is_asked_for(at_its_end: RunSnapshot) -> None:
    answer = get(diagnosis_path(at_its_end.id), Accept_Language="zh-CN", **{"accept-language": "zh-CN"})
    assert answer.json()["title"].startswith("诊断")


def test_a_run_that_has_not_begun_is_not_judged() -> None:
    run = started(config(LONG))
    assert opinion(run) == {
        "title": "Diagnosis: nothing trained yet", "names": "", "words": "", "findings": [], "again_after": None,
    }  # fmt: skip


def test_silence_about_a_run_that_has_just_begun_is_no_praise() -> None:
    run = started(config(LONG))
    get_run_manager().command(run.id, ME, StepIterations(1))
    get_run_manager().wait_until(run.id, lambda now: now.iteration == 1 and not now.moving, SOON)
    found = opinion(run)
    assert found["title"] == "Diagnosis: too early to tell" and found["words"].startswith("1 cost since the start")


def test_a_run_in_training_is_examined_again_later() -> None:
    run = started(config(LONG))
    get_run_manager().command(run.id, ME, Resume())
    get_run_manager().wait_until(run.id, past(1), SOON)
    assert opinion(run)["again_after"] == route.MIN_SECONDS


def test_a_large_network_is_examined_where_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    run = started(config(LONG), paused=False)
    moving = get_run_manager().wait_until(run.id, past(1), SOON)
    monkeypatch.setattr(route, "MAX_PARAMETERS", 3)
    assert route.diagnosis(moving, ENGLISH)["title"] == "Diagnosis: at the next pause, since the network is large"


def test_an_opinion_is_worked_out_once_for_each_state(at_its_end: RunSnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.server.runs import opinions

    first = opinions.opinion_on(at_its_end)
    monkeypatch.setattr(opinions, "diagnose", lambda _evidence: pytest.fail("worked out again"))
    assert opinions.opinion_on(at_its_end) is first


def test_a_full_server_looks_at_each_run_more_rarely() -> None:
    assert route.examination_seconds(0) == route.examination_seconds(20) == route.MIN_SECONDS
    assert route.examination_seconds(100) == 100 / route.MAX_EXAMINATIONS_A_SECOND > 3 * route.MIN_SECONDS


@pytest.mark.parametrize("run_id", ["x" * 22, "..%2f", "x", "é" * 22])
def test_an_unknown_run_has_none(run_id: str) -> None:
    answer = get(diagnosis_path(run_id))
    assert answer.status_code == 404 and answer.json()["error"] in ("unknown run", "unknown path")


def test_only_get_is_answered() -> None:
    assert get(diagnosis_path("x" * 22), "POST").status_code == 405
