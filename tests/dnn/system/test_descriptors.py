"""The limit of file descriptors: raised where it can be, and no harm where it cannot."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable

import pytest

from dnn.system.descriptors import GRANTED_DESCRIPTORS, raise_descriptor_limit

LOWERED = 128
RAISED_IN_A_PROCESS = f"""
import resource
from dnn.system.descriptors import raise_descriptor_limit
_soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, ({LOWERED}, hard))
returned = raise_descriptor_limit()
print(returned, *resource.getrlimit(resource.RLIMIT_NOFILE), hard)
"""


class Limits:
    """The limits of a process, in place of those of the test's own; `refused` says which soft limits cannot be had."""

    def __init__(self, soft: int, hard: int, refused: Callable[[int], bool]) -> None:
        self.limits, self._refused = (soft, hard), refused

    def get(self, what: int) -> tuple[int, int]:
        return self.limits

    def set(self, what: int, limits: tuple[int, int]) -> None:
        if self._refused(limits[0]):
            raise ValueError("current limit exceeds maximum limit")
        self.limits = limits


@pytest.fixture
def put_in_place(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Limits]:
    resource = pytest.importorskip("resource")

    def put(soft: int, hard: int, refused: Callable[[int], bool] = lambda limit: False) -> Limits:
        limits = Limits(soft, hard, refused)
        monkeypatch.setattr(resource, "getrlimit", limits.get)
        monkeypatch.setattr(resource, "setrlimit", limits.set)
        return limits

    return put


@pytest.mark.workers
def test_the_soft_limit_of_a_process_becomes_its_hard_one() -> None:
    pytest.importorskip("resource")
    done = subprocess.run([sys.executable, "-c", RAISED_IN_A_PROCESS], capture_output=True, text=True, check=True)
    returned, soft, hard, hard_before = map(int, done.stdout.split())
    assert returned == soft == hard == hard_before != LOWERED


def test_an_infinite_limit_that_is_refused_becomes_a_finite_one_and_the_log_says_so(
    put_in_place: Callable[..., Limits], caplog: pytest.LogCaptureFixture
) -> None:
    import resource

    limits = put_in_place(256, resource.RLIM_INFINITY, lambda soft: soft != GRANTED_DESCRIPTORS)
    with caplog.at_level(logging.WARNING, "dnn.system"):
        assert raise_descriptor_limit() == GRANTED_DESCRIPTORS
    assert limits.limits == (GRANTED_DESCRIPTORS, resource.RLIM_INFINITY)
    assert "cannot be raised" in caplog.text


def test_a_limit_that_cannot_be_raised_at_all_stays(
    put_in_place: Callable[..., Limits], caplog: pytest.LogCaptureFixture
) -> None:
    limits = put_in_place(256, 1024, lambda soft: True)
    assert raise_descriptor_limit() == 256
    assert limits.limits == (256, 1024) and "exceeds maximum" in caplog.text


@pytest.mark.parametrize(("soft", "hard"), [(4096, 4096), (100_000, -1)])
def test_no_limit_is_lowered(put_in_place: Callable[..., Limits], soft: int, hard: int) -> None:
    limits = put_in_place(soft, hard, lambda limit: limit == -1)
    assert raise_descriptor_limit() == soft
    assert limits.limits == (soft, hard)


def test_a_machine_without_such_limits_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    assert raise_descriptor_limit() is None
