"""The data as those of the visitor's next run: kept for her, named by the configuration, and shown on the page that
trains."""

from __future__ import annotations

from dataclasses import replace

from dnn.background.services import get_visitor_tables
from dnn.configuration import DatasetConfig
from dnn.datasets.contents import TableContent
from dnn.errors import DnnError
from pages.menu import TRAIN
from pages.shared.run import run_commands
from pages.shared.run.network_description import TAKEN_OVER
from pages.shared.session import session, table_names
from pages.shared.session.run_view import MAIN


def train_on(content: TableContent, name: str, dataset: DatasetConfig) -> None:
    """Keep a content for the visitor under the name of its file, and turn to the page that trains with it; network and
    hyperparameters stay. What cannot be is said on the page."""
    try:
        get_visitor_tables().keep(session.visitor(), content, name)
        table_names.note(content.digest, name)
        turn_to_training(dataset)
    except DnnError as problem:
        session.add_problem(problem)


def turn_to_training(dataset: DatasetConfig) -> None:
    """Turn to the page that trains with these data; network and hyperparameters stay. A run of somebody else's, which a
    link has brought onto the page, makes room.

    Raises:
        ConfigurationError: they cannot be trained on with the rest of the configuration.
    """
    config = replace(session.config(), dataset=dataset)
    snapshot = run_commands.current_run(MAIN)
    if snapshot is not None and not run_commands.is_mine(snapshot):
        session.set_run(None)
    session.set_page_value(TAKEN_OVER, None)
    session.set_config(config)
    session.set_next_page(TRAIN)
