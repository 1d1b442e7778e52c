"""Modules that are imported when a test first uses them: to collect the tests does not load what few of them need."""

from __future__ import annotations

import warnings
from typing import Any

import pytest


class LateModule:
    """A module that may not be installed; where it is not, a test that uses it is skipped with the reason."""

    def __init__(self, name: str, reason: str) -> None:
        self._name, self._reason = name, reason

    def __getattr__(self, attribute: str) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a library warns of when it is imported is not ours
            module = pytest.importorskip(self._name, reason=self._reason)
        value = getattr(module, attribute)
        setattr(self, attribute, value)
        return value
