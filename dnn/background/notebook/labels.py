"""The labels of a run in its owner's notebook: what tells it apart from her others, and what she has written to it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from dnn.errors import ConfigurationError
from dnn.text.messages import Text

MAX_NAME = 80
MAX_NOTE = 500
"""Characters."""
COLOURS = 10
"""Number of colours that runs are told apart by."""
HINT = Text("a shorter text")


@dataclass(frozen=True)
class RunLabels:
    """Labels of one run; they change nothing of how it trains.

    Attributes:
        number: 1, 2, … among its owner's runs.
        colour: 0, 1, … of COLOURS, given once.
        created: seconds since 1970.
        name, note: texts of the owner's; in place of an empty name the differences from other runs are shown.
        parent, parent_iteration: the run that it is a branch of, and where it left it.
        sweep: the sweep that it is one of; None where it is none.
        varied, tried: names of the settings that this varies, as of dnn.configuration.variations, and their values.
        lesson: the lesson and the step that it is tried in; empty where it is none of a lesson's.
    """

    number: int = 0
    colour: int = 0
    created: float = 0.0
    name: str = ""
    note: str = ""
    is_starred: bool = False
    parent: str | None = None
    parent_iteration: int | None = None
    sweep: str | None = None
    varied: tuple[str, ...] = ()
    tried: tuple[float | str | None, ...] = ()
    lesson: str = ""

    def written(self, name: object, note: object, is_starred: object) -> RunLabels:
        """These labels with what the owner has written; None leaves one as it is.

        Raises:
            ConfigurationError: a text that is too long, or none.
        """
        if is_starred is not None and not isinstance(is_starred, bool):
            raise ConfigurationError("is_starred", Text("true or false"), is_starred, "true")
        return replace(
            self,
            name=self.name if name is None else _text("name", name, MAX_NAME),
            note=self.note if note is None else _text("note", note, MAX_NOTE),
            is_starred=self.is_starred if is_starred is None else is_starred,
        )

    @staticmethod
    def from_document(document: dict[str, Any]) -> RunLabels:
        """Labels as `dataclasses.asdict` gives them; those that a later version added may be missing."""
        known = {field.name for field in fields(RunLabels)}
        labels = {name: value for name, value in document.items() if name in known}
        if labels.get("varied") is None:
            labels |= {"varied": (), "tried": ()}
        for name in ("varied", "tried"):  # once there was one setting alone, written without a list
            labels[name] = tuple(labels[name]) if isinstance(labels[name], (list, tuple)) else (labels[name],)
        return RunLabels(**labels)


def _text(field: str, value: object, max_length: int) -> str:
    """A text on one line or more, without control characters, and not too long."""
    expected = Text("at most {count} characters", count=max_length)
    if not isinstance(value, str):
        raise ConfigurationError(field, expected, value, HINT)
    text = "".join(letter for letter in value if letter.isprintable() or letter == "\n").strip()
    if len(text) > max_length:
        raise ConfigurationError(field, expected, len(text), HINT)
    return text
