"""A visitor's session: language, configuration and run of each view, errors to be shown, values of pages.

The configuration is one frozen RunConfig. Controls are seeded from it and read back into it (control_keys.py), the link
is written from it and read into it (address.py).
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from dnn.configuration import DatasetConfig, RunConfig
from dnn.errors import DnnError
from pages.locale.languages import preferred_language
from pages.menu import MENU, TRAIN, MenuEntry
from pages.server.visitor import COOKIE, is_key, new_key
from pages.shared.session import control_keys, link, values
from pages.shared.session.chart_options import ChartOptions
from pages.shared.session.undo_history import PageHistory

MAIN_VIEW = "main"
"""The key of the run of the link."""
CONFIG = "config"
LANGUAGE = "language"
RUN = "run"
KNOWN_RUN = "known_run"
OFFERED_RUN = "offered_run"
PREVIOUS_RUN = "previous_run"
DRAWN_CONFIG = "drawn_config"
HISTORY = "undo_history"
VISITOR = "visitor"
PROBLEMS = "problems"
ROUTES_MISSING = "routes_missing"
COMMANDS_SENT = "commands_sent"
EDITS_DONE = "edits_done"
COMPARED_DATASETS = "compared_datasets"
PAGE = "page"
NEXT_PAGE = "next_page"
PARAMETERS = "parameters"
CHART_OPTIONS = "chart_options"
TEXT_SIZE = "text"
TEXT_SIZES: dict[str, int | None] = {"normal": None, "large": 18, "projector": 22}
"""Font sizes of the app in pixels, by name; None: that of the theme."""
USUAL_TEXT_SIZE = 15
"""Font size of the theme in pixels, as .streamlit/config.toml has it."""
PRESENTATION_TEXT_SIZE = 27.5
"""That of a presentation in a window of 1,920 pixels, with which it grows: the labels of Streamlit's widgets, 7/8 of
it, are 24 pixels then."""
PRESENTING = "present"
SPEED_LIMIT = "speed_limit"
SPEED_LIMITS: tuple[int | None, ...] = (10, 100, 1_000, 10_000, None)
"""The maxima of iterations per second that a visitor may choose from; None: no limit."""
DEFAULT_SPEED_LIMIT = 1_000
SPEED_NAMES = {"full" if limit is None else str(limit): limit for limit in SPEED_LIMITS}
"""The speed limits on offer by what links call them."""
PAGE_VALUE_PREFIX = "page_value_"


def add_problem(problem: DnnError) -> None:
    """Add an error, to be shown on the page that is drawn next."""
    values.put(PROBLEMS, [*values.get(PROBLEMS, []), problem])


def take_problems() -> list[DnnError]:
    """The errors that have not been shown yet."""
    problems: list[DnnError] = values.get(PROBLEMS, [])
    values.put(PROBLEMS, [])
    return problems


def language() -> str:
    """The code of the visitor's language: chosen, or else the browser's."""
    if not values.has(LANGUAGE):
        values.put(LANGUAGE, preferred_language(st.context.locale))
    return str(values.get(LANGUAGE))


def theme_mode() -> str:
    """ "light" or "dark", as the visitor's browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def config(view: str = MAIN_VIEW) -> RunConfig:
    """The configuration of a view."""
    if not values.has(_of(CONFIG, view)):
        set_config(link.default_config(), view)
    found: RunConfig = values.get(_of(CONFIG, view))
    return found


def set_config(config: RunConfig, view: str = MAIN_VIEW) -> None:
    """Replace the configuration of a view and show it in the controls."""
    store_config(config, view)
    if view == MAIN_VIEW:
        control_keys.forget_all()


def store_config(config: RunConfig, view: str = MAIN_VIEW) -> None:
    """Replace the configuration of a view by one that the controls already show."""
    values.put(_of(CONFIG, view), config)


def _of(name: str, view: str) -> str:
    """The session's key of a value that each view has."""
    return name if view == MAIN_VIEW else f"{name}@{view}"


def chart_options(view: str = MAIN_VIEW) -> ChartOptions:
    """Scale and smoothing of a view's cost chart."""
    options: ChartOptions = values.get(_of(CHART_OPTIONS, view), ChartOptions())
    return options


