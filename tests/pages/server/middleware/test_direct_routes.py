"""Routes ahead of Streamlit: they answer under their own path alone, compressed where that pays, whatever is asked."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.server.middleware.direct_routes import MIN_COMPRESSED_BYTES, DirectRoutes

STREAMLIT = "what Streamlit answers"


async def _costs(request: Request) -> Response:
    return PlainTextResponse("0" * int(request.query_params["length"]))


def answer(path: str, base_path: str = "") -> httpx.Response:
    """The answer of an app behind the routes."""

    async def ask() -> httpx.Response:
        routes = [Route(f"{base_path}/api/costs", _costs)]
        behind = Route("/{path:path}", PlainTextResponse(STREAMLIT))
        app = Starlette(routes=[behind], middleware=[Middleware(DirectRoutes, routes, base_path)])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://school") as client:
            return await client.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize("base_path", ["", "/lab/dnn"])
def test_only_what_is_under_the_routes_path_is_theirs(base_path: str) -> None:
    assert answer(f"{base_path}/api/costs?length=3", base_path).text == "000"
    for path in ("", "/apiary", "/shapes", "/_stcore/api/costs"):
        assert answer(f"{base_path}{path}", base_path).text == STREAMLIT


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/unknown", "/api/costs/", "/api/a%0d%0ab", "/api/%2e%2e/shapes"]
)
def test_what_is_no_route_is_refused_as_the_routes_refuse(path: str) -> None:
    refused = answer(path)
    assert (refused.status_code, refused.json()) == (404, {"error": "unknown path"})


def test_long_answers_are_compressed_and_short_ones_are_not() -> None:
    short, long = (answer(f"/api/costs?length={length}") for length in (MIN_COMPRESSED_BYTES - 1, MIN_COMPRESSED_BYTES))
    assert "content-encoding" not in short.headers and long.headers["content-encoding"] == "gzip"
    assert long.text == "0" * MIN_COMPRESSED_BYTES
