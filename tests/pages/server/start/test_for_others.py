"""The app's address for other machines, where it was opened as localhost."""

from __future__ import annotations

import pytest

from pages.server.start.for_others import ForOthers, for_others, is_of_this_machine, replaced
from pages.server.start.listening import Listening

WIFI, CABLE = "192.168.1.20", "10.0.0.5"


@pytest.mark.parametrize(
    ("root", "is_own"),
    [
        ("http://localhost:8501/", True),
        ("http://127.0.0.1:8501/", True),
        ("http://[::1]:8501/", True),
        ("http://app.localhost/", True),
        ("http://192.168.1.20:8501/", False),
        ("https://school.example/dnn/", False),
        ("https://localhost.example/", False),
        ("/", False),
    ],
)
def test_addresses_of_one_machine_are_told_from_others(root: str, is_own: bool) -> None:
    assert is_of_this_machine(root) == is_own
    if not is_own:
        assert for_others(root) == ForOthers(root)


@pytest.mark.parametrize(
    ("root", "listening", "expected"),
    [
        (
            "http://localhost:8501/",
            Listening(),
            ForOthers(f"http://{WIFI}:8501/", "replaced", (f"http://{CABLE}:8501/",)),
        ),
        ("http://localhost/dnn/", Listening(), ForOthers(f"http://{WIFI}/dnn/", "replaced", (f"http://{CABLE}/dnn/",))),
        ("http://127.0.0.1:8501/", Listening("127.0.0.1"), ForOthers("http://127.0.0.1:8501/", "alone")),
        ("http://localhost/", Listening("127.0.0.1"), ForOthers(f"http://{WIFI}/", "replaced", (f"http://{CABLE}/",))),
        ("http://localhost/", Listening(CABLE), ForOthers(f"http://{CABLE}:8501/", "replaced")),
        (
            "http://localhost:8501/",
            Listening(public_host="school.example", public_port=80),
            ForOthers("http://school.example/", "replaced"),
        ),
        ("http://localhost:8501/", None, ForOthers("http://localhost:8501/", "unknown")),
    ],
)
def test_the_address_in_the_network_takes_its_place(
    root: str, listening: Listening | None, expected: ForOthers
) -> None:
    assert replaced(root, listening, [WIFI, CABLE]) == expected


def test_in_a_container_only_what_the_operator_says_is_known() -> None:
    told = Listening(public_host="school.example", public_port=80)
    assert replaced("http://localhost:8501/", told, None) == ForOthers("http://school.example/", "replaced")
    assert replaced("http://localhost:8501/", Listening(), None).kind == "unknown"


def test_a_machine_in_no_network_has_none() -> None:
    assert replaced("http://localhost:8501/", Listening(), []) == ForOthers("http://localhost:8501/", "offline")
