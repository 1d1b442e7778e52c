"""The app's own address, as far as the server can know it, and as the browser says it."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from pages.shared.session.values import VALUES
from pages.shared.share import root


@pytest.fixture(autouse=True)
def _session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {VALUES: {}})


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501/"),
        ("https://school.example/trainer", "https://school.example/trainer/"),
        ("https://school.example/a/b/", "https://school.example/a/b/"),
        ("https://mine.streamlit.app", "https://mine.streamlit.app/"),
        ("https://mine.streamlit.app/~/+", "https://mine.streamlit.app/"),
        ("https://mine.streamlit.app/~/+/", "https://mine.streamlit.app/"),
        ("", "/"),
    ],
)
def test_the_address_of_the_window_without_the_path_of_a_frame(window: str, expected: str) -> None:
    assert root.without_frame(window) == expected


@pytest.mark.parametrize("told", ["http://127.0.0.1:8501/", "https://school.example/trainer/", "http://[::1]:8501/"])
def test_the_browser_has_the_last_word(told: str) -> None:
    root.take(told)
    assert root.root() == told


NONSENSE: list[Any] = [
    *(None, 5, True, [], {}, ["https://a.example/"], "", "/", "//a.example/", "a.example/", "https:///", "https://["),
    *("javascript:alert(1)/", "data:text/html,/", "ftp://a.example/", "file:///", "https://a.example/x"),
    *("https://a.example/?x=1", "https://a.example/?", "https://a.example/#/", "https://ä.example/"),
    *("https://a.example/\n/", "https://a.example/\x00/", f"https://a.example/{'x' * 2_000}/", "\ud800/"),
]


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_passed_over(sent: object) -> None:
    root.take("https://school.example/")
    root.take(sent)
    assert root.root() == "https://school.example/"


@pytest.mark.parametrize(
    ("window", "page", "expected"),
    [
        ("http://localhost:8501/room", "room", "http://localhost:8501"),
        ("http://localhost:8501/", "train", "http://localhost:8501"),
        ("https://school.org/dnn/room/", "room", "https://school.org/dnn"),
        ("https://class.streamlit.app/~/+/room", "room", "https://class.streamlit.app/~/+"),
        ("https://school.org/classroom", "room", "https://school.org/classroom"),
    ],
)
def test_the_page_that_a_window_shows_is_no_part_of_the_apps_address(window: str, page: str, expected: str) -> None:
    assert root.without_page(window, page) == expected
    assert root.without_frame(expected).endswith("/")
