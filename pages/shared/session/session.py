"""The visitor's session: the only place that names `st.session_state` and the query parameters.

The configuration lives in the session as one frozen RunConfig. Controls are seeded from it and read back into it, the
link is written from it, and a link that comes in from outside (opened, edited, back and forward in the browser)
replaces it. The run's id travels in the link too, so a reload finds the same run still training.
"""

from __future__ import annotations

import dataclasses
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
PACE = "pace"
PACES: tuple[int | None, ...] = (10, 100, 1_000, 10_000, None)
"""Iterations a second that a visitor may choose between; None: as many as the machine can."""
DEFAULT_PACE = 1_000
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
    _take_pace(query.get(PACE))
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
    return before != path


def write_link() -> None:
    """Let the address bar say what the session holds."""
    wanted = query()
    written: list[Written] = st.session_state.get(WRITTEN, [])
    if not written or written[-1].query != wanted:
        st.session_state[WRITTEN] = [*written[-MAX_WRITTEN:], Written(wanted, time.monotonic())]
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def query() -> dict[str, str]:
    """What the session holds, as query parameters: configuration, options of the chart, language, run, pace."""
    parameters = link.to_query(config()) | chart_options().to_query() | {LANGUAGE_PARAMETER: language()}
    if run_id() is not None:
        parameters[RUN] = str(run_id())
    if pace() != DEFAULT_PACE:
        parameters[PACE] = FULL_SPEED if pace() is None else str(pace())
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


def config() -> RunConfig:
    """The configuration on the page."""
    if CONFIG not in st.session_state:
        set_config(link.default_config())
    return st.session_state[CONFIG]  # type: ignore[no-any-return]


def set_config(config: RunConfig) -> None:
    """Replace the configuration and show it in the controls."""
    st.session_state[CONFIG] = config
    forget_controls()


def set_seed(seed: int) -> None:
    """Replace the seed of the weights alone."""
    set_config(dataclasses.replace(config(), seed=seed))


def keep_config(config: RunConfig) -> None:
    """Take over a configuration that the controls already show."""
    st.session_state[CONFIG] = config


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


def chart_options() -> ChartOptions:
    """How the visitor looks at the cost chart."""
    return st.session_state.get(CHART_OPTIONS, ChartOptions())


def take_chart_options(component: str) -> None:
    """Take over what the component of this key tells of the chart's options."""
    try:
        st.session_state[CHART_OPTIONS] = ChartOptions.from_browser(component_value(component, "chart_options"))
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


def pace() -> int | None:
    """Iterations a second at most; None: as many as the machine can."""
    return st.session_state.get(PACE, DEFAULT_PACE)


def set_pace(pace: int | None) -> None:
    """Let runs go at this pace."""
    st.session_state[PACE] = pace


def _take_pace(written: str | None) -> None:
    """The pace of a link; one that is not on offer is an error."""
    known = {FULL_SPEED if pace is None else str(pace): pace for pace in PACES}
    if written is None:
        set_pace(DEFAULT_PACE)
    elif written in known:
        set_pace(known[written])
    else:
        expected = Text("one of {choices}", choices=", ".join(known))
        add_problem(ConfigurationError(PACE, expected, written, str(DEFAULT_PACE)))


def run_id() -> str | None:
    """The id of the run on the page."""
    return st.session_state.get(RUN)


def set_run(run_id: str | None) -> None:
    """Put a run on the page, or none."""
    st.session_state[RUN] = run_id


def visitor() -> str:
    """The key by which this visitor owns runs: the browser's cookie, or one for this session where cookies are not
    had."""
    cookie = st.context.cookies.get(COOKIE)
    if isinstance(cookie, str) and KEY.fullmatch(cookie):
        return cookie
    if VISITOR not in st.session_state:
        st.session_state[VISITOR] = new_key()
    return str(st.session_state[VISITOR])


def commands_sent() -> int:
    """How many commands this session has sent; the live view looks at the run at once when it grows."""
    return int(st.session_state.get(COMMANDS_SENT, 0))


def edits_done() -> int:
    """The number of the last edit of the live view that was taken up."""
    return int(st.session_state.get(EDITS_DONE, 0))


def set_edits_done(number: int) -> None:
    """Remember that edits up to this number were taken up."""
    st.session_state[EDITS_DONE] = number


def count_command() -> None:
    """Note that a command was sent."""
    st.session_state[COMMANDS_SENT] = commands_sent() + 1


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
