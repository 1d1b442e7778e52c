"""The sidebar has the controls that act on a page, and no others."""

from __future__ import annotations

import pytest

from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from pages.menu import MENU, TRAIN
from pages.shared.session import session
from pages.shared.session.values import VALUES
from tests.pages.opened import opened

ALL = ("Data", "Network", "Hyperparameters")
SECTIONS = {
    "notation": ("Data", "Network"),
    "dimensions": ("Data", "Network"),
    "shape_lab": ("Data", "Network"),
    "gradients": ("Data", "Hyperparameters"),
    "compare": (),
    "data": (),
    "casebook": (),
    "practice": (),
    "path": (),
    "room": (),
}
"""Sections of the pages that do not have all of them."""


@pytest.mark.parametrize("name", MENU)
def test_a_page_has_the_controls_that_change_what_it_shows(name: str) -> None:
    test = opened(None if name == TRAIN.name else name)
    words = "\n".join(each.value for each in test.sidebar.markdown)
    assert tuple(title for title in ALL if title in words) == SECTIONS.get(name, ALL)


@pytest.mark.parametrize("name", [name for name, sections in SECTIONS.items() if len(sections) < 3])
def test_what_has_no_control_there_stays_as_it_was(name: str) -> None:
    query = {"data": "moons", "hidden": "3.relu", "learning_rate": "0.7", "batch_size": "32", "seed": "5"}
    test = opened(name, **query)
    assert {key: test.query_params[key] for key in query} == query


@pytest.mark.parametrize("name", [name for name, sections in SECTIONS.items() if not sections])
def test_what_is_wrong_is_told_on_a_page_without_controls_too(name: str) -> None:
    test = opened(name)
    test.session_state[VALUES][session.PROBLEMS] = [ConfigurationError("l2", Text("a number"), "fast", "0.1")]
    test.run()
    assert ["fast" in error.value for error in test.error] == [True]
    assert not test.run().error
