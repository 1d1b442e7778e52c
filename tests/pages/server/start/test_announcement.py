"""What a server says of itself when it has started: addresses, and a QR code that a camera reads."""

from __future__ import annotations

import io
import sys

import pytest
from streamlit import config

from pages.server.settings import ServerSettings
from pages.server.start import announcement as module
from pages.server.start.announcement import announce, announcement, code_columns, rendered
from pages.server.start.listening import Listening
from pages.server.start.network_addresses import NetworkAddress
from tests.pages.server.start.terminal import codes_on

WIFI, CABLE = NetworkAddress("192.168.1.20", "wlan0"), NetworkAddress("10.0.0.5", "eth0")
COLUMNS = 80
URL = "http://192.168.1.20:8501"


def said(listening: Listening, *addresses: NetworkAddress, is_in_container: bool = False) -> str:
    return rendered(announcement(listening, addresses, is_in_container), None)


@pytest.mark.parametrize(
    ("listening", "address"),
    [
        (Listening(), URL),
        (Listening("0.0.0.0"), URL),
        (Listening("::", 8502, "/dnn/"), "http://192.168.1.20:8502/dnn"),
        (Listening(port=80), "http://192.168.1.20"),
        (Listening(port=443, is_tls=True), "https://192.168.1.20"),
        (Listening(port=443), "http://192.168.1.20:443"),
        (Listening("10.0.0.5", base_path="a/b"), "http://10.0.0.5:8501/a/b"),
        (Listening("fd00::2"), "http://[fd00::2]:8501"),
        (Listening("school.example"), "http://school.example:8501"),
        (Listening(public_host="school.example", public_port=80, base_path="dnn"), "http://school.example/dnn"),
        (Listening("127.0.0.1", public_host="school.example", public_port=443, is_tls=True), "https://school.example"),
    ],
)
def test_the_address_for_others_is_the_codes(listening: Listening, address: str) -> None:
    spoken = announcement(listening, [WIFI])
    assert spoken.address == address
    assert any(line.startswith("For other machines") and address in line.split() for line in spoken.lines)
    for light_theme in (False, True):
        assert codes_on(rendered(spoken, COLUMNS), light_theme) == [address]


def test_several_networks_are_all_named_and_the_first_is_the_codes() -> None:
    text = rendered(announcement(Listening(), [WIFI, CABLE]), COLUMNS)
    assert "http://192.168.1.20:8501  wlan0" in text and "http://10.0.0.5:8501      eth0" in text
    assert codes_on(text) == [URL]
    assert "--browser.serverAddress=10.0.0.5" in text
    assert "--browser.serverAddress" not in said(Listening(), WIFI, CABLE)  # no code, no word about it


def test_the_address_on_this_machine_comes_first() -> None:
    lines = said(Listening(), WIFI).strip().splitlines()
    assert lines[0].split() == ["On", "this", "machine:", "http://localhost:8501"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_a_server_for_this_machine_alone_says_what_would_open_it(host: str) -> None:
    spoken = announcement(Listening(host), [WIFI])
    assert spoken.address is None
    text = rendered(spoken, COLUMNS)
    assert "--server.address=0.0.0.0" in text and f"listens to {host} alone" in text
    assert "192.168.1.20" not in text and codes_on(text) == []


def test_a_machine_in_no_network_says_so() -> None:
    spoken = announcement(Listening(), [])
    assert spoken.address is None and "in no network" in rendered(spoken, COLUMNS)


def test_a_container_does_not_know_its_address_for_others_unless_it_is_told() -> None:
    spoken = announcement(Listening("0.0.0.0"), [WIFI], is_in_container=True)
    assert spoken.address is None
    assert "STREAMLIT_BROWSER_SERVER_ADDRESS" in rendered(spoken, COLUMNS) and "192.168.1.20" not in str(spoken)
    told = announcement(Listening("0.0.0.0", public_host="10.1.1.1", public_port=80), [WIFI], is_in_container=True)
    assert told.address == "http://10.1.1.1"


def test_a_terminal_that_is_too_narrow_for_the_code_has_the_address_alone() -> None:
    spoken = announcement(Listening(), [WIFI])
    width = max(len(line) for line in _without_colours(rendered(spoken, COLUMNS)).splitlines() if "█" in line)
    assert codes_on(rendered(spoken, width)) == [URL]
    assert rendered(spoken, width - 1) == rendered(spoken, None)


def _without_colours(text: str) -> str:
    return text.replace("\033[38;5;231;48;5;16m", "").replace("\033[0m", "")


class Terminal(io.TextIOWrapper):
    """Standard output that may be a terminal."""

    def __init__(self, is_terminal: bool = True, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    @property
    def text(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A server that `streamlit run` started on a machine in one network, with a terminal of 80 columns."""
    monkeypatch.setattr(config, "_server_mode", module.BY_STREAMLIT)
    monkeypatch.setattr(module, "CONTAINERS", ())
    monkeypatch.setattr(module, "network_addresses", lambda _platform: [WIFI])
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    return monkeypatch


@pytest.mark.skipif(sys.platform == "win32", reason="TERM says nothing on Windows")
@pytest.mark.parametrize(
    ("terminal", "setting", "environment", "has_addresses", "has_code"),
    [
        (Terminal(), "code", {}, True, True),
        (Terminal(), "address", {}, True, False),
        (Terminal(), "off", {}, False, False),
        (Terminal(is_terminal=False), "code", {}, True, False),
        (Terminal(encoding="latin-1"), "code", {}, True, False),
        (Terminal(), "code", {"TERM": "dumb"}, True, False),
    ],
)
def test_where_a_code_is_shown(
    started: pytest.MonkeyPatch,
    terminal: Terminal,
    setting: str,
    environment: dict[str, str],
    has_addresses: bool,
    has_code: bool,
) -> None:
    for name, value in environment.items():
        started.setenv(name, value)
    started.setattr(sys, "stdout", terminal)
    announce(ServerSettings.from_environment({"DNN_ANNOUNCEMENT": setting}))
    assert (f"{config.get_option('server.port')}" in terminal.text) == has_addresses
    assert bool(codes_on(terminal.text)) == has_code


def test_a_server_that_uvicorn_started_says_nothing(started: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    started.setattr(sys, "stdout", terminal)
    started.setattr(config, "_server_mode", "asgi-server")
    announce(ServerSettings())
    assert terminal.text == ""


def test_an_output_that_takes_nothing_does_not_keep_a_server_from_starting(
    started: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    terminal = Terminal()
    terminal.close()
    started.setattr(sys, "stdout", terminal)
    started.setattr(module, "code_columns", lambda _environment: None)
    announce(ServerSettings())
    assert "could not be printed" in caplog.text
    started.setattr(sys, "stdout", None)
    announce(ServerSettings())


@pytest.mark.skipif(sys.platform == "win32", reason="TERM says nothing on Windows")
def test_the_columns_are_those_of_the_terminal(started: pytest.MonkeyPatch) -> None:
    started.setattr(sys, "stdout", Terminal())
    assert code_columns({"TERM": "xterm"}) == COLUMNS
    assert code_columns({}) is None
