"""The visitor's key: its form, and the order in which a session looks for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from pages.server.visitor import COOKIE, is_key, new_key
from pages.shared.session import session
from pages.shared.session.values import VALUES


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies of a new session."""
    sent: dict[str, str] = {}
    monkeypatch.setattr(st, "session_state", {VALUES: {}})
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies=sent))
    return sent


def test_the_form_of_a_key() -> None:
    assert is_key(new_key()) and new_key() != new_key()
    assert not any(map(is_key, (None, 5, "", "k" * 21, "k" * 23, "k" * 22 + "\n", "é" * 22, ["k" * 22], b"k" * 22)))


def test_a_session_takes_the_key_of_the_cookie(cookies: dict[str, str]) -> None:
    cookies[COOKIE] = new_key()
    assert session.visitor() == cookies[COOKIE]


@pytest.mark.parametrize("cookie", [None, "", "k" * 21])
def test_without_one_it_has_a_key_of_its_own(cookies: dict[str, str], cookie: str | None) -> None:
    if cookie is not None:
        cookies[COOKIE] = cookie
    assert is_key(session.visitor()) and session.visitor() == session.visitor()


def test_the_key_that_the_browser_has_kept_comes_first(cookies: dict[str, str]) -> None:
    cookies[COOKIE], kept = new_key(), new_key()
    assert session.visitor() == cookies[COOKIE]
    st.session_state["browser"] = SimpleNamespace(owner=kept)
    session.take_visitor("browser")
    assert session.visitor() == kept
