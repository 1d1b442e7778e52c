"""The visitor's session: the only place that names `st.session_state` and the query parameters.

The configuration lives in the session as one frozen RunConfig. Controls are seeded from it and read back into it, the
link is written from it, and a link that comes in from outside (opened, edited, back and forward in the browser)
replaces it. The run's id travels in the link too, so a reload finds the same run still training.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlparse

import streamlit as st

from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Text
from pages.menu import PAGE_PARAMETERS
from pages.server.visitor import COOKIE, KEY, new_key
from pages.shared.frame.languages import LANGUAGES, preferred_language
from pages.shared.session import link
from pages.shared.session.chart_options import ChartOptions

MAIN_VIEW = "main"
"""The key of the run of the link."""
CONFIG = "config"
LANGUAGE = "language"
PATH = "path"
LANGUAGE_PARAMETER = "lang"
RUN = "run"
VISITOR = "visitor"
WRITTEN = "written_query"
PROBLEMS = "problems"
ROUTES_MISSING = "routes_missing"
COMMANDS_SENT = "commands_sent"
EDITS_DONE = "edits_done"
PARAMETERS = "parameters"
CHART_OPTIONS = "chart_options"
TEXT_SIZE = "text"
TEXT_SIZES: dict[str, int | None] = {"normal": None, "large": 18, "projector": 22}
"""How large the letters of the app are, in pixels; None: as the theme has it."""
SPEED_LIMIT = "speed_limit"
SPEED_LIMIT_PARAMETER = "pace"
SPEED_LIMITS: tuple[int | None, ...] = (10, 100, 1_000, 10_000, None)
"""Iterations a second at most that a visitor may choose between; None: as many as the machine can."""
DEFAULT_SPEED_LIMIT = 1_000
FULL_SPEED = "full"
CONTROL_PREFIX = "control_"
RENEWED = "~"
"""Stands between a control's name and how often it was renewed."""
RENEWALS = "renewals"
SUPERSEDED = "superseded"
"""Controls that are to show the configuration when they are drawn next, and what they held when that was said."""
KEPT_PREFIX = "kept_"
MAX_WRITTEN = 20
STALE_SECONDS = 3.0


@dataclass(frozen=True)
class Written:
    """A query that this session wrote into the address bar, and when."""

    query: dict[str, str]
    at: float


def begin() -> None:
    """Take over what the address bar says when it is not what this session wrote there itself."""
    query = st.query_params.to_dict()
    if _has_turned_the_page() and not query or _is_our_own(query):
        return
    wanted = query.get(LANGUAGE_PARAMETER)
    if wanted in LANGUAGES:
        st.session_state[LANGUAGE] = wanted
    st.session_state[RUN] = query.get(RUN)
    _take_speed_limit(query.get(SPEED_LIMIT_PARAMETER))
    _take_text_size(query.get(TEXT_SIZE, "normal"))
    st.session_state[PARAMETERS] = {name: query[name] for name in PAGE_PARAMETERS if name in query}
    try:
        st.session_state[CHART_OPTIONS] = ChartOptions.from_query(query)
    except DnnError as error:
        add_problem(error)
    try:
        set_config(link.from_query(query))
    except DnnError as error:
        add_problem(error)
        set_config(link.default_config())


def _has_turned_the_page() -> bool:
    """Whether this is the first run on another page than before: the browser drops the query when it goes there."""
    path = urlparse(st.context.url or "").path
    before, st.session_state[PATH] = st.session_state.get(PATH, path), path
    return bool(before != path)


def write_link() -> None:
    """Let the address bar say what the session holds."""
    wanted = query()
    written: list[Written] = st.session_state.get(WRITTEN, [])
    if not written or written[-1].query != wanted:
        st.session_state[WRITTEN] = [*written[-MAX_WRITTEN:], Written(wanted, time.monotonic())]
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def query() -> dict[str, str]:
    """What the session holds, as query parameters: configuration, options of the chart, language, run, speed limit."""
    parameters = link.to_query(config()) | chart_options().to_query() | {LANGUAGE_PARAMETER: language()}
    if run_id() is not None:
        parameters[RUN] = str(run_id())
    if speed_limit() != DEFAULT_SPEED_LIMIT:
        parameters[SPEED_LIMIT_PARAMETER] = FULL_SPEED if speed_limit() is None else str(speed_limit())
    if text_size() != "normal":
        parameters[TEXT_SIZE] = text_size()
    return parameters | st.session_state.get(PARAMETERS, {})


