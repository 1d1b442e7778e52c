"""The page that trains as the tests of its fallbacks find it, on a host that does not serve the app's routes."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_run_manager
from pages.shared.session.values import VALUES
from tests.pages.lab.test_slow_doctor import SOON, trained
from tests.pages.opened import control


@pytest.fixture
def test() -> AppTest:
    """The page with two runs, the second on it."""
    page = trained(iterations="50")
    control(page.number_input, "units_1").set_value(5).run()
    page.button(key="train").click().run()
    get_run_manager().wait_until(page.session_state[VALUES]["run"], lambda run: run.ended, SOON)
    return page.run()
