"""Answers that refuse: a JSON document with one sentence, never kept by a browser."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from dnn.background.wire import ErrorDocument
from pages.server.json_response import FastJSONResponse

NO_STORE = {"Cache-Control": "no-store"}


def error_document(problem: str) -> ErrorDocument:
    """The document that tells a problem."""
    return {"error": problem}


def error_response(problem: str, status: int = 404, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that tells a problem."""
    return FastJSONResponse(error_document(problem), status, {**NO_STORE, **(headers or {})})
