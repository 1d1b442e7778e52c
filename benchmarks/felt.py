"""How long a visitor waits for what she did: python -m benchmarks.felt [REPETITIONS]

One visitor in headless Chromium, on this machine, with a server of her own; from her press or key to the frame that
shows what she asked for, as the page itself measures it. Medians and the longest of REPETITIONS (20 by default). The
first visit is made by a browser that has never been here, a new one each time.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from dnn.text import text_table
from tests.conftest import CHROMIUM_ARGUMENTS, Server, running_server

REPETITIONS = 20
FIRST_VISITS = 5
COMPRESSION_SECONDS = 20
"""Seconds after a first visit in which all scripts have been compressed as well as can be."""
CHROMIUM = "/usr/bin/chromium"
WINDOW = {"width": 1440, "height": 900}
ENDLESS = "lang=en&iterations=100000000"
WATCH = """() => {
  window.pressed = null;
  for (const type of ['pointermove', 'pointerdown', 'keydown']) {
    addEventListener(type, () => { if (window.isWatching) window.pressed = performance.now(); }, { capture: true });
  }
}"""
"""Notes when a visitor pressed something last, or moved the pointer."""
BEGIN = """() => {
  const value = () => %(of)s, before = value(), isThere = (now) => %(is_there)s;
  Object.assign(window, { felt: null, pressed: null, isWatching: true });
  const look = () => {
    if (window.pressed !== null && isThere(value())) {
      Object.assign(window, { felt: performance.now() - window.pressed, isWatching: false });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
"""Looks in each frame whether what a visitor does has come."""
MORE, OTHER = "now > before", "now !== before"
CHART, BELOW = (f"document.querySelector('[data-role={role}]')?.dataset" for role in ("chart", "below"))
POINTS, MARKS = (f"Number({CHART}?.{name} ?? 0)" for name in ("points", "marks"))
DRAWINGS = f"Number({BELOW}?.drawings ?? 0)"
UNITS = "document.querySelectorAll('.dnn-net-unit').length"
STATUS, ITERATION = (f"document.querySelector('[data-role={role}]')?.dataset.value" for role in ("status", "iteration"))
PANEL = "document.querySelector('#dnn-net-panel-{}').checkVisibility()"
AT_REST = "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
SEEN = "!document.documentElement.classList.contains('dnn-opening')"
MAIN = f"() => {DRAWINGS} > 0 && {UNITS} > 0 && document.querySelector('[data-action=train]') !== null && {SEEN}"
"""The controls, the buttons, the network and the boundary are on the screen; so is the chart's room, with a word."""
DRAWN = f"() => {DRAWINGS} > 0 && {UNITS} > 0 && document.querySelector('[data-role=chart] .main-svg') !== null"
"""So are the axes of the chart, which is empty before anything is trained."""
SIZES = "[...document.querySelectorAll('.dnn-net-head b')].map((size) => size.textContent).join()"
TIP = "document.querySelector('.dnn-net-tip').checkVisibility()"


@dataclass(frozen=True)
class Action:
    """Something that a visitor does, and what shows that it was done.

    Attributes:
        act: does it for the n-th time.
        of: a value on the page, in JavaScript.
        is_there: whether the value, `now`, shows that it was done, in JavaScript; `before` is what it was.
        prepare: brings the page to where it can be done.
    """

    name: str
    goal: str
    act: Callable[[Page, int], None]
    of: str
    is_there: str
    prepare: Callable[[Page], None]


def press(action: str) -> Callable[[Page, int], None]:
    """Press a button of the run."""
    return lambda page, n: page.locator(f"[data-action={action}]").click()


def enter(name: str, values: tuple[str, str]) -> Callable[[Page, int], None]:
    """Type one of two numbers into the field of a hyperparameter, by turns, and press Enter."""

    def act(page: Page, n: int) -> None:
        field = page.locator(f"input[type=number][data-field={name}]")
        field.fill(values[n % 2])
        field.press("Enter")

    return act


def turn(name: str) -> Callable[[Page, int], None]:
    """Go to the next entry of a hyperparameter's menu, and back again, by the keyboard."""
    return lambda page, n: page.locator(f"select[data-field={name}]").press(("ArrowDown", "ArrowUp")[n % 2])


def choose(control: str, options: tuple[str, str]) -> Callable[[Page, int], None]:
    """Choose one of two entries of a menu, by turns."""

    def act(page: Page, n: int) -> None:
        page.locator(f'[class*="st-key-control_{control}"] [role=combobox]').locator("visible=true").first.click()
        page.get_by_role("option", name=options[n % 2], exact=True).click()

    return act


def click(*selectors: str) -> Callable[[Page, int], None]:
    """Press elements by turns."""
    return lambda page, n: page.locator(selectors[n % len(selectors)]).first.click()


def begun(page: Page) -> None:
    """Let a run train, and wait for its first costs."""
    if page.evaluate(STATUS) != "running":
        press("train")(page, 0)
    page.wait_for_function(f"() => {STATUS} === 'running' && {POINTS} > 0")
    at_rest(page)


def paused(page: Page) -> None:
    """Let a run stand still."""
    begun(page)
    press("pause")(page, 0)
    page.wait_for_function(f"() => {STATUS} === 'paused'")
    at_rest(page)


def reset(page: Page) -> None:
    """Let a run stand at its beginning."""
    paused(page)
    press("reset")(page, 0)
    page.wait_for_function(f"() => {POINTS} === 0")
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until no script runs."""
    page.wait_for_function(AT_REST)


def weight_typed(page: Page) -> None:
    """Type another weight into its field in the card of a unit."""
    if not page.locator("[data-role=card]").is_visible():
        page.locator(".dnn-net-unit[data-layer='1']").first.click()
    field = page.locator("[data-role=card] input").first
    field.fill("0.5" if field.input_value() == "-0.5" else "-0.5")
    at_rest(page)
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 400))")  # what was drawn before counts no more


def pointer_away(page: Page) -> None:
    """Move the pointer to where nothing is said of anything."""
    page.mouse.move(700, 5)
    page.wait_for_function(f"() => !{TIP}")


UNIT_BUTTONS = "[aria-label='Add a unit to layer 2']", "[aria-label='Remove a unit from layer 2']"
LIVE, TRAINING, NEW, FRAME = "≤ 150", "≤ 150", "≤ 250", "a frame"
ACTIONS = (
    Action("α → mark on the curve", LIVE, enter("learning_rate", ("0.2", "0.3")), MARKS, MORE, begun),
    Action("λ → mark on the curve", LIVE, enter("l2", ("0.1", "0.2")), MARKS, MORE, begun),
    Action("batch size → mark on the curve", LIVE, turn("batch_size"), MARKS, MORE, begun),
    Action("optimiser → mark on the curve", LIVE, turn("optimizer"), MARKS, MORE, begun),
    Action("Train → first cost", TRAINING, press("train"), POINTS, MORE, reset),
    Action("Pause → stands still", TRAINING, press("pause"), STATUS, "now === 'paused'", begun),
    Action("Iteration → new cost", TRAINING, press("step_iteration"), ITERATION, OTHER, paused),
    Action("unit more or less", NEW, click(*UNIT_BUTTONS), UNITS, OTHER, at_rest),
    Action("the same → its number", FRAME, click(*UNIT_BUTTONS), SIZES, OTHER, at_rest),
    Action("activation → new picture", NEW, choose("activation_1", ("ReLU", "Tanh")), DRAWINGS, MORE, at_rest),
    Action("initialisation → new picture", NEW, choose("initializer", ("He", "Xavier (Glorot)")), DRAWINGS, MORE,
           at_rest),
    Action("data → new picture", NEW, choose("data", ("Moons", "Circles")), DRAWINGS, MORE, at_rest),
    Action("weight typed → new picture", FRAME, lambda page, n: page.keyboard.press("Enter"), DRAWINGS, MORE,
           weight_typed),
    Action("pointer at a unit → its numbers", FRAME, lambda page, n: page.locator(".dnn-net-unit").nth(4).hover(), TIP,
           "now", pointer_away),
    Action("tab", FRAME, click("[data-tab=gradients]", "[data-tab=network]"), PANEL.format("gradients"), OTHER,
           at_rest),
)  # fmt: skip


def main() -> None:
    """Print both tables."""
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else REPETITIONS
    with server("quick") as it, sync_playwright() as playwright:
        browser = launched(playwright)
        rows = [felt(browser, it, action, repetitions) for action in ACTIONS]
        browser.close()
    print(text_table.markdown(("action", "goal, ms", "median, ms", "longest, ms"), rows, right=(1, 2, 3)))  # noqa: T201
    with server("best") as it, sync_playwright() as playwright:
        _first_visit(playwright, it)
        time.sleep(COMPRESSION_SECONDS)
        print(_first_visits(playwright, it))  # noqa: T201


@contextmanager
def server(compression: str) -> Iterator[Server]:
    """A server as it is set up, its log thrown away; after its start "best" takes a processor for seconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log", DNN_COMPRESSION=compression) as it,
    ):
        yield it


def launched(playwright: Playwright) -> Browser:
    """A browser that has never been anywhere."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)


def felt(browser: Browser, server: Server, action: Action, repetitions: int) -> tuple[str, ...]:
    """A line of the table; a first time, which warms everything up, does not count."""
    page = browser.new_context(viewport=WINDOW).new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{server.url}/?{ENDLESS}")
    page.wait_for_function(DRAWN)
    times = []
    for n in range(repetitions + 1):
        action.prepare(page)
        page.evaluate(BEGIN % {"of": action.of, "is_there": action.is_there})
        action.act(page, n)
        page.wait_for_function("() => window.felt !== null")
        times.append(page.evaluate("felt"))
    page.context.close()
    return action.name, action.goal, f"{statistics.median(times[1:]):.0f}", f"{max(times[1:]):.0f}"


def _first_visits(playwright: Playwright, server: Server) -> str:
    visits = [_first_visit(playwright, server) for _ in range(FIRST_VISITS)]
    goals = {"first paint": "≤ 500", "main part drawn": "≤ 700", "axes of the chart": "–",
             "Train → first point": "≤ 300", "MB": "≤ 2.5", "requests": "–", "of them our own": "≤ 12"}  # fmt: skip
    rows = [
        (name, goal, f"{statistics.median(visit[name] for visit in visits):{'.2f' if name == 'MB' else '.0f'}}")
        for name, goal in goals.items()
    ]
    return text_table.markdown(("first visit", "goal", "median"), rows, right=(1, 2))


def _first_visit(playwright: Playwright, server: Server) -> dict[str, float]:
    """The figures of one visit, times in milliseconds."""
    browser = launched(playwright)
    page = browser.new_context(viewport=WINDOW).new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{server.url}/?{ENDLESS}")
    page.wait_for_function(MAIN, polling="raf")
    main = page.evaluate("performance.now()")
    page.wait_for_function(DRAWN, polling="raf")
    axes = page.evaluate("performance.now()")
    paint = page.evaluate("performance.getEntriesByType('paint').map(({ startTime }) => startTime)[0]")
    megabytes, requests = sum(sizes) / 1e6, len(addresses)
    own = sum("/api/" in address for address in addresses)
    page.evaluate(BEGIN % {"of": POINTS, "is_there": MORE})
    press("train")(page, 0)
    page.wait_for_function("() => window.felt !== null")
    point = page.evaluate("felt")
    browser.close()
    return {"first paint": paint, "main part drawn": main, "axes of the chart": axes,
            "Train → first point": point, "MB": megabytes, "requests": requests, "of them our own": own}  # fmt: skip


if __name__ == "__main__":
    main()
