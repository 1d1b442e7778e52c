"""Fixtures that the tests share: a running app and a browser to look at it."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.tabs import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
hypothesis.settings.register_profile("here", deadline=None)  # a busy machine is no defect
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

QUICK = {"DNN_COMPRESSION": "quick", "DNN_STORE": os.environ.get("DNN_STORE", "memory")}
"""Servers of tests end before compressing as well as can be, for 10 s of a processor, gains anything; and their runs
end with them, but where a test is about that."""
START_SECONDS = 90
STOP_SECONDS = 10
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The browser's own address bar draws two pages for each context: a tenth of what opening a page costs.
    # Of several such arguments the last one counts, so the driver's own features follow.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,"
    "PreconnectToSearch,ThirdPartyStoragePartitioning",
]


SHORT_LIVED = "--js-flags=--no-opt --no-maglev --initial-heap-size=512 --min-semi-space-size=64"
"""Pages of tests live for seconds, in which the compilers that make scripts fast later cost a seventh of a processor's
time and never earn it; with room for half a gigabyte what a page leaves behind is collected seldom, which is another
eighth of what opening one costs."""

WORKER_MODULES = (
    "test_run_workers", "test_dask_workers", "test_page_worker", "test_command_line", "test_command_line_input",
    "test_blas", "test_server",
)  # fmt: skip
"""Modules whose tests start processes of their own."""
SERVERS = {"server", "start_server", "two_runs", "own_tables", "lesson_page"}
"""Fixtures that start the app in a process of its own."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect the tests without collecting garbage: there are fifteen thousand, and all of them stay. Later, too, it is
    not looked for among them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser and those that start processes, so that `-m` can leave them out.

    Those that need a browser come last: while Playwright runs, its event loop occupies the thread, and other tests may
    need one of their own.
    """
    items.sort(key=needs_browser)
    for item in items:
        if needs_browser(item):
            item.add_marker(pytest.mark.browser)
        if item.path.stem in WORKER_MODULES or SERVERS.intersection(fixtures_of(item)):
            item.add_marker(pytest.mark.workers)


def fixtures_of(item: pytest.Item) -> Sequence[str]:
    """Names of the fixtures that a test uses, those of its fixtures included."""
    return getattr(item, "fixturenames", ())


def needs_browser(item: pytest.Item) -> bool:
    """True for a test that opens pages in Chromium."""
    return "browser" in fixtures_of(item)


class Server:
    """The app in a process of its own.

    Attributes:
        url: where it answers, without a slash at the end.
        process: the server's process.
        log: the file that takes its output.
    """

    def __init__(self, url: str, process: subprocess.Popen[bytes], log: Path) -> None:
        self.url, self.process, self.log = url, process, log

    def end(self) -> None:
        """End it by its process id."""
        end(self.process)

    def healthy(self) -> bool:
        """True if it answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def free_port() -> int:
    """A TCP port on this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


PORTS: list[int] = []
"""Where servers of this process's tests have listened."""


def server_port() -> int:
    """A TCP port for a server: one that a server before it has left, where there is one.

    A browser keeps scripts, and what it made of them, by their address: a server where another one was before has a
    page open in a third of the time.
    """
    for port in PORTS:
        with socket.socket() as listener, suppress(OSError):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that have ended do not count
            listener.bind(("127.0.0.1", port))
            return port
    PORTS.append(free_port())
    return PORTS[-1]


@contextmanager
def running_server(
    log: Path, *, command: list[str] | None = None, base_path: str = "", port: int | None = None, **environment: str
) -> Iterator[Server]:
    """Start the app, wait until it answers, and end it by its process id.

    Args:
        log: the file to write its output to.
        command: what to run instead of `streamlit run app.py`; "{port}" in it becomes the port.
        base_path: the server.baseUrlPath it runs under, as in "/app".
        port: where it listens; as `server_port` unless given. One without routes has a port that no browser knows.
        environment: variables on top of this process's.
    """
    port = port or (free_port() if environment.get("DNN_ROUTES") == "off" else server_port())
    command = command or [
        *(sys.executable, "-m", "streamlit", "run", "app.py"),
        *("--server.address=127.0.0.1", "--server.port={port}"),
        *([f"--server.baseUrlPath={base_path}"] if base_path else []),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in command],
            cwd=ROOT, env=os.environ | QUICK | environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    server = Server(f"http://127.0.0.1:{port}{base_path}", process, log)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        end(process)


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not server.healthy():
        if server.process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the app did not start; its output:\n{server.log.read_text(errors='replace')}")
        time.sleep(0.1)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and make it where it does not."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """A function that starts servers of one's own, as `running_server`; they end with the test."""
    with ExitStack() as stack:
        started: list[Server] = []

        def start(**settings: object) -> Server:
            log = tmp_path / f"server{len(started)}.log"
            started.append(stack.enter_context(running_server(log, **settings)))  # type: ignore[arg-type]
            return started[-1]

        yield start


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that only visit it."""
    with running_server(tmp_path_factory.mktemp("server") / "server.log", DNN_LEASE_SECONDS="6") as running:
        yield running


def chromium(*before: str) -> str | None:
    """The system's Chromium, or one of the programs `before` it where there is one."""
    return next(filter(None, map(shutil.which, (*before, "chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, driven by Playwright: where there is one, its headless shell, which is the same browser without what
    stands around a page, and opens one for an eighth less."""
    path = chromium("chromium-headless-shell")
    if path is None:
        missing = "no Chromium on this machine (on Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium_browser = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_ARGUMENTS, SHORT_LIVED])
        yield chromium_browser
        chromium_browser.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """Tabs of the browser, to be lent and taken back."""
    return Tabs(browser)
