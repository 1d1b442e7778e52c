"""The routes of the app: the delta of a run, commands to it, its curve, those of several, their costs alone, what the
doctor finds, the runs of a visitor, compared runs, the data a run learns from, its initial weights, rooms, the files of
the live view. All are bounded, and GET but for commands and what carries a key; what else is asked for under their
common path is refused in the form of their own errors.

A run is known by its unguessable id alone; whoever has the link may watch, and only the owner may steer.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dnn.background.services import get_run_manager
from dnn.background.wire import RunQuery
from pages.server import data_documents
from pages.server.comparison.replay import get_replay
from pages.server.errors import NO_STORE, error_response
from pages.server.files.assets import JAVASCRIPT, asset
from pages.server.json_response import FastJSONResponse
from pages.server.network_documents import network_document
from pages.server.paths import (
    API,
    ASSETS,
    COSTS,
    CURVES,
    DATA,
    NETWORKS,
    NOTEBOOK,
    REPLAY,
    ROOM_ANSWERS,
    ROOM_ENTER,
    ROOM_JOIN,
    ROOM_RESULTS,
    ROOM_STEER,
    ROOM_STUDENT,
    ROOM_WALL,
    ROOMS,
    RUN_ID,
    RUNS,
    command_path,
    curve_path,
    diagnosis_path,
    under,
)
from pages.server.rooms.entering import post_enter
from pages.server.rooms.student import post_join, post_student
from pages.server.rooms.teacher import post_answers, post_open, post_results, post_steer, post_wall
from pages.server.runs.commands import post_command
from pages.server.runs.costs import get_costs
from pages.server.runs.curve import get_curve, get_curves
from pages.server.runs.diagnosis import get_diagnosis
from pages.server.runs.notebook import post_notebook
from pages.server.settings import ServerSettings

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Accept-Encoding"}
"""Headers of what is to be nowhere once it has been deleted here."""
ONLY_GET = error_response("only GET is answered here", 405, {"Allow": "GET, HEAD"})
ONLY_POST = error_response("only POST is answered here", 405, {"Allow": "POST"})
UNKNOWN_PATH = error_response("unknown path")
"""Answers to requests of every method: an answer is an endpoint too."""
TOKEN = re.compile(r"[0-9a-f]{32}")
WHOLE_NUMBER = re.compile(r"-1|[0-9]{1,15}")
CURSOR = re.compile(r"-1|[0-9]{1,15}(\.[0-9]{1,20})?")


def routes(base_path: str) -> list[BaseRoute]:
    """The app's routes under server.baseUrlPath, what is asked for most often first; none where DNN_ROUTES=off, as on a
    host that does not serve them."""
    if ServerSettings.from_environment().routes == "off":
        return []
    base = under(base_path)
    endpoints = {
        f"{base}/{RUNS}/{{run_id}}": _run,
        f"{base}/{diagnosis_path('{run_id}')}": get_diagnosis,
        f"{base}/{curve_path('{run_id}')}": get_curve,
        f"{base}/{CURVES}": get_curves,
        f"{base}/{COSTS}": get_costs,
        f"{base}/{REPLAY}": get_replay,
        f"{base}/{DATA}/{{token}}": _data,
        f"{base}/{NETWORKS}/{{token}}": _network,
        f"{base}/{ASSETS}/{{version}}/{{name:path}}": _asset,
    }
    posts = {
        f"{base}/{command_path('{run_id}')}": post_command,
        f"{base}/{NOTEBOOK}": post_notebook,
        f"{base}/{ROOMS}": post_open,
        f"{base}/{ROOM_JOIN}": post_join,
        f"{base}/{ROOM_ENTER}": post_enter,
        f"{base}/{ROOM_STUDENT}": post_student,
        f"{base}/{ROOM_WALL}": post_wall,
        f"{base}/{ROOM_STEER}": post_steer,
        f"{base}/{ROOM_ANSWERS}": post_answers,
        f"{base}/{ROOM_RESULTS}": post_results,
    }
    return [
        *(Route(path, endpoint, methods=["GET"]) for path, endpoint in endpoints.items()),
        *(Route(path, endpoint, methods=["POST"]) for path, endpoint in posts.items()),
        *(Route(path, ONLY_POST) for path in posts),
        *(Route(path, ONLY_GET) for path in endpoints),
        *(Route(path, UNKNOWN_PATH) for path in (f"{base}/{API}", f"{base}/{API}/{{rest:path}}")),
    ]


async def _run(request: Request) -> Response:
    """GET api/runs/ID?since=CURSOR&generation=G: what is new about the run since then; with &weights=VERSION the
    network too, where it is another one than that."""
    run_id, query = request.path_params["run_id"], _run_query(request)
    if query is None:
        return error_response("since is a cursor, generation and weights are whole numbers", 400)
    payload = None
    if RUN_ID.fullmatch(run_id):
        payload = get_run_manager().poll(run_id, query["since"], query["generation"], query.get("weights"))
    return error_response("unknown run") if payload is None else FastJSONResponse(payload, headers=NO_STORE)


def _run_query(request: Request) -> RunQuery | None:
    """The query of a poll; None where it is malformed."""
    since, generation, version = (request.query_params.get(name, "-1") for name in ("since", "generation", "weights"))
    if not (CURSOR.fullmatch(since) and WHOLE_NUMBER.fullmatch(generation) and WHOLE_NUMBER.fullmatch(version)):
        return None
    query: RunQuery = {"since": float(since), "generation": int(generation)}
    if "weights" in request.query_params:
        query["weights"] = int(version)
    return query


def _data(request: Request) -> Response:
    """GET api/data/TOKEN: the data that the live view draws. No coroutine, since they may have to be made first.

    Those of a visitor's table stay in no cache of a browser or a proxy: she may delete the table."""
    headers = PRIVATE if data_documents.is_private(request.path_params["token"]) else FOR_EVER
    return _document_response(request, data_documents.document, "unknown data", headers)


def _network(request: Request) -> Response:
    """GET api/networks/TOKEN: the initial weights of a network, which its seed draws, whatever the data are."""
    return _document_response(request, network_document, "unknown network", FOR_EVER)


def _document_response(
    request: Request, document_of: Callable[[str], bytes | None], problem: str, headers: Mapping[str, str]
) -> Response:
    """The document of the request's token, which never changes."""
    token = request.path_params["token"]
    compressed = document_of(token) if TOKEN.fullmatch(token) else None
    if compressed is None:
        return error_response(problem)
    if "gzip" in request.headers.get("accept-encoding", ""):
        encoded = {**headers, "Content-Encoding": "gzip"}
        return Response(compressed, headers=encoded, media_type="application/json")
    return Response(gzip.decompress(compressed), headers=headers, media_type="application/json")


async def _asset(request: Request) -> Response:
    """GET api/assets/VERSION/NAME: a file that never changes."""
    found = asset(request.path_params["version"], request.path_params["name"])
    if found is None:
        return error_response("unknown asset")
    return Response(found, headers=FOR_EVER, media_type=JAVASCRIPT)
