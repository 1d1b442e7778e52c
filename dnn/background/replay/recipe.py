"""The recipe of a run: all that it takes to train it again, to the last bit, as far as it came."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from dnn.background.commands import SetParameter
from dnn.background.notebook.entry import NotebookEntry
from dnn.background.run_snapshot import ENDS, ChangeRecord
from dnn.configuration import LIVE_FIELDS, RunConfig
from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text
from dnn.validation.checks import whole_number

ENTRY = re.compile(r"([Wb])\^\[(\d{1,4})\]_(\d{1,7})(?:,(\d{1,7}))?")
"""An entry of W or b as SetParameter.field writes it."""
MAX_ITERATIONS = 10**9


@dataclass(frozen=True)
class PlannedChange:
    """A change of a run while it trains.

    Attributes:
        iteration: the first one that is made with the new value.
        field: one of LIVE_FIELDS, or an entry of W or b.
        value: the new one.
    """

    iteration: int
    field: str
    value: Any

    @property
    def entry(self) -> SetParameter | None:
        """The entry of W or b that it sets; None for a hyperparameter."""
        found = ENTRY.fullmatch(self.field)
        if found is None:
            return None
        quantity, layer, row, column = found.groups()
        return SetParameter(int(layer), quantity, int(row) - 1, int(column or 1) - 1, self.value)


@dataclass(frozen=True)
class Recipe:
    """A run as it can be trained again.

    Attributes:
        config: that of its first iteration; the iterations and the target of its cost play no part.
        until: the iterations that it made.
        changes: what was changed meanwhile, in the order in which it was.
    """

    config: RunConfig
    until: int
    changes: tuple[PlannedChange, ...] = ()

    def __post_init__(self) -> None:
        whole_number("until", self.until, 0, MAX_ITERATIONS)
        for change in self.changes:
            whole_number("iteration", change.iteration, 1, MAX_ITERATIONS)
            if change.entry is None and change.field not in LIVE_FIELDS:
                expected = Text("one of {choices}", choices=Enumeration(LIVE_FIELDS))
                raise ConfigurationError("change", expected, change.field, "learning_rate")

    def config_from(self, iteration: int) -> RunConfig:
        """The configuration with which an iteration is made, and which lets a run go on to its end.

        Raises:
            ConfigurationError: a change to a value that is refused.
        """
        values = {"iterations": max(1, self.until), "target_cost": None} | {
            change.field: change.value
            for change in self.changes
            if change.entry is None and change.iteration <= iteration and change.field not in ENDS
        }
        return replace(self.config, hyperparameters=replace(self.config.hyperparameters, **values))

    def checked(self) -> Recipe:
        """This recipe, all of whose changes the configuration allows.

        Raises:
            ConfigurationError: it does not.
        """
        for change in self.changes:
            self.config_from(change.iteration)
        return self


def recipe_of(entry: NotebookEntry, changes: Iterable[ChangeRecord]) -> Recipe:
    """The recipe of a run as far as it has come, with the changes that it remembers."""
    planned = (PlannedChange(each.iteration, each.field, each.new) for each in changes if each.field not in ENDS)
    return Recipe(entry.first_config, entry.iteration, tuple(planned))
