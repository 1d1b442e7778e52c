"""A prediction beside what happened: the mark that says whether it was right stands at the prediction."""

from __future__ import annotations

import pytest

from pages.learn.path.steps import overlay


@pytest.mark.parametrize(
    ("is_right", "lines"),
    [
        (True, ["✓ **Your prediction**: 3", "**What happened**: as you predicted"]),
        (False, ["✗ **Your prediction**: 3", "**What happened**: 4"]),
    ],
)
def test_the_mark_is_that_of_the_prediction(is_right: bool, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(overlay.st, "markdown", said.append)
    overlay._predicted("Your prediction", "3", is_right)
    overlay._happened(is_right, "4")
    assert said == lines


def test_before_anything_happened_there_is_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(overlay.st, "markdown", said.append)
    overlay._predicted("Your prediction", "3")
    assert said == ["**Your prediction**: 3"]
