"""The address bar: its query is taken over into the session, and the state of the session is written into it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlparse

import streamlit as st

from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Text
from pages.menu import PAGE_PARAMETERS
from pages.shared.frame.languages import LANGUAGES
from pages.shared.session import link, session, values
from pages.shared.session.chart_options import ChartOptions

PATH = "path"
LANGUAGE_PARAMETER = "lang"
WRITTEN = "written_query"
SPEED_LIMIT_PARAMETER = "pace"
FULL_SPEED = "full"
MAX_WRITTEN = 20
STALE_SECONDS = 3.0


@dataclass(frozen=True)
class Written:
    """A query that this session wrote into the address bar, and when."""

    query: dict[str, str]
    at: float


def begin() -> None:
    """Take over the query of the address bar, unless this session wrote it there itself."""
    query = st.query_params.to_dict()
    if _has_turned_the_page() and not query or _is_our_own(query):
        return
    requested = query.get(LANGUAGE_PARAMETER)
    if requested in LANGUAGES:
        values.put(session.LANGUAGE, requested)
    values.put(session.RUN, query.get(session.RUN))
    _take_speed_limit(query.get(SPEED_LIMIT_PARAMETER))
    _take_text_size(query.get(session.TEXT_SIZE, "normal"))
    values.put(session.PARAMETERS, {name: query[name] for name in PAGE_PARAMETERS if name in query})
    try:
        values.put(session.CHART_OPTIONS, ChartOptions.from_query(query))
    except DnnError as error:
        session.add_problem(error)
    try:
        session.set_config(link.from_query(query))
    except DnnError as error:
        session.add_problem(error)
        session.set_config(link.default_config())


def _has_turned_the_page() -> bool:
    """Return whether this script run is the first one on another page, for which the browser has dropped the query."""
    path = urlparse(st.context.url or "").path
    before = values.get(PATH, path)
    values.put(PATH, path)
    return bool(before != path)


def write_link() -> None:
    """Write the state of the session into the address bar."""
    current = query()
    written: list[Written] = values.get(WRITTEN, [])
    if not written or written[-1].query != current:
        values.put(WRITTEN, [*written[-MAX_WRITTEN:], Written(current, time.monotonic())])
    if st.query_params.to_dict() != current:
        st.query_params.from_dict(current)


def query() -> dict[str, str]:
    """The state of the session as query parameters: configuration, chart options, language, run, speed limit."""
    parameters = (
        link.to_query(session.config()) | session.chart_options().to_query() | {LANGUAGE_PARAMETER: session.language()}
    )
    if session.run_id() is not None:
        parameters[session.RUN] = str(session.run_id())
    if session.speed_limit() != session.DEFAULT_SPEED_LIMIT:
        parameters[SPEED_LIMIT_PARAMETER] = FULL_SPEED if session.speed_limit() is None else str(session.speed_limit())
    if session.text_size() != "normal":
        parameters[session.TEXT_SIZE] = session.text_size()
    page_parameters: dict[str, str] = values.get(session.PARAMETERS, {})
    return parameters | page_parameters


def _is_our_own(query: dict[str, str]) -> bool:
    """Return whether this session wrote `query`: last of all, or so shortly before that the browser's next message was
    already under way. Any other query is a link that was opened, edited, or gone back to."""
    written: list[Written] = values.get(WRITTEN, [])
    if not written:
        return False
    is_news_fresh = time.monotonic() - written[-1].at < STALE_SECONDS
    return query == written[-1].query or (is_news_fresh and any(query == each.query for each in written))


def _take_text_size(requested: str) -> None:
    if requested in session.TEXT_SIZES:
        values.put(session.TEXT_SIZE, requested)
    else:
        expected = Text("one of {choices}", choices=", ".join(session.TEXT_SIZES))
        session.add_problem(ConfigurationError(session.TEXT_SIZE, expected, requested, "large"))


def _take_speed_limit(written: str | None) -> None:
    """Take over the speed limit of a link; one that is not on offer is an error."""
    known = {FULL_SPEED if limit is None else str(limit): limit for limit in session.SPEED_LIMITS}
    if written is None:
        session.set_speed_limit(session.DEFAULT_SPEED_LIMIT)
    elif written in known:
        session.set_speed_limit(known[written])
    else:
        expected = Text("one of {choices}", choices=", ".join(known))
        session.add_problem(
            ConfigurationError(SPEED_LIMIT_PARAMETER, expected, written, str(session.DEFAULT_SPEED_LIMIT))
        )
