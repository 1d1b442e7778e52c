"""The runs of a comparison as one text of a link, from which they are trained again anywhere.

A run is a list of fields, name and value; all but the first name only what is other than in the first, so that eight
runs fit into a link. The text is input from outside, and checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dnn.background.notebook.labels import COLOURS
from dnn.background.replay.recipe import ENTRY, PlannedChange, Recipe
from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from pages.shared.session.link import (
    DEFAULT_DATASET,
    from_query,
    parameter_names,
    read_value,
    to_query,
    written_value,
)
from pages.shared.session.written_numbers import digits, number

MIN_COMPARED, MAX_COMPARED = 2, 8
"""Runs that are compared at once."""
MAX_COMPARISON_LENGTH = 16_000
"""Characters of the text; eight runs that differ in a setting or two have about 400."""
MAX_PLANNED_CHANGES = 40
"""Changes by hand of one run."""
MAX_FIELD_DIGITS = 12
BETWEEN_RUNS, BETWEEN_FIELDS, BEFORE_VALUE = "**", "*", "."
DATA, NUMBER, COLOUR, CHANGE = "data", "number", "colour", "change"
SHORT_ENTRY = re.compile(r"([Wb])(\d{1,4})_(\d{1,7})(?:_(\d{1,7}))?")
"""An entry of W or b as the text has it: W2_3_1 for W^[2]_3,1."""
EXAMPLE = "number.1*learning_rate.0.1**number.2*learning_rate.0.3"


@dataclass(frozen=True)
class ComparedRun:
    """A run of a comparison, with the number and the colour that it has in the list of its owner."""

    recipe: Recipe
    number: int
    colour: int


def write_comparison(runs: Sequence[ComparedRun]) -> str:
    """The text of some runs.

    Raises:
        ConfigurationError: too few or too many, or one with too many changes by hand.
    """
    _check_count(len(runs))
    queries = [_query(run.recipe) for run in runs]
    return BETWEEN_RUNS.join(_text(run, query, queries[0]) for run, query in zip(runs, queries, strict=True))


def read_comparison(text: str) -> tuple[ComparedRun, ...]:
    """The runs of a text.

    Raises:
        ConfigurationError: it is none, has too few or too many runs, or one that cannot be.
    """
    _check_length(text)
    parts = text.split(BETWEEN_RUNS)
    _check_count(len(parts))
    base = _fields(parts[0])[0]
    return tuple(_read_run(part, base) for part in parts)


def write_run(run: ComparedRun) -> str:
    """The text of one run that stands alone."""
    query = _query(run.recipe)
    return _text(run, query, query)


def read_run(text: str) -> ComparedRun:
    """The run of such a text.

    Raises:
        ConfigurationError: it is none, or has a run that cannot be.
    """
    _check_length(text)
    if BETWEEN_RUNS in text:
        raise ConfigurationError("run", Text("one run"), Text("several"), EXAMPLE.split(BETWEEN_RUNS)[0])
    return _read_run(text, {})


def _text(run: ComparedRun, query: dict[str, str], base: dict[str, str]) -> str:
    """One run, as far as it is other than the first, whose query is `base`."""
    named = {NUMBER: str(run.number), COLOUR: str(run.colour)}
    fields = [*(named | _relative(query, base)).items(), *_changes(run.recipe)]
    return BETWEEN_FIELDS.join(f"{name}{BEFORE_VALUE}{_escaped(value)}" for name, value in fields)


def _check_length(text: str) -> None:
    if len(text) > MAX_COMPARISON_LENGTH:
        expected = Text("at most {count} characters", count=MAX_COMPARISON_LENGTH)
        raise ConfigurationError("compare", expected, len(text), Text("a shorter link"))


def _check_count(count: int) -> None:
    if not MIN_COMPARED <= count <= MAX_COMPARED:
        raise ConfigurationError(
            "compare", Text("{low} to {high} runs", low=MIN_COMPARED, high=MAX_COMPARED), count, EXAMPLE
        )


def _query(recipe: Recipe) -> dict[str, str]:
    """The settings of a run, the iterations being those that it made."""
    return {DATA: DEFAULT_DATASET} | to_query(_normalised(recipe))


def _normalised(recipe: Recipe) -> RunConfig:
    iterations = max(1, recipe.until)
    hyperparameters = replace(recipe.config.hyperparameters, iterations=iterations, target_cost=None)
    return replace(recipe.config, hyperparameters=hyperparameters)


def _relative(query: dict[str, str], base: dict[str, str]) -> dict[str, str]:
    """The part of a query that is other than in the first one; all of it, where that is this one or learns from other
    data. An empty value is the default one."""
    if query is base or query[DATA] != base[DATA]:
        return query
    return {name: query.get(name, "") for name in sorted(query | base) if query.get(name) != base.get(name)}


def _changes(recipe: Recipe) -> list[tuple[str, str]]:
    if len(recipe.changes) > MAX_PLANNED_CHANGES:
        expected = Text("at most {count} changes by hand in a run that is compared", count=MAX_PLANNED_CHANGES)
        raise ConfigurationError("change", expected, len(recipe.changes), Text("a run with fewer"))
    return [(CHANGE, BEFORE_VALUE.join((str(each.iteration), *_written_change(each)))) for each in recipe.changes]


def _written_change(change: PlannedChange) -> tuple[str, str]:
    found = ENTRY.fullmatch(change.field)
    if found is None:
        return change.field, written_value(change.field, change.value)
    quantity, *places = found.groups()
    return quantity + "_".join(place for place in places if place is not None), repr(float(change.value))


def _read_run(part: str, base: dict[str, str]) -> ComparedRun:
    own, changes = _fields(part)
    named = own if DATA in own else base | own
    query = {name: value for name, value in named.items() if value and name not in (NUMBER, COLOUR)}
    _check_names(query)
    config = from_query(query)
    recipe = Recipe(config, config.hyperparameters.iterations, changes).checked()
    return ComparedRun(recipe, _whole(NUMBER, own.get(NUMBER, "1")), _whole(COLOUR, own.get(COLOUR, "0")) % COLOURS)


def _fields(part: str) -> tuple[dict[str, str], tuple[PlannedChange, ...]]:
    """The fields of one run, and its changes."""
    fields: dict[str, str] = {}
    changes = []
    for each in part.split(BETWEEN_FIELDS):
        name, separator, value = each.partition(BEFORE_VALUE)
        if not separator:
            raise ConfigurationError("compare", Text("names with values"), each, EXAMPLE)
        if name == CHANGE:
            changes.append(_read_change(_plain(value)))
        else:
            fields[name] = _plain(value)
    if len(changes) > MAX_PLANNED_CHANGES:
        raise ConfigurationError(CHANGE, Text("at most {count}", count=MAX_PLANNED_CHANGES), len(changes), "")
    return fields, tuple(changes)


def _read_change(text: str) -> PlannedChange:
    iteration, name, value = (*text.split(BEFORE_VALUE, 2), "", "")[:3]
    entry = SHORT_ENTRY.fullmatch(name)
    if entry is None:
        return PlannedChange(_whole(CHANGE, iteration), name, read_value(name, value))
    quantity, layer, row, column = entry.groups()
    written = number(value)
    if written is None:
        raise ConfigurationError(CHANGE, Text("a number"), value, "0.5")
    place = row if column is None else f"{row},{column}"
    return PlannedChange(_whole(CHANGE, iteration), f"{quantity}^[{layer}]_{place}", float(written))


def _check_names(query: dict[str, str]) -> None:
    for name in query:
        if name not in parameter_names():
            raise ConfigurationError("compare", Text("names of settings"), name, EXAMPLE)


def _whole(name: str, text: str) -> int:
    found = digits(text, MAX_FIELD_DIGITS)
    if found is None:
        raise ConfigurationError(name, Text("a whole number"), text, "1")
    return found


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace(BETWEEN_FIELDS, "%2A")


def _plain(value: str) -> str:
    return value.replace("%2A", BETWEEN_FIELDS).replace("%25", "%")
