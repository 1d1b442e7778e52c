"""The address bar: the query of a link is taken over into the session, and the session's state is written into it.

Each change of the query is an entry of the browser's history. One that completes the address of a page just opened is
none: pages/live/static/page/history.js joins the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Text
from pages.locale.languages import LANGUAGES
from pages.menu import PAGE_PARAMETERS, TRAIN, MenuEntry
from pages.shared.session import link as link_parameters
from pages.shared.session import session, values
from pages.shared.session.chart_options import SCALE, SMOOTHING, ChartOptions
from pages.shared.session.link_reading import read_link

LANGUAGE_PARAMETER = "lang"
SPEED_LIMIT_PARAMETER = "pace"
FULL_SPEED = "full"
ABSENT, PRESENT = "0", "1"
OTHER_PARAMETERS = frozenset(
    {
        LANGUAGE_PARAMETER,
        SPEED_LIMIT_PARAMETER,
        session.RUN,
        session.TEXT_SIZE,
        session.PRESENTING,
        SCALE.name,
        SMOOTHING.name,
    }
    | {"embed", "embed_options"}
    | set(PAGE_PARAMETERS)
)
"""Parameters of links besides those of configurations; those of embedding are Streamlit's."""
BEGUN = "begun"
RUN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""The form of the id of a run, which is part of the address at which the browser polls it."""


def opened_link() -> dict[str, str] | None:
    """The query of a link that the visitor has opened, or has gone back or forward to; None where this run of the
    script follows a change on the page, when the query is only what this session wrote there itself."""
    has_begun = values.has(BEGUN)
    values.put(BEGUN, True)
    context = get_script_run_ctx()
    went = context is not None and context.is_history_navigation
    return st.query_params.to_dict() if went or not has_begun else None


def take_appearance(link: Mapping[str, str]) -> None:
    """Take over the language, the size of the text, and whether the page is presented to a room."""
    requested = link.get(LANGUAGE_PARAMETER, session.language())
    if requested in LANGUAGES:
        session.set_language(requested)
    else:
        expected = Text("one of {choices}", choices=", ".join(LANGUAGES))
        session.add_problem(ConfigurationError(LANGUAGE_PARAMETER, expected, requested, session.language()))
    _take_text_size(link.get(session.TEXT_SIZE, "normal"))
    presented = link.get(session.PRESENTING, ABSENT)
    session.set_presenting(presented == PRESENT)
    if presented not in (PRESENT, ABSENT):
        expected = Text("one of {choices}", choices=f"{ABSENT}, {PRESENT}")
        session.add_problem(ConfigurationError(session.PRESENTING, expected, presented, PRESENT))


def take_experiment(link: Mapping[str, str], entry: MenuEntry) -> None:
    """Take over the configuration, the run and what the link says of a page.

    What other pages have in the link remains as it is, except where the link is the first of the session.
    """
    _take_run(link.get(session.RUN))
    others = {name: value for name, value in values.get(session.PARAMETERS, {}).items() if name not in entry.parameters}
    values.put(session.PARAMETERS, others | {name: link[name] for name in PAGE_PARAMETERS if name in link})
    if entry is TRAIN:
        _take_speed_limit(link.get(SPEED_LIMIT_PARAMETER))
        options, refused = ChartOptions.from_query(link)
        values.put(session.CHART_OPTIONS, options)
        _add_problems(refused)
    config, refused = read_link({name: st.query_params.get_all(name) for name in link}, OTHER_PARAMETERS)
    session.set_config(config)
    _add_problems(refused)


def _add_problems(refused: Iterable[DnnError]) -> None:
    for problem in refused:
        session.add_problem(problem)


def write_link(entry: MenuEntry) -> None:
    """Write the state of the session, as far as it belongs to a page, into the address bar."""
    current = query(entry)
    if st.query_params.to_dict() != current:
        st.query_params.from_dict(current)


def query(entry: MenuEntry) -> dict[str, str]:
    """The state of the session as the query of a page's address: configuration, language, run, and what is the page's
    own."""
    parameters = link_parameters.to_query(session.config()) | {LANGUAGE_PARAMETER: session.language()}
    if session.run_id() is not None:
        parameters[session.RUN] = str(session.run_id())
    if session.text_size() != "normal":
        parameters[session.TEXT_SIZE] = session.text_size()
    if entry is TRAIN:
        parameters |= session.chart_options().to_query() | _speed_limit_query()
        parameters |= {session.PRESENTING: PRESENT} if session.is_presenting() else {}
    of_all_pages: dict[str, str] = values.get(session.PARAMETERS, {})
    return parameters | {name: value for name, value in of_all_pages.items() if name in entry.parameters}


def _speed_limit_query() -> dict[str, str]:
    limit = session.speed_limit()
    if limit == session.DEFAULT_SPEED_LIMIT:
        return {}
    return {SPEED_LIMIT_PARAMETER: FULL_SPEED if limit is None else str(limit)}


def _take_run(run_id: str | None) -> None:
    """Show the run of a link, or none."""
    is_id = run_id is None or RUN_ID.fullmatch(run_id) is not None
    values.put(session.RUN, run_id if is_id else None)
    if not is_id:
        expected, hint = Text("the id of a run, of letters, digits, - and _"), Text("the link without it")
        session.add_problem(ConfigurationError(session.RUN, expected, run_id, hint))


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
