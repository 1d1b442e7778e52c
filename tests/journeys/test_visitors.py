"""A server that is visited for long stays as it is: what visitors who are gone leave behind is forgotten."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable

import pytest

from benchmarks.visitors import FORGETTING, SHORT_SESSIONS, Stock, grown, growth_per_visitor
from tests.conftest import Server

FIRST = 50
ALL = int(os.environ.get("DNN_GROWTH_VISITORS", "110"))
GROUP = 25
"""Visitors at a time: each group watches for a second."""
MEGABYTES = 0.15
SLOW = "iterations=100000000&pace=100"
"""What is left behind is the same at every speed, and the tests beside this one need the processors."""


@pytest.fixture
def stocks(start_server: Callable[..., Server]) -> list[Stock]:
    """The runs, processes and memory after the first visitors, and after all."""
    return asyncio.run(grown(start_server(**FORGETTING, **SHORT_SESSIONS), (FIRST, ALL), SLOW, GROUP))


@pytest.mark.timeout(240)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_visitors_who_are_gone_leave_nothing(stocks: list[Stock]) -> None:
    """Everybody trains and closes the tab; leases are short here, as are Streamlit's sessions.

    Runs: all are forgotten, and no worker has anything to do. Processes: no more and no fewer than before. Threads:
    none stays for a visitor, which would be one each; the pool that answers requests for files keeps as many as were
    wanted at once, a number that differs from time to time.

    Memory: over 200 visitors 0.07 MB each were measured from the 50th to the 100th and 0.02 MB from there on;
    before, the interpreter's and the allocator's pools fill, 0.2 MB each. The limit is twice the 0.07. It finds a
    thread or a run with its arrays that stays for every visitor; one session of Streamlit alone is about 0.05 MB, too
    little for it.
    """
    before, after = stocks
    assert (before.runs, after.runs) == (0, 0)
    assert max(before.busy, after.busy) < 0.02
    assert after.workers.processes == before.workers.processes
    assert after.workers.threads == before.workers.threads
    assert after.server.threads - before.server.threads < (after.visitors - before.visitors) / 4
    assert growth_per_visitor(before, after) < MEGABYTES
