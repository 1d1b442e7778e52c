"""Commands by their own route: the owner's are obeyed, everybody else's and everything else refused in a sentence."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from dnn.background.limits import TooManyRuns
from dnn.background.offers import RunOffer
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.text.messages import Text
from pages.server.paths import command_path, run_path
from pages.server.routes import routes
from pages.server.runs.commands import post_command
from pages.server.runs.owner_request import MAX_BYTES
from pages.server.visitor import COOKIE, new_key
from tests.dnn.background.running import LONG, SOON, config

HOST = "http://app.example:8501"
PAUSE = {"name": "pause"}
STEP = {"name": "step_iterations", "count": 3}
STRANGER = "This run belongs to another visitor"
ANOTHER_KEY = "k" * 22


@pytest.fixture
def owner() -> str:
    return new_key()


@pytest.fixture
def run(owner: str) -> Iterator[RunSnapshot]:
    """A run that rests at its beginning."""
    runs = get_run_manager()
    snapshot = runs.start(config(LONG), owner, paused=True)
    yield snapshot
    runs.notebook.delete(snapshot.id, owner)


def request(method: str, path: str, content: bytes | str = b"", **headers: str) -> httpx.Response:
    """The answer of the app's routes to one request."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=routes("")))
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, f"/{path}", content=content, headers=named)

    return asyncio.run(send())


def post(run_id: str, body: object, **headers: str) -> httpx.Response:
    """The answer to a command; a text is sent as it is."""
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return request("POST", command_path(run_id), content, **({"Content_Type": "application/json"} | headers))


def cut_off(run_id: str, part: bytes) -> Response:
    """The answer to a request whose sender is gone after a part of its body."""
    received = iter([{"type": "http.request", "body": part, "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Message:
        return next(received)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "headers": headers, "path_params": {"run_id": run_id}}
    return asyncio.run(post_command(Request(scope, receive)))


def refused(answer: httpx.Response, status: int, words: str) -> bool:
    """Whether an answer has a status and, in one sentence, words; it is not kept by a browser."""
    problem = answer.json()
    assert set(problem) == {"error"} and "\n" not in problem["error"]
    assert answer.headers["cache-control"] == "no-store"
    assert (answer.status_code, words in problem["error"]) == (status, True), problem
    return True


def is_at_rest(run: RunSnapshot) -> bool:
    """Whether a run stands where it stood."""
    now = get_run_manager().get(run.id)
    return now is not None and (now.status, now.iteration, now.config) == ("paused", 0, run.config)


class TestOwner:
    def test_the_key_in_the_body_is_enough(self, run: RunSnapshot, owner: str) -> None:
        answer = post(run.id, {"command": STEP, "owner": owner})
        assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
        assert answer.json()["run"] == run.id
        now = get_run_manager().wait_until(run.id, lambda run: not run.moving, SOON)
        assert now.iteration == 3

    @pytest.mark.parametrize("headers", [{"Sec_Fetch_Site": "same-origin"}, {"Origin": HOST}])
    def test_so_is_the_cookie_of_a_page_of_this_app(
        self, run: RunSnapshot, owner: str, headers: dict[str, str]
    ) -> None:
        assert post(run.id, {"command": PAUSE}, Cookie=f"{COOKIE}={owner}", **headers).status_code == 200

    def test_but_not_a_cookie_of_nobody_knows_where(self, run: RunSnapshot, owner: str) -> None:
        assert refused(post(run.id, {"command": PAUSE}, Cookie=f"{COOKIE}={owner}"), 403, STRANGER)

    @pytest.mark.parametrize("key", [ANOTHER_KEY, "", "x", "é" * 22, f"{ANOTHER_KEY} "])
    def test_a_stranger_is_refused(self, run: RunSnapshot, key: str) -> None:
        assert refused(post(run.id, {"command": STEP, "owner": key}), 403, STRANGER)
        assert is_at_rest(run)

    def test_the_id_of_the_run_is_no_key(self, run: RunSnapshot) -> None:
        assert refused(post(run.id, {"command": STEP, "owner": run.id}), 403, STRANGER)


class TestOrigin:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://["},
            {"Origin": "http://"}, {"Origin": "http://app.example"},
            {"Origin": "http://app.example:8501.evil.example"}, {"Origin": "http://app.example:8501@evil.example"},
            {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "none"},
            {"Sec_Fetch_Site": "cross-site", "Origin": HOST},
        ],
    )  # fmt: skip
    def test_a_page_of_another_site_is_refused_even_with_the_key(
        self, run: RunSnapshot, owner: str, headers: dict[str, str]
    ) -> None:
        body = {"command": STEP, "owner": owner}
        assert refused(post(run.id, body, Cookie=f"{COOKIE}={owner}", **headers), 403, "another site")
        assert is_at_rest(run)

    def test_a_proxy_that_asks_by_another_name_says_which_one_was_asked_for(self, run: RunSnapshot, owner: str) -> None:
        headers = {"Origin": "https://school.example", "X_Forwarded_Host": "school.example, 10.0.0.1"}
        assert post(run.id, {"command": PAUSE, "owner": owner}, **headers).status_code == 200

    def test_a_proxy_that_takes_tls_off_need_not_say_so(self, run: RunSnapshot, owner: str) -> None:
        headers = {"Origin": HOST.replace("http:", "https:")}
        assert post(run.id, {"command": PAUSE, "owner": owner}, **headers).status_code == 200

    @pytest.mark.parametrize(
        "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
    )
    def test_what_a_form_can_send_is_no_command(self, run: RunSnapshot, owner: str, media_type: str) -> None:
        answer = post(run.id, {"command": STEP, "owner": owner}, Content_Type=media_type)
        assert refused(answer, 415, "application/json")


