"""Tabs of a browser that tests use one after the other.

A tab that has run the app's scripts before opens a page in a third of the time of a new one, which compiles them anew:
1.0 instead of 2.9 seconds of a processor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

MAX_ENTRIES = 50
VIEWPORT = {"width": 1280, "height": 720}
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"
KEPT_BY_ORIGIN = "local_storage,indexeddb,cache_storage,service_workers,file_systems"
"""What a browser keeps for an origin, by the names of its DevTools; cookies, which have no port, go by themselves."""
TELL_WHAT_IS_STOPPED = """document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`Content Security Policy: ${event.effectiveDirective} stopped ${event.blockedURI}`);
});"""
"""Some of what a page's policy stops, a script stopped from trying WebAssembly, leaves no error by itself."""


TELL_OF_STRANGERS = """new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
        const { hostname, protocol } = new URL(name);
        if (/^(http|ws)/.test(protocol) && !["127.0.0.1", "localhost"].includes(hostname))
            console.error(`Another machine: ${name}`);
    }
}).observe({ type: "resource", buffered: true });"""
"""What a page requests of other machines, told by the page: to hear of each of its two hundred requests would cost
a sixth of the time in which it opens."""
ADD_SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
        if (!hadRecentInput && sources.some(({ currentRect }) => currentRect.height > 0)) window.shifted += value;
}).observe({ type: "layout-shift", buffered: true });"""
"""The cumulative layout shift of a page, of one session: what moves though nobody pressed anything. What is gone, as a
page is on a slow machine a second after it was left, has not moved."""


class Tabs:
    """Tabs by the options of their browser contexts; each has a context, and so its cookies, to itself."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = {}
        self._options: dict[Page, dict[str, Any]] = {}
        self._visited: dict[BrowserContext, set[str]] = {}

    def lend(
        self,
        *,
        viewport: dict[str, int] = VIEWPORT,
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
        entries: int = 0,
        **options: Any,
    ) -> Page:
        """A tab that shows nothing and remembers nothing, for one test alone.

        Args:
            viewport, color_scheme, reduced_motion: what the next test may have otherwise in the same tab.
            entries: how many there must be room for in its history, of which a browser keeps MAX_ENTRIES.
            options: of Playwright's `Browser.new_context`; a tab keeps them.
        """
        free = self._free.setdefault(repr(options), [])
        page = free.pop() if free else self._new(options)
        if entries and page.evaluate("history.length") + entries > MAX_ENTRIES:
            page = self._instead_of(page)
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)  # type: ignore[arg-type]
        return page

    def _instead_of(self, page: Page) -> Page:
        """A new tab with the same cookies and compiled scripts."""
        new = page.context.new_page()
        self._options[new] = self._options.pop(page)
        page.close()
        return new

    def _new(self, options: dict[str, Any]) -> Page:
        context = self._browser.new_context(**options)
        context.add_init_script(TELL_WHAT_IS_STOPPED + TELL_OF_STRANGERS + ADD_SHIFTS)
        visited = self._visited[context] = set()
        context.on("page", lambda opened: opened.on("framenavigated", lambda frame: visited.add(origin_of(frame.url))))
        page = context.new_page()
        self._options[page] = options
        return page

    def take_back(self, page: Page, *, as_new: bool = True) -> None:
        """Take a tab back and make it forget its visitor; close it if it is not `as_new`, its clock stopped, say."""
        options = self._options[page]
        if not as_new or page.is_closed():
            del self._options[page], self._visited[page.context]
            page.context.close()
            return
        for other in page.context.pages:
            if other is not page:
                other.close()
        shown = origin_of(page.url)
        if shown:
            page.evaluate(FORGET)
        page.goto("about:blank")
        page.unroute_all(behavior="ignoreErrors")
        page.context.clear_cookies()
        visited = self._visited[page.context] - {""}
        self._clear(page, visited)
        if not visited <= {shown}:  # what it keeps for its session of the others goes with it alone
            page = self._instead_of(page)
        self._free[repr(options)].append(page)

    def _clear(self, page: Page, origins: set[str]) -> None:
        """Have the browser forget what it keeps for these origins: another server may answer at one of them later."""
        session = page.context.new_cdp_session(page)
        for origin in origins:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT_BY_ORIGIN})
        session.detach()
        self._visited[page.context].clear()


def origin_of(url: str) -> str:
    """The origin of an address, scheme, host and port; empty where it is no page of a server."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else ""
