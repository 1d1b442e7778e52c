"""Visitors with tables, each with a key of her own, and pages that they open by a link."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from streamlit.testing.v1 import AppTest

from dnn.background.services import get_run_manager, get_visitor_tables
from dnn.configuration import RunConfig
from dnn.configuration.table import configuration_of
from dnn.datasets.contents import CONTENTS, TableContent
from pages.menu import MENU
from pages.server.visitor import new_key
from pages.shared.session import session
from pages.shared.session.link import default_config, to_query
from pages.shared.session.values import VALUES
from tests.dnn.background.running import SOON, past
from tests.pages.opened import SCRIPT, SLOWEST

ITERATIONS = 100_000_000


def table(seed: int, m: int = 120, n_x: int = 4) -> TableContent:
    """A table of two classes whose names are Markdown; with 480 numbers too large for a link."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n_x, m))  # (n_x, m)
    names = tuple(f"*x{j}*" for j in range(1, n_x + 1))
    return TableContent(X, (X.sum(axis=0) > 0).astype(float), names, ("<b>no</b>", "_yes_"))


def small_table(seed: int) -> TableContent:
    """A table that rides in a link: 150 numbers."""
    return table(seed, m=50, n_x=2)


def config(content: TableContent, iterations: int = ITERATIONS, *, standardize: bool = True) -> RunConfig:
    """The usual configuration on a table."""
    usual = default_config()
    dataset = configuration_of(content, standardize=standardize)
    return replace(usual, dataset=dataset, hyperparameters=replace(usual.hyperparameters, iterations=iterations))


class Visitor:
    """A visitor by her key."""

    def __init__(self) -> None:
        self.key = new_key()

    def keeps(self, content: TableContent, name: str = "*mine*") -> str:
        """Have a table stored for her; its digest."""
        return get_visitor_tables().keep(self.key, content, name).digest

    def trains(self, content: TableContent, *, standardize: bool = True) -> str:
        """A run of hers on a table that she keeps, which rests after a few iterations; its id."""
        self.keeps(content)
        runs = get_run_manager()
        run_id = runs.start(config(content, standardize=standardize), self.key).id
        runs.wait_until(run_id, past(10), SOON)
        runs.leave(run_id, self.key)
        return run_id

    def opens(self, page: str | None = None, /, *, routes: bool = True, **query: str) -> AppTest:
        """The page as she opens it by a link."""
        test = AppTest.from_file(SCRIPT, default_timeout=SLOWEST)
        test.session_state[VALUES] = {session.VISITOR: self.key} | ({} if routes else {session.ROUTES_MISSING: True})
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        if page is not None:
            test.switch_page(MENU[page].file).run()
        assert not test.exception
        return test


def link_to(content: TableContent) -> dict[str, str]:
    """The query of a link to a table, without its examples."""
    return to_query(config(content))


def address_of(test: AppTest) -> dict[str, str]:
    """The query that the page has written into the address bar."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in dict(test.query_params).items()}


def forget(content: TableContent) -> None:
    """Let the process have a table no longer at hand, as after a restart."""
    CONTENTS.discard(content.digest)


def shown_config(test: AppTest) -> RunConfig:
    """The configuration of the page."""
    found: RunConfig = test.session_state[VALUES]["config"]
    return found


def sentences(test: AppTest) -> str:
    """All errors and warnings that the page says."""
    return "\n".join(each.value for kind in (test.error, test.warning, test.info) for each in kind)
