"""POST api/runs/ID/commands: a command of the run's owner, answered with what is new about the run since then.

A press of a button or a step of a slider costs the server a fraction of a millisecond so, where a rerun of the page's
script costs thirty. The first command to a run that a page has offered begins it. The body is a CommandRequest.
"""

from __future__ import annotations

import secrets
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.command_documents import command_of
from dnn.background.commands import Reconfigure
from dnn.background.limits import NotOwner
from dnn.background.services import get_run_manager
from dnn.validation.checks import whole_number
from pages.server.errors import NO_STORE
from pages.server.json_response import FastJSONResponse
from pages.server.paths import RUN_ID
from pages.server.runs.owner_request import Body, Refused, answer, owner_of, unknown_run
from pages.shared.session.link import hyperparameter_query

MAX_CURSOR = 10**15
DEFAULTS: dict[str, Any] = {"command": None, "since": -1, "generation": -1}
"""The keys of a body besides owner and language, and `weights`, without which the network is not asked for."""


async def post_command(request: Request) -> Response:
    """Answer one request."""

    async def obey(body: Body) -> Response:
        if not RUN_ID.fullmatch(request.path_params["run_id"]):
            raise unknown_run()
        _check_position(body)
        return await _obey(request, body)

    return await answer(request, DEFAULTS, obey, optional=["weights"])


def _check_position(body: Body) -> None:
    """Refuse a place in the run that is none."""
    for name in ("generation", "weights"):
        if name in body and body[name] != -1:
            whole_number(name, body[name])
    since = body["since"]
    if isinstance(since, bool) or not isinstance(since, int | float) or not abs(since) < MAX_CURSOR:
        raise Refused("since is a cursor", 400)


async def _obey(request: Request, body: Body) -> Response:
    """Send the command to the run, and answer with its news; one that has to be begun may need its data first."""
    runs, run_id = get_run_manager(), request.path_params["run_id"]
    run, offer, owner = runs.get(run_id), runs.offer_of(run_id), owner_of(request, body)
    found = run or offer
    if found is None:
        raise unknown_run()
    if owner is None or not secrets.compare_digest(owner, found.owner):
        raise NotOwner
    command = command_of(body["command"], found.config)
    try:
        if run is None:
            await run_in_threadpool(runs.command, run_id, owner, command)
        else:
            runs.command(run_id, owner, command)
    except KeyError:
        raise unknown_run() from None
    payload = runs.poll(run_id, body["since"], body["generation"], body.get("weights"))
    if payload is None:
        raise unknown_run()
    if isinstance(command, Reconfigure):
        payload["query"] = hyperparameter_query(command.config)
    return FastJSONResponse(payload, headers=NO_STORE)
