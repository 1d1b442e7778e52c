"""GET api/replay?run=TEXT&last=L&count=C&since=S: a compared run, trained again a little further with each request.
A run on a table needs &key=K as well.

Its networks are those after about C iterations from 0 to L, of which the browser has S already. The text of the run is
all that it takes, so that a link to a comparison works on any server.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.limits import check_size
from dnn.background.payload import MAX_SENT_PARAMETERS, base64_of, finite
from dnn.background.replay.recipe import MAX_ITERATIONS, Recipe
from dnn.background.replay.replays import Replay, ReplayKey, Replays
from dnn.background.replay.training import Frame, frame_iterations
from dnn.background.services import get_page_worker, get_run_manager
from dnn.background.wire import ReplayCurve, ReplayDocument, ReplayFrame
from dnn.datasets.contents import CONTENTS
from dnn.errors import ConfigurationError, DnnError
from dnn.network import parameter_count
from dnn.text.messages import Text
from pages.locale.languages import LANGUAGES, translations
from pages.server.comparison.comparison_text import read_run
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.page_document import browser_language
from pages.server.runs import table_keys
from pages.shared.session.written_numbers import digits

MAX_FRAMES, MIN_FRAMES = 41, 5
FRAME_BYTES = 1_500_000
"""Bytes of all the networks of one run."""
TABLE_KEY = "key"
"""The parameter with the key to the table of a run, which the page gives its browser."""
BYTES_A_PARAMETER = 6
"""Bytes of one parameter as it is sent."""
MAX_AT_ONCE = 4
"""Requests that wait for the worker of the pages at the same time; others wait without a thread."""

waiting = asyncio.Semaphore(MAX_AT_ONCE)
replays = Replays(get_page_worker)
CONTENTS.on_discard(replays.forget)


async def get_replay(request: Request) -> Response:
    """Answer one request."""
    query = request.query_params
    language = query.get("language", "")
    catalogue = translations(language if language in LANGUAGES else browser_language(request.headers))
    try:
        async with waiting:
            document = await run_in_threadpool(_document, request.query_params)
    except DnnError as problem:
        return error_response(problem.message.render(catalogue), 422)
    return FastJSONResponse(document, headers=NO_STORE)


def _document(query: Mapping[str, str]) -> ReplayDocument:
    """The replay that a query asks for, after one more stretch."""
    recipe = read_run(query.get("run", "")).recipe
    table_keys.check(query.get(TABLE_KEY, ""), recipe.config.dataset)
    last = _whole("last", query.get("last", ""), MAX_ITERATIONS)
    key = replay_key(recipe, last, _whole("count", query.get("count", ""), MAX_FRAMES))
    since = _whole("since", query.get("since", "0"), MAX_FRAMES + 1)
    return replay_document(replays.advance(key), recipe, since)


def frame_count(parameters: int) -> int:
    """The networks of a run that are sent, of so many parameters each."""
    if parameters > MAX_SENT_PARAMETERS:
        return MAX_FRAMES  # sent are their figures alone
    return max(MIN_FRAMES, min(MAX_FRAMES, FRAME_BYTES // (BYTES_A_PARAMETER * parameters)))


def replay_key(recipe: Recipe, last: int, count: int) -> ReplayKey:
    """The replay of a recipe with about so many networks from 0 to the last iteration of a comparison, its own last one
    among them.

    Raises:
        LimitReached: the network is too large for this server.
    """
    check_size(recipe.config, get_run_manager().settings)
    count = min(max(2, count), frame_count(parameter_count(recipe.config)))
    common = (each for each in frame_iterations(max(last, recipe.until), count) if each < recipe.until)
    return ReplayKey(recipe, (*common, recipe.until))


def replay_document(found: Replay, recipe: Recipe, since: int = 0) -> ReplayDocument:
    """The part of a replay that a browser needs which has its first frames."""
    return {
        "iteration": found.iteration,
        "until": recipe.until,
        "is_done": found.is_done,
        "diverged": None if found.stop is None else found.stop.iteration,
        "frames": [_frame(frame) for frame in found.frames[since:]],
        "curve": _curve(found),
    }


def _frame(frame: Frame) -> ReplayFrame:
    measured = frame.evaluation
    return {
        "iteration": frame.iteration,
        "theta": base64_of(frame.theta) if frame.theta.size <= MAX_SENT_PARAMETERS else None,
        "train_cost": finite(measured.train_cost),
        "train_data_cost": finite(measured.train_data_cost),
        "test_cost": finite(measured.test_cost),
        "train_score": finite(measured.train_score),
        "test_score": finite(measured.test_score),
        "gradient_norms": [finite(norm) for norm in frame.gradient_norms],
    }


def _curve(found: Replay) -> ReplayCurve:
    iterations: Any
    iterations, costs = found.history.points() if found.history is not None else ((), ())
    evaluations = () if found.evaluations is None else found.evaluations.since(-1)
    return {
        "points": (list(map(int, iterations)), [finite(float(cost)) for cost in costs]),
        "iteration": [each.iteration for each in evaluations],
        "train_data_cost": [finite(each.train_data_cost) for each in evaluations],
        "test_cost": [finite(each.test_cost) for each in evaluations],
    }


def _whole(name: str, text: str, largest: int) -> int:
    found = digits(text, 10)
    if found is None or found > largest:
        raise ConfigurationError(name, Text("a whole number from {low} to {high}", low=0, high=largest), text, "1")
    return found
