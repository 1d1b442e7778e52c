"""The columns and rows of a table that a dataset is made of."""

from __future__ import annotations

import numpy as np

from dnn.tables.columns import FEATURE_KINDS, ColumnSummary, describe_columns, repeated_rows
from dnn.tables.preparation import Preparation
from dnn.tables.table import Table
from dnn.tables.table_error import unusable
from dnn.text.messages import CountedText, Enumeration, Text

SHOWN_NAMES = 8
"""Names that a sentence lists at most."""


def chosen_features(table: Table, preparation: Preparation, notes: list[Text]) -> tuple[str, ...]:
    """The columns that X is made of."""
    known = tuple(str(name) for name in table.frame)
    for name in (preparation.target, *preparation.features):
        if name not in known:
            choices = Enumeration([repr(each) for each in known[:SHOWN_NAMES]])
            raise unusable(Text("a column of the table"), repr(name)[:60], Text("one of {names}", names=choices))
    if preparation.target in preparation.features or len(set(preparation.features)) < len(preparation.features):
        raise unusable(
            Text("features that are distinct and not the target"),
            Text("{names}", names=Enumeration(preparation.features[:SHOWN_NAMES])),
            Text("each once"),
        )
    if preparation.features:
        return preparation.features
    if table.target is not None:  # an archive of arrays, whose features are the rows of X as they are
        return tuple(name for name in known if name != preparation.target)
    chosen, left_out = list[str](), list[ColumnSummary]()
    for summary in describe_columns(table):
        name = summary.name
        if name == preparation.target:
            continue
        if summary.kind in FEATURE_KINDS:
            chosen.append(name)
        else:
            left_out.append(summary)
    notes.extend(map(_left_out, left_out))
    if not chosen:
        raise unusable(Text("at least one feature"), _no_features(left_out), Text("naming features"))
    return tuple(chosen)


def _no_features(left_out: list[ColumnSummary]) -> Text:
    """Words for why a table has no features."""
    if not left_out:
        return Text("none beside the target")
    first = left_out[0]
    return Text("none, since column “{column}” is {kind}", column=first.name, kind=LEFT_OUT[first.kind])


def _left_out(summary: ColumnSummary) -> Text:
    """A note on a column that is no feature unless it is named."""
    return CountedText(
        "Column “{column}” with {count} different value is left out: it is {kind}.",
        "Column “{column}” with {count} different values is left out: it is {kind}.",
        summary.distinct,
        count=f"{summary.distinct:,}",
        column=summary.name,
        kind=LEFT_OUT[summary.kind],
    )


LEFT_OUT: dict[str, Text] = {
    "id": Text("an id, another in every row"),
    "date": Text("a date"),
    "constant": Text("constant or empty"),
    "free text": Text("free text"),
}
"""Reasons for which columns of other kinds are no features unless they are named."""


def kept_rows(table: Table, preparation: Preparation, features: tuple[str, ...], notes: list[Text]) -> np.ndarray:
    """(rows,) True in the rows that are used."""
    frame = table.frame[[*features, preparation.target]]
    kept = table.frame[preparation.target].notna().to_numpy(dtype=bool, copy=True)
    _note(
        notes,
        CountedText(
            "{count} row without a label left out.", "{count} rows without a label left out.", int((~kept).sum())
        ),
    )
    if preparation.missing == "drop_rows":
        whole = frame.notna().all(axis=1).to_numpy(dtype=bool)
        _note(
            notes,
            CountedText(
                "{count} row with a missing value left out.",
                "{count} rows with a missing value left out.",
                int((kept & ~whole).sum()),
            ),
        )
        kept &= whole
    again = repeated_rows(frame[kept])
    if preparation.duplicates == "drop":
        _note(
            notes,
            CountedText(
                "{count} row that is equal to another left out.",
                "{count} rows that are equal to others left out.",
                int(again.sum()),
            ),
        )
        kept[np.flatnonzero(kept)[again]] = False
    else:
        _note(
            notes,
            CountedText(
                "{count} row is equal to another, and kept.",
                "{count} rows are equal to others, and kept.",
                int(again.sum()),
            ),
        )
    return kept


def _note(notes: list[Text], note: CountedText) -> None:
    """Add a note, if it counts anything."""
    if note.number:
        notes.append(note)
