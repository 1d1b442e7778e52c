"""A visitor in a browser of her own: what she sees on the page, and what she does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Locator, Page, TimeoutError, WebSocket, expect

from pages.locale.languages import translations
from pages.menu import MENU
from tests.tabs import Tabs

SOON = 20_000
CHART = "[data-role=chart] .main-svg"
"""The axes of the cost chart."""
"""Milliseconds after which she gives up."""
LONG = 90_000
AT_ONCE = 1_000
ATTEMPTS = 5
MAX_LAYOUT_SHIFT = 0.05
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
UNIT = '.dnn-net-unit[data-layer="{layer}"][data-unit="{unit}"]'
SCALE_END = "document.querySelectorAll('.dnn-net-weightscale small')[1].textContent"
"""The largest weight, as the legend of the picture has it."""


COUNT_RUNS = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  window.scriptRuns = 0;
  const count = () => { window.scriptRuns += app.dataset.testScriptState === 'running'; };
  new MutationObserver(count).observe(app, { attributeFilter: ['data-test-script-state'] });
}"""
"""Counts from now on how often the page's script begins to run."""


class Visitor:
    """A tab with its cookies to itself; it notes errors of the console, requests to other machines among them."""

    def __init__(
        self,
        tabs: Tabs,
        url: str,
        *,
        locale: str = "en-GB",
        theme: str = "light",
        size: dict[str, int] = DESKTOP,
        touch: bool = False,
        motion: bool = False,
        entries: int = 0,
        frame: str | None = None,
    ) -> None:
        """Take a tab, whose history has room for so many `entries`; with `motion` the picture glides between two polls,
        which costs most of a core. Some hosts show the app in a `frame` under another path."""
        self.url, self._tabs, self._is_framed = url, tabs, frame is not None
        self.app_url = f"{url}{frame or ''}"
        self.page: Page = tabs.lend(
            viewport=size, locale=locale, color_scheme=theme, accept_downloads=True, has_touch=touch, is_mobile=touch,
            reduced_motion="no-preference" if motion else "reduce", entries=entries,
        )  # fmt: skip
        self.errors: list[str] = []
        self._listeners: list[tuple[str, Callable[[Any], None]]] = []
        self._listen("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self._listen("pageerror", lambda error: self.errors.append(str(error)))

    def streams(self) -> list[WebSocket]:
        """The connections of her page from now on; the list grows as they are opened."""
        opened: list[WebSocket] = []
        self._listen("websocket", lambda socket: opened.append(socket))
        return opened

    def keys_handed_over(self) -> list[bytes]:
        """The messages in which her browser, from the next page on, tells the server that it has kept another key than
        that of the session; the list grows as they are sent."""
        handed: list[bytes] = []

        def note(message: bytes) -> None:
            if b'"owner"' in message:
                handed.append(message)

        self._listen("websocket", lambda socket: socket.on("framesent", note))
        return handed

    def _listen(self, event: str, listener: Callable[[Any], None]) -> None:
        self._listeners.append((event, listener))
        self.page.on(event, listener)  # type: ignore[call-overload]

    @property
    def app(self) -> Page | Frame:
        """The document of the app: the tab's, or that of the frame in it."""
        return self.page.frames[-1] if self._is_framed else self.page

    @property
    def strangers(self) -> list[str]:
        """The errors that are requests to other machines."""
        return [error for error in self.errors if error.startswith("Another machine")]

    def open(self, query: str = "", *, page: str = "", live: bool = True) -> Visitor:
        """Open a page of the menu by its name, the home page without one, with the settings of a link; `live` where the
        live view is expected, whose chart comes last and keeps the browser busy before."""
        self.page.goto(f"{self.url}/{page}{query}")
        if page:
            expect(self.app.get_by_role("heading", level=1)).to_be_visible(timeout=SOON)
            return self
        buttons = ".dnn-run-buttons button, .st-key-transport button"
        expect(self.app.locator(buttons).first).to_be_visible(timeout=SOON)
        if live:
            expect(self.app.locator(".dnn-live-frame")).to_be_visible(timeout=SOON)
            self.app.locator(CHART).first.wait_for(state="attached", timeout=SOON)
        return self

    def turn_to(self, name: str) -> None:
        """Turn to a page by the menu, in the language of the page that she is on."""
        say = translations(self.app.locator("html").get_attribute("lang") or "en")
        entry, menu = MENU[name], self.app.get_by_test_id("stTopNav")
        title = entry.title.render(say)
        if entry.group is None:
            menu.get_by_role("link", name=title).click(timeout=SOON)
        else:
            menu.get_by_role("button", name=entry.group.render(say)).click(timeout=SOON)
            self.app.get_by_role("menuitem", name=title, exact=True).click(timeout=SOON)
        heading = (entry.heading or entry.title).render(say)
        expect(self.app.get_by_role("heading", level=1)).to_have_text(heading, timeout=SOON)

    def press(self, name: str, timeout: int = SOON) -> None:
        """Press one of the run's buttons, or, by its key, another one of the page's."""
        self.app.locator(f".dnn-run-buttons [data-action={name}], .st-key-{name} button").first.click(timeout=timeout)

    def wait_for_picture(self) -> None:
        """Wait until the network has been drawn with its data and its weights."""
        self.app.wait_for_function(
            "() => Number(document.querySelector('[data-role=below]')?.dataset.drawings) > 0 "
            "&& Boolean(document.querySelectorAll('.dnn-net-weightscale small')[1]?.textContent)"
        )

    def unit(self, layer: int, number: int) -> Locator:
        """A unit on the picture of the network, counted from 0."""
        return self.app.locator(UNIT.format(layer=layer, unit=number))

    def shows(self, role: str) -> Locator:
        """The element that shows `role`: iteration, train-cost, status, …"""
        return self.app.locator(f'[data-role="{role}"]')

    def value(self, role: str) -> float:
        """The number behind what is shown."""
        return float(self.shows(role).get_attribute("data-value") or "nan")

    def wait_for_status(self, *statuses: str, timeout: int = SOON) -> str:
        """Wait until the run's status is one of these."""
        self.app.wait_for_function(
            "expected => expected.includes(document.querySelector('[data-role=status]')?.dataset.value)",
            arg=list(statuses),
            timeout=timeout,
        )
        return str(self.shows("status").get_attribute("data-value"))

    def wait_for_iteration(self, iteration: int, timeout: int = SOON) -> None:
        """Wait until at least so many iterations are shown."""
        self.app.wait_for_function(
            "expected => Number(document.querySelector('[data-role=iteration]')?.dataset.value) >= expected",
            arg=iteration,
            timeout=timeout,
        )

    def wait_for_points(self, count: int, timeout: int = SOON) -> int:
        """Wait until the chart has at least so many points."""
        self.app.wait_for_function(
            "expected => Number(document.querySelector('[data-role=chart]')?.dataset.points) >= expected",
            arg=count,
            timeout=timeout,
        )
        return int(self.shows("chart").get_attribute("data-points") or 0)

    def wait_for_rest(self) -> None:
        """Wait until no script of the page runs."""
        self.app.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")

    def wait_for_page(self) -> None:
        """Wait until the page is drawn for its run as it is, one that a press has just begun too."""
        self.wait_for_rest()
        self.app.wait_for_selector("[data-testid=stApp]:not(:has(.dnn-live[data-current=false]))", state="attached")
        self.wait_for_rest()

    @property
    def link(self) -> dict[str, str]:
        """The parameters of the address bar, once the script that is running has written them."""
        return {name: values[0] for name, values in parse_qs(self.query).items()}

    @property
    def query(self) -> str:
        """The same as it stands there, without the question mark."""
        self.wait_for_page()
        return urlparse(str(self.app.evaluate("location.href"))).query

    def wait_for_link(self, name: str, value: str, timeout: int = SOON) -> None:
        """Wait until the address bar has this parameter."""
        self.app.wait_for_function(
            "([name, value]) => new URL(location.href).searchParams.get(name) === value",
            arg=[name, value],
            timeout=timeout,
        )

    def payload(self) -> dict[str, Any]:
        """The whole payload that the server sends about the run on the page, once the address names one."""
        self.app.wait_for_function("() => new URL(location.href).searchParams.has('run')", timeout=SOON)
        answer = self.page.request.get(f"{self.app_url}/api/runs/{self.link['run']}?since=-1&generation=-1")
        assert answer.ok, answer.text()
        payload: dict[str, Any] = answer.json()
        return payload

    def choose(self, label: str, option: str) -> None:
        """Choose from a drop-down menu. What a control before it changed may just then draw the menu anew, closed; she
        opens it again, as anybody would."""
        menu = self.app.get_by_role("combobox", name=label, exact=True).locator("visible=true").first
        if menu.evaluate("({ tagName }) => tagName") == "SELECT":
            menu.select_option(label=option, timeout=SOON)
            return
        entry = self.app.get_by_role("option", name=option, exact=True)
        for _attempt in range(SOON // AT_ONCE):
            menu.click(timeout=SOON)
            try:
                entry.click(timeout=AT_ONCE)
            except TimeoutError:
                self.page.keyboard.press("Escape")
            else:
                return
        raise AssertionError(f"the menu {label} never offered {option}")

    def choose_speed(self, name: str) -> None:
        """Choose a limit to the run's speed by its name in the menu."""
        self.shows("speed-limit").select_option(label=name, timeout=SOON)

    def field(self, label: str) -> Locator:
        """The field of this label. One that was renewed may for an instant stand beside the one before it, hidden."""
        return self.app.get_by_label(label, exact=True).locator("visible=true").first

    def enter(self, label: str, value: float | str) -> None:
        """Type a number into a field."""
        field = self.field(label)
        field.fill(str(value), timeout=SOON)
        field.press("Enter")

    def expect_no_shift(self) -> None:
        """What is on the page has not moved since it was opened or last asked about, but for what she did herself."""
        shifted = self.app.evaluate("() => { const sum = shifted; shifted = 0; return sum; }")
        assert shifted <= MAX_LAYOUT_SHIFT, f"{self.page.url} has shifted by {shifted:.3f}"

    def sees_the_doctor_below(self, part: str) -> bool:
        """Whether the doctor's few words stand in the card of the run's state, below a part of it, and that card in the
        window."""
        stands: bool = self.app.evaluate(
            """part => {
                const box = (selector) => document.querySelector(selector).getBoundingClientRect();
                const [card, before, words] = [".dnn-live-state", part, "[data-role=doctor-summary]"].map(box);
                return words.top >= before.bottom && words.bottom <= card.bottom && words.left >= card.left
                    && words.right <= card.right && card.bottom <= innerHeight;
            }""",
            part,
        )
        return stands

    def situation(self) -> str:
        """Where she is and what the page shows her, for the report of a journey that failed."""
        try:
            page = self.app.locator("[data-testid=stApp]").aria_snapshot(timeout=SOON / ATTEMPTS)
            script = self.app.evaluate("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState")
        except PlaywrightError as error:
            page, script = str(error), None
        return "\n".join([self.page.url, f"script: {script}", *self.errors, page])

    def close(self) -> None:
        """Leave the app and give the tab back."""
        for event, listener in self._listeners:
            self.page.remove_listener(event, listener)
        self._tabs.take_back(self.page)