class TestForm:
    @pytest.mark.parametrize(
        "body",
        [
            "", "{", "[]", '"pause"', "null", "{}}", b"\xff\xfe{}", '{"command": {"name": "pause"}, "command": {}}',
            "[" * 5_000, '{"since": 1e999}', '{"since": NaN}', '{"since": true}', '{"since": "0"}', '{"since": null}',
            '{"owner": 3}', '{"language": ["zh"]}', '{"other": 1}', f'{{"since": 1{"0" * 400}}}',
        ],
    )  # fmt: skip
    def test_a_malformed_body_is_refused(self, run: RunSnapshot, body: str | bytes) -> None:
        assert refused(post(run.id, body), 400, "")

    @pytest.mark.parametrize("name", ["generation", "weights"])
    @pytest.mark.parametrize("value", [1.5, "1", True, -2, None])
    def test_so_is_a_number_that_is_none(self, run: RunSnapshot, owner: str, name: str, value: object) -> None:
        assert refused(post(run.id, {"command": PAUSE, "owner": owner, name: value}), 422, name)

    @pytest.mark.parametrize("size", [MAX_BYTES + 1, 50 * MAX_BYTES])
    def test_a_body_that_is_too_long_is_refused(self, run: RunSnapshot, size: int) -> None:
        assert refused(post(run.id, " " * size), 413, str(MAX_BYTES))

    def test_a_body_that_breaks_off_is_no_error_of_the_server(self, run: RunSnapshot) -> None:
        answer = cut_off(run.id, b'{"command": ')
        assert (answer.status_code, "ends before its end" in str(answer.body)) == (400, True)

    @pytest.mark.parametrize("run_id", ["A" * 22, "A" * 21, "..", "%00", "A" * 5_000])
    def test_an_unknown_run(self, run_id: str, owner: str) -> None:
        assert post(run_id, {"command": PAUSE, "owner": owner}).status_code == 404

    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
    def test_only_post(self, run: RunSnapshot, method: str) -> None:
        answer = request(method, command_path(run.id))
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")

    def test_a_command_that_is_refused_says_so_in_the_visitors_language(self, run: RunSnapshot, owner: str) -> None:
        body = {"command": {"name": "reconfigure", "hyperparameters": {"learning_rate": -1}}, "owner": owner}
        assert refused(post(run.id, body), 422, "Expected learning_rate to be a number above 0")
        assert refused(post(run.id, body | {"language": "zh"}), 422, "learning_rate 应为")
        assert refused(post(run.id, body, Accept_Language="zh-CN,zh;q=0.9"), 422, "learning_rate 应为")
        assert refused(post(run.id, body | {"language": "xx"}), 422, "Expected")

    def test_a_full_server_says_so(self, run: RunSnapshot, owner: str, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise TooManyRuns("server", Text("no room"))

        monkeypatch.setattr(get_run_manager(), "command", full)
        assert refused(post(run.id, {"command": STEP, "owner": owner}), 409, "no room")


class TestNews:
    def test_the_answer_is_that_of_a_poll(self, run: RunSnapshot, owner: str) -> None:
        answer = post(run.id, {"command": PAUSE, "owner": owner, "since": -1, "generation": -1, "weights": -1}).json()
        polled = request("GET", f"{run_path(run.id)}?weights=-1").json()
        assert set(answer) == set(polled)
        assert (answer["fingerprint"], answer["status"]) == (polled["fingerprint"], "paused")

    def test_what_was_changed_counts_from_the_next_iteration_on(self, run: RunSnapshot, owner: str) -> None:
        body = {"command": {"name": "reconfigure", "hyperparameters": {"learning_rate": 0.25}}, "owner": owner}
        for command in ({"command": STEP, "owner": owner}, body, {"command": STEP, "owner": owner}):
            post(run.id, command)
            get_run_manager().wait_until(run.id, lambda run: not run.moving, SOON)
        changes = post(run.id, {"command": PAUSE, "owner": owner}).json()["changes"]
        expected = [(4, "learning_rate", 0.1, 0.25)]
        assert [(each["iteration"], each["field"], each["old"], each["new"]) for each in changes] == expected

    def test_only_what_is_new(self, run: RunSnapshot, owner: str) -> None:
        def points(**cursor: Any) -> list[Any]:
            answer = post(run.id, {"command": STEP, "owner": owner, **cursor}).json()
            iterations: list[Any] = answer["points"][0]
            return iterations

        points()
        done = get_run_manager().wait_until(run.id, lambda run: not run.moving, SOON)
        assert done.iteration == 3 and math.isfinite(done.iteration)
        assert points(since=3, generation=done.generation) == []


class TestOffers:
    """A run that a page has offered begins with the first command of its owner."""

    @pytest.fixture
    def offered(self, owner: str) -> str:
        return get_run_manager().offer(RunOffer(owner, config(LONG), 10.0))

    def test_the_owners_command_begins_it(self, offered: str, owner: str) -> None:
        answer = post(offered, {"command": {"name": "resume"}, "owner": owner, "weights": -1})
        news = answer.json()
        assert answer.status_code == 200
        assert (news["run"], news["goes_on"], news["reset"]) == (offered, True, True)
        get_run_manager().notebook.delete(offered, owner)

    def test_a_stranger_is_refused_and_nothing_begins(self, offered: str) -> None:
        assert refused(post(offered, {"command": STEP, "owner": ANOTHER_KEY}), 403, STRANGER)
        assert get_run_manager().get(offered) is None

    def test_so_is_a_command_that_there_is_not(self, offered: str, owner: str) -> None:
        assert refused(post(offered, {"command": {"name": "leap"}, "owner": owner}), 422, "leap")
        assert get_run_manager().get(offered) is None

    def test_one_that_is_too_large_is_refused_in_words(self, owner: str) -> None:
        open_runs(Settings(executor="thread", store="memory", iteration_multiplications=10))
        too_large = get_run_manager().offer(RunOffer(owner, config(LONG)))
        assert refused(post(too_large, {"command": STEP, "owner": owner}), 409, "multiplications")
        assert get_run_manager().get(too_large) is None

    def test_it_is_not_polled_before_it_has_begun(self, offered: str) -> None:
        assert request("GET", run_path(offered)).status_code == 404
