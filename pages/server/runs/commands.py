"""POST api/runs/ID/commands: a command of the run's owner, answered with what is new about the run since then.

A press of a button or a step of a slider costs the server a fraction of a millisecond so, where a rerun of the page's
script costs thirty. The first command to a run that a page has offered begins it. The body is a
CommandRequest. Its owner is proven by the key in the body, or, for a page of this
app, by the browser's cookie; a page of another site is refused, whatever it sends along.
"""

from __future__ import annotations

import secrets
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from dnn.background.command_documents import command_of
from dnn.background.commands import Reconfigure
from dnn.background.limits import LimitReached, NotOwner
from dnn.background.services import get_run_manager
from dnn.background.wire import CommandRequest
from dnn.configuration.document import read_document
from dnn.configuration.sections import section
from dnn.errors import ConfigurationError, DnnError
from dnn.validation.checks import whole_number
from pages.locale.languages import LANGUAGES, translations
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.origin import is_foreign, is_of_this_site
from pages.server.page_document import browser_language
from pages.server.paths import RUN_ID
from pages.server.visitor import COOKIE, is_key
from pages.shared.session.link import hyperparameter_query

MAX_BYTES = 16_384
"""The longest body; an honest one has about 300 bytes."""
MAX_CURSOR = 10**15
MEDIA_TYPE = "application/json"


class _Refused(Exception):
    """A request that is refused, and how."""

    def __init__(self, problem: str, status: int) -> None:
        super().__init__(problem)
        self.answer = error_response(problem, status)


def _unknown_run() -> _Refused:
    return _Refused("unknown run", 404)


async def post_command(request: Request) -> Response:
    """Answer one request."""
    language = browser_language(request.headers)
    try:
        _check_head(request)
        body = _command_request(await _body(request))
        language = body["language"] if body["language"] in LANGUAGES else language
        return await _obey(request, body)
    except _Refused as refused:
        return refused.answer
    except DnnError as problem:
        return error_response(problem.message.render(translations(language)), _status_of(problem))


def _check_head(request: Request) -> None:
    if is_foreign(request.headers):
        raise _Refused("a page of another site cannot send commands", 403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise _Refused(f"a command is a document of the type {MEDIA_TYPE}", 415)
    if not RUN_ID.fullmatch(request.path_params["run_id"]):
        raise _unknown_run()


async def _body(request: Request) -> str:
    """The text of a request that is not too long."""
    parts, length = [], 0
    try:
        async for part in request.stream():
            parts.append(part)
            length += len(part)
            if length > MAX_BYTES:
                raise _Refused(f"a command has at most {MAX_BYTES} bytes", 413)
    except ClientDisconnect:  # nobody hears the answer, and nobody is to blame
        raise _Refused("the command ends before its end", 400) from None
    try:
        return b"".join(parts).decode()
    except UnicodeDecodeError:
        raise _Refused("a command is written in UTF-8", 400) from None


def _command_request(text: str) -> CommandRequest:
    """The body of a request, its parts checked but for the command."""
    try:
        given = section("request", read_document(text))
    except ConfigurationError as problem:
        raise _Refused(str(problem), 400) from None
    defaults = {"command": None, "owner": "", "language": "", "since": -1, "generation": -1}
    unknown = sorted(set(given) - set(defaults) - {"weights"})
    if unknown:
        raise _Refused(f"unknown key {unknown[0]!r}", 400)
    body = defaults | given
    if not isinstance(body["owner"], str) or not isinstance(body["language"], str):
        raise _Refused("owner and language are texts", 400)
    for name in ("generation", "weights"):
        if name in body and body[name] != -1:
            whole_number(name, body[name])
    since = body["since"]
    if isinstance(since, bool) or not isinstance(since, int | float) or not abs(since) < MAX_CURSOR:
        raise _Refused("since is a cursor", 400)
    return cast(CommandRequest, body)


async def _obey(request: Request, body: CommandRequest) -> Response:
    """Send the command to the run, and answer with its news; one that has to be begun may need its data first."""
    runs, run_id = get_run_manager(), request.path_params["run_id"]
    run, offer, owner = runs.get(run_id), runs.offer_of(run_id), _owner(request, body)
    found = run or offer
    if found is None:
        raise _unknown_run()
    if owner is None or not secrets.compare_digest(owner, found.owner):
        raise NotOwner
    command = command_of(body["command"], found.config)
    try:
        if run is None:
            await run_in_threadpool(runs.command, run_id, owner, command)
        else:
            runs.command(run_id, owner, command)
    except KeyError:
        raise _unknown_run() from None
    payload = runs.poll(run_id, body["since"], body["generation"], body.get("weights"))
    if payload is None:
        raise _unknown_run()
    if isinstance(command, Reconfigure):
        payload["query"] = hyperparameter_query(command.config)
    return FastJSONResponse(payload, headers=NO_STORE)


def _owner(request: Request, body: CommandRequest) -> str | None:
    """The key by which somebody owns runs: that of the body, or, where a page of this app sends it, the cookie's."""
    cookie = request.cookies.get(COOKIE, "") if is_of_this_site(request.headers) else ""
    return next((key for key in (body["owner"], cookie) if is_key(key)), None)


def _status_of(problem: DnnError) -> int:
    if isinstance(problem, NotOwner):
        return 403
    return 409 if isinstance(problem, LimitReached) else 422
