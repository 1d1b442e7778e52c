"""Settings of the server's answers: what is taken, what is refused in one sentence, and when."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dnn.errors import ConfigurationError
from pages.server.settings import ServerSettings
from tests.conftest import ROOT


def test_nothing_set() -> None:
    assert ServerSettings.from_environment({"DNN_ROUTES": "", "DNN_FRAME_ANCESTORS": ""}) == ServerSettings("on", "*")


@pytest.mark.parametrize(
    "sources",
    [
        *("'none'", "'self'", "*", "https:", "school.example", "https://school.example", "http://localhost:8080"),
        *("https://*.school.example", "school.example:*", "'self' https://a.example https://b-c.example/"),
    ],
)
def test_who_may_show_the_app_in_a_frame(sources: str) -> None:
    assert ServerSettings.from_environment({"DNN_FRAME_ANCESTORS": sources}).frame_ancestors == sources


def test_spaces_between_sources_are_one() -> None:
    settings = ServerSettings.from_environment({"DNN_FRAME_ANCESTORS": "  'self'   https://school.example "})
    assert settings.frame_ancestors == "'self' https://school.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FRAME_ANCESTORS", "self"),
        ("FRAME_ANCESTORS", "none"),
        ("FRAME_ANCESTORS", "'none' https://school.example"),
        ("FRAME_ANCESTORS", "* 'self'"),
        ("FRAME_ANCESTORS", "'unsafe-inline'"),
        ("FRAME_ANCESTORS", "https://a.example, https://b.example"),
        ("FRAME_ANCESTORS", "https://a.example; script-src *"),
        ("FRAME_ANCESTORS", "https://a.example\r\nSet-Cookie: a=b"),
        ("FRAME_ANCESTORS", "https://a..example"),
        ("FRAME_ANCESTORS", "javascript:"),
        ("ROUTES", "of"),
        ("ANNOUNCEMENT", "qr"),
    ],
)
def test_what_cannot_be_is_refused_in_words(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"^Expected DNN_{name} to be .*, got .*; try .*\.$"):
        ServerSettings.from_environment({f"DNN_{name}": value})


def test_a_wrong_setting_ends_the_start() -> None:
    environment = os.environ | {"DNN_FRAME_ANCESTORS": "self"}
    done = subprocess.run(
        [sys.executable, "-c", "import app"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "Expected DNN_FRAME_ANCESTORS to be" in done.stderr.splitlines()[-1]
