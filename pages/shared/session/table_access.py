"""The border for tables: a configuration from outside names one by its hash, and only whose table it is may use it, or
to whom its owner has given it. That the server has it at hand for somebody else is no way to it.
"""

from __future__ import annotations

from dataclasses import replace

from dnn.background.services import get_run_manager, get_visitor_tables
from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.contents import CONTENTS, TableContent
from dnn.datasets.own_table import digest_of
from dnn.errors import DnnError
from pages.shared.session import link, session, values

WANTED = "wanted_table"
"""The data of a link that this session could not reach, and the visitor who could not, until she can."""


def check(dataset: DatasetConfig) -> None:
    """Refuse a table that this visitor may not use, or that is not stored here.

    Raises:
        MissingContent: there is none that she may use.
        ConfigurationError: it has other numbers than the configuration says.
    """
    digest = digest_of(dataset)
    if digest is not None:
        get_visitor_tables().check(session.visitor(), digest)
        load_dataset(dataset)


def check_brought(dataset: DatasetConfig, content: TableContent) -> None:
    """Refuse data that cannot be made of a table which the visitor has in a file; she need not have it stored here.

    Raises:
        ConfigurationError: it has other numbers than the configuration says.
    """
    with CONTENTS.held(content):
        load_dataset(dataset)


def keep(content: TableContent, name: str) -> None:
    """Store a table for this visitor under the name of its file; one that she has keeps its name.

    Raises:
        LimitReached: it would be more than she may keep, or the server can hold at present.
    """
    tables, visitor = get_visitor_tables(), session.visitor()
    if all(table.digest != content.digest for table in tables.listed(visitor)):
        tables.keep(visitor, content, name)


def check_shown(dataset: DatasetConfig) -> None:
    """Refuse as `check` does, but for the table of a run that this visitor watches by its owner's link."""
    if _is_watched(dataset):
        load_dataset(dataset)
    else:
        check(dataset)


def settle() -> None:
    """Have the page go on with the usual data, and say why, where the table of the session can no longer be used; and
    with the table of its link, where the visitor turns out to be somebody who may use it."""
    visitor, wanted = values.get(WANTED, (None, None))
    if wanted is not None and (visitor != session.visitor() or is_waiting()):
        is_usable = _is_usable(wanted)
        values.put(WANTED, (None, None) if is_usable else (session.visitor(), wanted))
        if is_usable:
            _take(replace(session.config(), dataset=wanted))
    config = session.config()
    try:
        check_shown(config.dataset)
    except DnnError as problem:
        session.add_problem(problem)
        _take(without_table(config))


def is_waiting() -> bool:
    """True while the usual data stand in the place of a table that a link has named."""
    _visitor, wanted = values.get(WANTED, (None, None))
    return wanted is not None and session.config().dataset == link.default_config().dataset


def note_wanted(dataset: DatasetConfig) -> None:
    """Note the table of a link that could not be reached, and by whom."""
    values.put(WANTED, (session.visitor(), dataset))


def without_table(config: RunConfig) -> RunConfig:
    """The configuration with the usual data in the place of its table."""
    return replace(config, dataset=link.default_config().dataset)


def _take(config: RunConfig) -> None:
    """Show a configuration; a run that is gone is known by it from now on, since it can be drawn."""
    session.set_config(config)
    if session.known_config() is not None:
        session.set_known_config(config)


def _is_usable(dataset: DatasetConfig) -> bool:
    try:
        check(dataset)
    except DnnError:
        return False
    return True


def _is_watched(dataset: DatasetConfig) -> bool:
    """True if the run of the page is on this table, whosever run it is."""
    run_id = session.run_id()
    run = None if run_id is None or digest_of(dataset) is None else get_run_manager().get(run_id)
    return run is not None and run.config.dataset == dataset


def may_use(dataset: DatasetConfig) -> bool:
    """True if this visitor may use the data for more than to watch a run on them."""
    digest = digest_of(dataset)
    return digest is None or get_visitor_tables().may_use(session.visitor(), digest)