def take_chart_options(component: str, view: str = MAIN_VIEW) -> None:
    """Replace them by what the component of this key has set."""
    try:
        sent = values.component_value(component, "chart_options")
        values.put(_of(CHART_OPTIONS, view), ChartOptions.from_browser(sent))
    except DnnError as error:
        add_problem(error)


def page_entry() -> MenuEntry:
    """The page that was drawn last."""
    return MENU[values.get(PAGE, TRAIN.name)]


def set_page_entry(entry: MenuEntry) -> None:
    """Note which page is drawn."""
    values.put(PAGE, entry.name)


def next_page() -> MenuEntry | None:
    """The page that a press asked for and that is not drawn yet."""
    name = values.get(NEXT_PAGE)
    return None if name is None else MENU[name]


def set_next_page(entry: MenuEntry | None) -> None:
    """Turn to a page when the script runs next; with None, the page is there."""
    values.put(NEXT_PAGE, None if entry is None else entry.name)


def parameter(name: str) -> str | None:
    """The value that the link has for one of PAGE_PARAMETERS; None if it has none."""
    return values.get(PARAMETERS, {}).get(name)


def set_parameter(name: str, value: str | None) -> None:
    """Set one of PAGE_PARAMETERS in the link; None removes it."""
    others = {key: other for key, other in values.get(PARAMETERS, {}).items() if key != name}
    values.put(PARAMETERS, others | ({} if value is None else {name: value}))


def page_value(name: str, default: Any) -> Any:
    """The value that a page has stored in the session under this name, or `default`."""
    return values.get(PAGE_VALUE_PREFIX + name, default)


def set_page_value(name: str, value: Any) -> None:
    """Store a value of a page in the session."""
    values.put(PAGE_VALUE_PREFIX + name, value)


def text_size() -> str:
    """One of TEXT_SIZES."""
    return str(values.get(TEXT_SIZE, "normal"))


def is_presenting() -> bool:
    """True while the page that trains is shown to a room: large, and without what nobody there can use."""
    return bool(values.get(PRESENTING)) and page_entry() is TRAIN


def set_presenting(is_presenting: bool) -> None:
    """Begin or end a presentation."""
    values.put(PRESENTING, is_presenting)


def font_size() -> str | None:
    """The font size of the page, in CSS; None: that of the theme."""
    if is_presenting():
        return f"clamp(18px, {100 * PRESENTATION_TEXT_SIZE / 1920:.4f}vw, 55px)"
    pixels = TEXT_SIZES[text_size()]
    return None if pixels is None else f"{pixels}px"


def scaled(pixels: int) -> int:
    """The width of a widget in pixels, which grows with the letters in it; `pixels` at the usual size."""
    size = PRESENTATION_TEXT_SIZE if is_presenting() else TEXT_SIZES[text_size()] or USUAL_TEXT_SIZE
    return round(pixels * size / USUAL_TEXT_SIZE)


def text_size_control() -> str:
    """The key of the menu of text sizes."""
    return control_keys.control(TEXT_SIZE, text_size())


def take_text_size() -> None:
    """Set the text size to the one that the menu shows."""
    values.put(TEXT_SIZE, control_keys.control_value(TEXT_SIZE) or text_size())


def speed_limit(view: str = MAIN_VIEW) -> int | None:
    """Maximum number of iterations per second of the runs of a view; None: no limit."""
    return values.get(_of(SPEED_LIMIT, view), DEFAULT_SPEED_LIMIT)


def set_speed_limit(limit: int | None, view: str = MAIN_VIEW) -> None:
    """Let the runs of a view go no faster."""
    values.put(_of(SPEED_LIMIT, view), limit)


def speed_name(limit: int | None) -> str:
    """The name of a speed limit in links."""
    return next(name for name, each in SPEED_NAMES.items() if each == limit)


def run_id(view: str = MAIN_VIEW) -> str | None:
    """The id of the run of a view."""
    return values.get(_of(RUN, view))


def set_run(run_id: str | None, view: str = MAIN_VIEW) -> None:
    """Show a run in a view, or none."""
    values.put(_of(RUN, view), run_id)


def offered_run(view: str = MAIN_VIEW) -> tuple[str, RunConfig] | None:
    """The run that a view offers, which its visitor's first command begins: its id and its configuration."""
    found: tuple[str, RunConfig] | None = values.get(_of(OFFERED_RUN, view))
    return found


def set_offered_run(offered: tuple[str, RunConfig] | None, view: str = MAIN_VIEW) -> None:
    """Note the run that a view offers, or none."""
    values.put(_of(OFFERED_RUN, view), offered)


