"""Processes of tests that begin as forks of one that has imported what they need."""

from __future__ import annotations

import multiprocessing

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["dnn.__main__", "tests.dnn.background.store.serving", "tests.dnn.background.learning.storing"]
)
"""There is one such server for all tests of a process, so that all that is to be imported stands here."""
