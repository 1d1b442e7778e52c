"""The address bar: the query of a link is taken over into the session, and the session's state is written into it.

Each change of the query is an entry of the browser's history. One that completes the address of a page just opened is
none: pages/live/static/page/history.js joins the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dnn.configuration import DatasetConfig
from dnn.datasets.contents.letters import TABLE
from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Enumeration, Text
from pages.locale.languages import LANGUAGES
from pages.menu import COMPARE, PAGE_PARAMETERS, TRAIN, MenuEntry
from pages.shared.session import link as link_parameters
from pages.shared.session import link_tables, session, table_access, values
from pages.shared.session.chart_options import AXIS, SCALE, SMOOTHING, ChartOptions
from pages.shared.session.link_reading import read_link

LANGUAGE_PARAMETER = "lang"
SPEED_LIMIT_PARAMETER = "pace"
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
        AXIS.name,
        TABLE,
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
    language = session.language()
    session.set_language(_chosen(link, LANGUAGE_PARAMETER, LANGUAGES, language, language) or language)
    size = _chosen(link, session.TEXT_SIZE, session.TEXT_SIZES, "normal", "large")
    if size is not None:
        values.put(session.TEXT_SIZE, size)
    session.set_presenting(_chosen(link, session.PRESENTING, (ABSENT, PRESENT), ABSENT, PRESENT) == PRESENT)


def take_experiment(link: Mapping[str, str], entry: MenuEntry) -> None:
    """Take over the configuration, the run and what the link says of a page.

    What other pages have in the link remains as it is, except where the link is the first of the session.
    """
    _take_run(link.get(session.RUN))
    others = {name: value for name, value in values.get(session.PARAMETERS, {}).items() if name not in entry.parameters}
    values.put(session.PARAMETERS, others | {name: link[name] for name in PAGE_PARAMETERS if name in link})
    if entry is TRAIN:
        speed = _chosen(link, SPEED_LIMIT_PARAMETER, session.SPEED_NAMES, str(session.DEFAULT_SPEED_LIMIT))
        if speed is not None:
            session.set_speed_limit(session.SPEED_NAMES[speed])
        options, refused = ChartOptions.from_query(link)
        values.put(session.CHART_OPTIONS, options)
        _add_problems(refused)
    _add_problems(link_tables.take(link.get(TABLE)))
    query = {name: st.query_params.get_all(name) for name in link}
    config, wrong = read_link(query, OTHER_PARAMETERS, _check_table)
    session.set_config(config)
    _add_problems(wrong)


def _check_table(dataset: DatasetConfig) -> None:
    """Refuse a table that this visitor may neither use nor watch; it is remembered, in case she turns out to be
    somebody else."""
    try:
        table_access.check_shown(dataset)
    except DnnError:
        table_access.note_wanted(dataset)
        raise


def _add_problems(refused: Iterable[DnnError]) -> None:
    for problem in refused:
        session.add_problem(problem)


def write_link() -> None:
    """Write the state of the session, as far as it belongs to the page that is drawn, into the address bar."""
    current = query(session.page_entry())
    if st.query_params.to_dict() != current:
        st.query_params.from_dict(current)


def query(entry: MenuEntry) -> dict[str, str]:
    """The state of the session as the query of a page's address: configuration, language, run, and what is the page's
    own."""
    config = session.config()
    parameters = link_parameters.to_query(config) | {LANGUAGE_PARAMETER: session.language()}
    parameters |= _tables_query(config.dataset, entry)
    if session.run_id() is not None:
        parameters[session.RUN] = str(session.run_id())
    if session.text_size() != "normal":
        parameters[session.TEXT_SIZE] = session.text_size()
    if entry is TRAIN:
        parameters |= session.chart_options().to_query() | _speed_limit_query()
        parameters |= {session.PRESENTING: PRESENT} if session.is_presenting() else {}
    of_all_pages: dict[str, str] = values.get(session.PARAMETERS, {})
    return parameters | {name: value for name, value in of_all_pages.items() if name in entry.parameters}


def _tables_query(dataset: DatasetConfig, entry: MenuEntry) -> dict[str, str]:
    """The small tables of the configuration and of the runs that the page compares."""
    compared = session.compared_datasets() if entry is COMPARE else ()
    return link_tables.written(each for each in (dataset, *compared) if table_access.may_use(each))


def _speed_limit_query() -> dict[str, str]:
    limit = session.speed_limit()
    if limit == session.DEFAULT_SPEED_LIMIT:
        return {}
    return {SPEED_LIMIT_PARAMETER: session.speed_name(limit)}


def _take_run(run_id: str | None) -> None:
    """Show the run of a link, or none."""
    is_id = run_id is None or RUN_ID.fullmatch(run_id) is not None
    values.put(session.RUN, run_id if is_id else None)
    session.set_previous_run(None)
    session.set_drawn_config(None)
    if not is_id:
        expected, hint = Text("the id of a run, of letters, digits, - and _"), Text("the link without it")
        session.add_problem(ConfigurationError(session.RUN, expected, run_id, hint))


def _chosen(
    link: Mapping[str, str], name: str, choices: Iterable[str], default: str, hint: str | None = None
) -> str | None:
    """The value of a parameter that takes one of a few: `default` where the link has none, None after a sentence on one
    that is not among them. The sentence suggests `hint`, or else the default."""
    written, known = link.get(name, default), list(choices)
    if written in known:
        return written
    expected = Text("one of {choices}", choices=Enumeration(known))
    session.add_problem(ConfigurationError(name, expected, written, hint or default))
    return None
