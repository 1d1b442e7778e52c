"""Small tables in a link: one parameter holds their contents, so that the link opens where nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable

from dnn.background.services import get_visitor_tables
from dnn.configuration import DatasetConfig
from dnn.datasets.contents import CONTENTS, MissingContent, from_letters, to_letters
from dnn.datasets.contents.letters import TABLE
from dnn.datasets.own_table import digest_of
from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Text
from pages.shared.session import session

BETWEEN = "."
MAX_TABLES = 8
"""Tables of one link: each run of a comparison may have its own."""
MAX_ALL_LETTERS = 4_500
"""Characters of all tables of one link: a browser asks for no address of more than 7,500."""


def written(datasets: Iterable[DatasetConfig]) -> dict[str, str]:
    """The parameter that holds the tables of some data; nothing where there is none, or they are too large for it."""
    letters = []
    for digest in dict.fromkeys(digest for dataset in datasets if (digest := digest_of(dataset)) is not None):
        try:
            each = to_letters(CONTENTS.get(digest))
        except MissingContent:
            each = None
        if each is not None:
            letters.append(each)
    together = BETWEEN.join(letters[:MAX_TABLES])
    return {TABLE: together} if together and len(together) <= MAX_ALL_LETTERS else {}


def is_in_link(dataset: DatasetConfig) -> bool:
    """True if links have the examples of these data in them."""
    return digest_of(dataset) is None or bool(written([dataset]))


def take(text: str | None) -> list[DnnError]:
    """Take over the tables of a link, which this visitor may use for a while, and which are stored for her when she
    trains on them; what is wrong with them."""
    if text is None:
        return []
    if len(text) > MAX_ALL_LETTERS or text.count(BETWEEN) >= MAX_TABLES:
        expected = Text("at most {count} characters", count=MAX_ALL_LETTERS)
        return [ConfigurationError(TABLE, expected, len(text), Text("a shorter link"))]
    problems: list[DnnError] = []
    for letters in text.split(BETWEEN):
        try:
            get_visitor_tables().bring(session.visitor(), from_letters(letters))
        except DnnError as problem:
            problems.append(problem)
    return problems
