"""The texts that visitors read, found in the sources, and the catalogues brought up to date with them.

The head of a catalogue, the order of its messages and every translation whose English text is still in the sources
stay. Nothing is guessed: a text that changed is a new message without a translation.
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dnn.lesson_files.lessons import lesson_paths, name_of
from dnn.lesson_files.read_lesson import read_lesson
from dnn.lesson_files.words import words_of

ROOT = Path(__file__).parents[2]
FOLDERS = ("dnn", "pages")
"""The folders whose sources are searched."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "Text": None, "ngettext": (1, 2), "CountedText": (1, 2)}
"""The functions that take a message; of those whose words follow a number, the positions of singular and plural."""
WIDTH = 120
"""Characters to a line of a catalogue."""

Id = str | tuple[str, ...]
"""An English text; a tuple of singular and plural."""


@dataclass(frozen=True)
class Update:
    """A catalogue that was brought up to date.

    Attributes:
        text: the file as it has to be.
        missing: the messages that need a translation, in the order of the file.
        removed: English text and translation of the messages that are in no source any more.
    """

    text: str
    missing: tuple[Id, ...]
    removed: tuple[tuple[Id, str], ...]


def extracted_messages() -> dict[Id, tuple[str, ...]]:
    """Every message of the sources, and of our own lessons -> the files it stands in, from the root of the project,
    sorted.

    `Text("")` is the default of texts that an entry may leave out; it is no message. An f-string among the values of a
    message is none either; that no message itself is one, a test holds.
    """
    found: dict[Id, set[str]] = {}
    warnings = io.StringIO()
    with redirect_stderr(warnings):
        for folder in FOLDERS:
            for name, _line, message, _comments, _context in extract_from_dir(
                ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS
            ):
                if message:
                    found.setdefault(message, set()).add(f"{folder}/{name}")
    expected = ("Empty msgid", "Skipping f-string")
    for path in lesson_paths():
        for text in words_of(read_lesson(path.read_text("utf-8"), name_of(path))):
            found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    lines = warnings.getvalue().splitlines(True)
    sys.stderr.writelines(line for line in lines if not any(part in line for part in expected))
    return {message: tuple(sorted(files)) for message, files in found.items()}


def updated(text: str, messages: dict[Id, tuple[str, ...]]) -> Update:
    """A catalogue with exactly these messages; a new one stands behind the one that precedes it in the sources.

    Args:
        text: the catalogue as it is.
        messages: what `extracted_messages` gives.
    """
    catalogue = read_po(io.StringIO(text))
    before = {_id(message): message for message in catalogue if message.id}
    after = Catalog(catalogue.locale)  # which knows how many forms its language has for a number
    for message_id in _order(list(before), list(messages)):
        message = before.get(message_id) or Message(message_id)
        message.locations = [(name, 1) for name in messages[message_id]]  # the file says no line numbers
        message.flags.discard("fuzzy")
        after[message_id] = message
    return Update(
        f"{_head(text)}\n\n{_written(after)}",
        tuple(_id(message) for message in after if message.id and not _is_translated(message)),
        tuple((old, str(message.string)) for old, message in before.items() if old not in messages),
    )


def update_catalogue(path: Path) -> Update:
    """Bring a file up to date in place."""
    update = updated(path.read_text("utf-8"), extracted_messages())
    path.write_text(update.text, "utf-8", newline="\n")
    return update


def _id(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def _order(before: list[Id], expected: list[Id]) -> list[Id]:
    """All messages expected: those that the catalogue has in its order, each new one behind its predecessor."""
    remaining = set(expected)
    order = [message for message in before if message in remaining]
    known = set(order)
    for number, message in enumerate(expected):
        if message not in known:
            order.insert(order.index(expected[number - 1]) + 1 if number else 0, message)
            known.add(message)
    return order


def _head(text: str) -> str:
    """The comment and the metadata at the top of a catalogue, which end at the first empty line."""
    return text.partition("\n\n")[0]


def _written(catalogue: Catalog) -> str:
    file = io.BytesIO()
    write_po(file, catalogue, width=WIDTH, omit_header=True, include_lineno=False)
    return file.getvalue().decode().rstrip("\n") + "\n"


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings)