def _is_our_own(query: dict[str, str]) -> bool:
    """Whether this session wrote `query`: last of all, or so shortly before that the browser, whose next message was
    already under way, could not know better. Anything else is a link that was opened, edited, or gone back to."""
    written: list[Written] = st.session_state.get(WRITTEN, [])
    if not written:
        return False
    is_news_fresh = time.monotonic() - written[-1].at < STALE_SECONDS
    return query == written[-1].query or (is_news_fresh and any(query == each.query for each in written))


def add_problem(problem: DnnError) -> None:
    """Keep an error to be said on the page that is drawn next."""
    st.session_state[PROBLEMS] = [*st.session_state.get(PROBLEMS, []), problem]


def take_problems() -> list[DnnError]:
    """The errors that have not been said yet."""
    problems: list[DnnError] = st.session_state.get(PROBLEMS, [])
    st.session_state[PROBLEMS] = []
    return problems


def language() -> str:
    """The code of the visitor's language: chosen, or else the browser's."""
    if LANGUAGE not in st.session_state:
        st.session_state[LANGUAGE] = preferred_language(st.context.locale)
    return str(st.session_state[LANGUAGE])


def theme_mode() -> str:
    """ "light" or "dark", as the visitor's browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def config(view: str = MAIN_VIEW) -> RunConfig:
    """The configuration of a view."""
    if _of(CONFIG, view) not in st.session_state:
        set_config(link.default_config(), view)
    found: RunConfig = st.session_state[_of(CONFIG, view)]
    return found


def set_config(config: RunConfig, view: str = MAIN_VIEW) -> None:
    """Replace the configuration of a view and show it in the controls."""
    keep_config(config, view)
    if view == MAIN_VIEW:
        forget_controls()


def keep_config(config: RunConfig, view: str = MAIN_VIEW) -> None:
    """Replace the configuration of a view by one that the controls already show."""
    st.session_state[_of(CONFIG, view)] = config


def _of(name: str, view: str) -> str:
    """The session's key of a value that each view has."""
    return name if view == MAIN_VIEW else f"{name}@{view}"


def forget_controls() -> None:
    """Let the controls show the configuration when they are drawn next. What they hold stays until then, since a script
    that is interrupted before it draws them would find nothing; a visitor's own change in between is kept."""
    names = {_name_of(str(key)) for key in st.session_state if str(key).startswith(CONTROL_PREFIX)}
    st.session_state[SUPERSEDED] = {name: st.session_state.get(_key(name)) for name in names}


def control(name: str, value: Any) -> str:
    """The session's key of a control, holding `value` when the control has none yet or was told to forget its own.

    A control that is given another value gets another key: the browser may still tell what the old one held, and that
    would pass for a change by the visitor.
    """
    superseded: dict[str, Any] = st.session_state.setdefault(SUPERSEDED, {})
    if name in superseded:
        held = st.session_state.get(_key(name))
        if held == superseded.pop(name) and held != value and _key(name) in st.session_state:
            renewals: dict[str, int] = st.session_state.setdefault(RENEWALS, {})
            renewals[name] = renewals.get(name, 0) + 1
    key = _key(name)
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def control_value(name: str) -> Any:
    """What the control of this name holds at the moment; None where there is no such control."""
    return st.session_state.get(_key(name))


def set_control(name: str, value: Any) -> None:
    """Let the control of this name show `value` when it is drawn next."""
    st.session_state[_key(name)] = value


def forget(*names: str) -> None:
    """Drop the values of controls; they are seeded anew when they are drawn next."""
    for name in names:
        st.session_state.pop(_key(name), None)


def _key(name: str) -> str:
    times = st.session_state.get(RENEWALS, {}).get(name, 0)
    return f"{CONTROL_PREFIX}{name}" + (f"{RENEWED}{times}" if times else "")


def _name_of(key: str) -> str:
    return key.removeprefix(CONTROL_PREFIX).split(RENEWED)[0]


def chart_options(view: str = MAIN_VIEW) -> ChartOptions:
    """Scale and smoothing of a view's cost chart."""
    return st.session_state.get(_of(CHART_OPTIONS, view), ChartOptions())


def take_chart_options(component: str, view: str = MAIN_VIEW) -> None:
    """Replace them by what the component of this key has set."""
    try:
        st.session_state[_of(CHART_OPTIONS, view)] = ChartOptions.from_browser(
            component_value(component, "chart_options")
        )
    except DnnError as error:
        add_problem(error)


def component_value(component: str, name: str) -> Any:
    """The value of this name that the component of this key has set."""
    return getattr(st.session_state[component], name)


