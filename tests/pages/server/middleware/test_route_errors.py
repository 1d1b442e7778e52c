"""Refusals of others under the routes' path have the routes' form; all other answers stay as they are."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.server.middleware.route_errors import RouteErrors


async def _answer(request: Request) -> Response:
    """The answer that the request asks for."""
    status = int(request.query_params["status"])
    return JSONResponse({"a": 1}, status) if "json" in request.query_params else PlainTextResponse("two words", status)


def ask(path: str) -> httpx.Response:
    """The answer to one request to an app under /base."""
    app = RouteErrors(Starlette(routes=[Route("/{path:path}", _answer)]), "base")

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://app.example") as client:
            return await client.get(path)

    return asyncio.run(send())


@pytest.mark.parametrize(("status", "problem"), [(400, "bad request"), (404, "not found"), (405, "method not allowed")])
def test_a_refusal_in_plain_text_is_told_as_the_routes_do(status: int, problem: str) -> None:
    answer = ask(f"/base/api/runs/x?status={status}")
    assert (answer.status_code, answer.json()) == (status, {"error": problem})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body"),
    [("/base/api/x?status=200", "two words"), ("/base/api/x?status=404&json", '{"a":1}'),
     ("/base/apiary?status=404", "two words"), ("/api/x?status=404", "two words")],
)  # fmt: skip
def test_every_other_answer_stays(path: str, body: str) -> None:
    assert ask(path).text == body
