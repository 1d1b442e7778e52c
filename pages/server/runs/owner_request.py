"""A request of the owner of runs: a JSON document that a page of this app posts, with the key that proves whose it is.

The key stands in the body, or, for a page of this app, in the browser's cookie; a page of another site is refused,
whatever it sends along.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from dnn.background.limits import LimitReached, NotOwner
from dnn.configuration.document import read_document
from dnn.configuration.sections import section
from dnn.errors import ConfigurationError, DnnError
from pages.locale.languages import LANGUAGES, translations
from pages.server.errors import error_response
from pages.server.origin import is_foreign, is_of_this_site
from pages.server.page_document import browser_language
from pages.server.visitor import COOKIE, is_key

MAX_BYTES = 16_384
"""The longest body; an honest one has about 300 bytes."""
MEDIA_TYPE = "application/json"

Body = dict[str, Any]
Obey = Callable[[Body], Awaitable[Response]]


class Refused(Exception):
    """A request that is refused, and how."""

    def __init__(self, problem: str, status: int) -> None:
        super().__init__(problem)
        self.answer = error_response(problem, status)


def unknown_run() -> Refused:
    """The refusal of a run that there is not."""
    return Refused("unknown run", 404)


async def answer(request: Request, defaults: Mapping[str, Any], obey: Obey, optional: Collection[str] = ()) -> Response:
    """The answer to a request whose body has the keys of `defaults`, and perhaps those that are optional; `obey` gives
    it, or raises Refused or DnnError, whose words are said in the language of the body."""
    language = browser_language(request.headers)
    try:
        _check_head(request)
        body = _read(await _body(request), defaults, optional)
        language = body["language"] if body["language"] in LANGUAGES else language
        return await obey(body | {"language": language})
    except Refused as refused:
        return refused.answer
    except DnnError as problem:
        return error_response(problem.message.render(translations(language)), _status_of(problem))


def owner_of(request: Request, body: Body) -> str | None:
    """The key by which somebody owns runs: that of the body, or, where a page of this app sends it, the cookie's."""
    cookie = request.cookies.get(COOKIE, "") if is_of_this_site(request.headers) else ""
    return next((key for key in (body["owner"], cookie) if is_key(key)), None)


def _check_head(request: Request) -> None:
    if is_foreign(request.headers):
        raise Refused("a page of another site cannot send commands", 403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Refused(f"a command is a document of the type {MEDIA_TYPE}", 415)


async def _body(request: Request) -> str:
    """The text of a request that is not too long."""
    parts, length = [], 0
    try:
        async for part in request.stream():
            parts.append(part)
            length += len(part)
            if length > MAX_BYTES:
                raise Refused(f"a command has at most {MAX_BYTES} bytes", 413)
    except ClientDisconnect:  # nobody hears the answer, and nobody is to blame
        raise Refused("the command ends before its end", 400) from None
    try:
        return b"".join(parts).decode()
    except UnicodeDecodeError:
        raise Refused("a command is written in UTF-8", 400) from None


def _read(text: str, defaults: Mapping[str, Any], optional: Collection[str]) -> Body:
    """The body of a request with all its keys; owner and language, which every request has, are checked."""
    try:
        given = section("request", read_document(text))
    except ConfigurationError as problem:
        raise Refused(str(problem), 400) from None
    known = {"owner": "", "language": ""} | dict(defaults)
    unknown = sorted(set(given) - set(known) - set(optional))
    if unknown:
        raise Refused(f"unknown key {unknown[0]!r}", 400)
    body = known | given
    if not isinstance(body["owner"], str) or not isinstance(body["language"], str):
        raise Refused("owner and language are texts", 400)
    return body


def _status_of(problem: DnnError) -> int:
    if isinstance(problem, NotOwner):
        return 403
    return 409 if isinstance(problem, LimitReached) else 422