def known_config(view: str = MAIN_VIEW) -> RunConfig | None:
    """The configuration that the run of a view had when the page was drawn last; None where it was not drawn yet."""
    known_id, config = values.get(_of(KNOWN_RUN, view), (None, None))
    return config if known_id is not None and known_id == run_id(view) else None


def set_known_config(config: RunConfig, view: str = MAIN_VIEW) -> None:
    """Note the configuration that the run of a view has."""
    values.put(_of(KNOWN_RUN, view), (run_id(view), config))


def previous_run(view: str = MAIN_VIEW) -> str | None:
    """The id of the run that the next one of a view takes the place of, to be compared with it."""
    return values.get(_of(PREVIOUS_RUN, view))


def set_previous_run(run_id: str | None, view: str = MAIN_VIEW) -> None:
    """Note the run that the next one of a view takes the place of."""
    values.put(_of(PREVIOUS_RUN, view), run_id)


def drawn_config(view: str = MAIN_VIEW) -> RunConfig | None:
    """The configuration that a view was drawn with last; None where it was not, or a link has come since."""
    found: RunConfig | None = values.get(_of(DRAWN_CONFIG, view))
    return found


def set_drawn_config(config: RunConfig | None, view: str = MAIN_VIEW) -> None:
    """Note the configuration that a view is drawn with."""
    values.put(_of(DRAWN_CONFIG, view), config)


def history(view: str = MAIN_VIEW) -> PageHistory:
    """Actions on a view that can be undone, and redone."""
    found: PageHistory = values.get(_of(HISTORY, view), PageHistory())
    return found


def set_history(history: PageHistory, view: str = MAIN_VIEW) -> None:
    """Replace what can be undone of a view, and redone."""
    values.put(_of(HISTORY, view), history)


def visitor() -> str:
    """The key by which this visitor owns runs: that which her browser has kept since an earlier visit, or else its
    cookie's, or one of this session where the browser has neither."""
    if not values.has(VISITOR):
        cookie = st.context.cookies.get(COOKIE)
        values.put(VISITOR, cookie if is_key(cookie) else new_key())
    return str(values.get(VISITOR))


def take_visitor(component: str) -> None:
    """Take over the key that the visitor's browser has kept, as the component of this key tells it."""
    kept = values.component_value(component, "owner")
    if is_key(kept):
        values.put(VISITOR, kept)


def commands_sent(view: str = MAIN_VIEW) -> int:
    """Number of commands that were sent to the runs of a view."""
    return int(values.get(_of(COMMANDS_SENT, view), 0))


def count_command(view: str = MAIN_VIEW) -> None:
    """Note that a command was sent."""
    values.put(_of(COMMANDS_SENT, view), commands_sent(view) + 1)


def edits_done(view: str = MAIN_VIEW) -> int:
    """Number of the last edit of a view's component that was applied."""
    return int(values.get(_of(EDITS_DONE, view), 0))


def compared_datasets() -> tuple[DatasetConfig, ...]:
    """The data of the runs that the visitor compares."""
    found: tuple[DatasetConfig, ...] = values.get(COMPARED_DATASETS, ())
    return found


def set_compared_datasets(datasets: tuple[DatasetConfig, ...]) -> None:
    """Note the data of the runs that are compared."""
    values.put(COMPARED_DATASETS, datasets)


def set_edits_done(number: int, view: str = MAIN_VIEW) -> None:
    """Note that edits up to this number were applied."""
    values.put(_of(EDITS_DONE, view), number)


def routes_missing() -> bool:
    """Return whether the browser found that this host does not serve the app's routes."""
    return bool(values.get(ROUTES_MISSING))


def set_routes_missing() -> None:
    """Remember that the routes are not served here."""
    values.put(ROUTES_MISSING, True)


def language_control() -> str:
    """The key of the language switch."""
    return control_keys.control(LANGUAGE, language())


def take_language() -> None:
    """Set the language to the one that the switch shows."""
    set_language(control_keys.control_value(LANGUAGE) or language())


def set_language(code: str) -> None:
    """Speak another language. Controls get other keys then: a menu that is only given other words shows the old one of
    its choice until it is opened."""
    if code != language():
        values.put(LANGUAGE, code)
        control_keys.renew_all({LANGUAGE, TEXT_SIZE})