def parameter(name: str) -> str | None:
    """What the link says for one of PAGE_PARAMETERS."""
    return st.session_state.get(PARAMETERS, {}).get(name)


def set_parameter(name: str, value: str | None) -> None:
    """Keep a value of one of PAGE_PARAMETERS in the link; None takes it out."""
    others = {key: other for key, other in st.session_state.get(PARAMETERS, {}).items() if key != name}
    st.session_state[PARAMETERS] = others | ({} if value is None else {name: value})


def kept(name: str, default: Any) -> Any:
    """What a page keeps in the session under this name."""
    return st.session_state.get(KEPT_PREFIX + name, default)


def keep(name: str, value: Any) -> None:
    """Keep a value of a page in the session."""
    st.session_state[KEPT_PREFIX + name] = value


def text_size() -> str:
    """One of TEXT_SIZES."""
    return str(st.session_state.get(TEXT_SIZE, "normal"))


def _take_text_size(wanted: str) -> None:
    if wanted in TEXT_SIZES:
        st.session_state[TEXT_SIZE] = wanted
    else:
        expected = Text("one of {choices}", choices=", ".join(TEXT_SIZES))
        add_problem(ConfigurationError(TEXT_SIZE, expected, wanted, "large"))


def text_size_control() -> str:
    """The key of the menu of text sizes."""
    return control(TEXT_SIZE, text_size())


def take_text_size() -> None:
    """Write in the size that the menu shows."""
    st.session_state[TEXT_SIZE] = control_value(TEXT_SIZE) or text_size()


def speed_limit(view: str = MAIN_VIEW) -> int | None:
    """Iterations a second at most; None: as many as the machine can."""
    return st.session_state.get(_of(SPEED_LIMIT, view), DEFAULT_SPEED_LIMIT)


def set_speed_limit(limit: int | None, view: str = MAIN_VIEW) -> None:
    """Let the runs of a view go no faster."""
    st.session_state[_of(SPEED_LIMIT, view)] = limit


def _take_speed_limit(written: str | None) -> None:
    """Take over the speed limit of a link; one that is not on offer is an error."""
    known = {FULL_SPEED if limit is None else str(limit): limit for limit in SPEED_LIMITS}
    if written is None:
        set_speed_limit(DEFAULT_SPEED_LIMIT)
    elif written in known:
        set_speed_limit(known[written])
    else:
        expected = Text("one of {choices}", choices=", ".join(known))
        add_problem(ConfigurationError(SPEED_LIMIT_PARAMETER, expected, written, str(DEFAULT_SPEED_LIMIT)))


def run_id(view: str = MAIN_VIEW) -> str | None:
    """The id of the run of a view."""
    return st.session_state.get(_of(RUN, view))


def set_run(run_id: str | None, view: str = MAIN_VIEW) -> None:
    """Show a run in a view, or none."""
    st.session_state[_of(RUN, view)] = run_id


def visitor() -> str:
    """The key by which this visitor owns runs: the browser's cookie, or one for this session where cookies are not
    had."""
    cookie = st.context.cookies.get(COOKIE)
    if isinstance(cookie, str) and KEY.fullmatch(cookie):
        return cookie
    if VISITOR not in st.session_state:
        st.session_state[VISITOR] = new_key()
    return str(st.session_state[VISITOR])


def commands_sent(view: str = MAIN_VIEW) -> int:
    """Number of commands that were sent to the runs of a view."""
    return int(st.session_state.get(_of(COMMANDS_SENT, view), 0))


def count_command(view: str = MAIN_VIEW) -> None:
    """Note that a command was sent."""
    st.session_state[_of(COMMANDS_SENT, view)] = commands_sent(view) + 1


def edits_done(view: str = MAIN_VIEW) -> int:
    """Number of the last edit of a view's component that was applied."""
    return int(st.session_state.get(_of(EDITS_DONE, view), 0))


def set_edits_done(number: int, view: str = MAIN_VIEW) -> None:
    """Note that edits up to this number were applied."""
    st.session_state[_of(EDITS_DONE, view)] = number


def routes_missing() -> bool:
    """Whether the browser found that this host does not serve the app's routes."""
    return bool(st.session_state.get(ROUTES_MISSING))


def set_routes_missing() -> None:
    """Remember that the routes are not served here."""
    st.session_state[ROUTES_MISSING] = True


def language_control() -> str:
    """The key of the language switch."""
    return control(LANGUAGE, language())


def take_language() -> None:
    """Speak the language that the switch shows."""
    st.session_state[LANGUAGE] = control_value(LANGUAGE) or language()
