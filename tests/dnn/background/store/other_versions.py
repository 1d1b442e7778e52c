"""Rows as other versions of the app write them, or as a disk damages them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from dnn.background.store.arrays import checksum
from dnn.background.store.saved_run import SavedRun
from dnn.background.store.versions import FORMAT, FORMAT_KEY, NUMERICS, NUMERICS_KEY

Change = Callable[[SavedRun], SavedRun]


def of_a_later_form(row: SavedRun) -> SavedRun:
    """A row whose configuration has other keys, and whose form another number."""
    later = {FORMAT_KEY: FORMAT + 1}
    summary, document = json.loads(row.summary) | later, json.loads(row.document) | later
    for each in (summary, document):
        each["config"] = {"pipeline": each["config"]}
    return _signed(replace(row, summary=json.dumps(summary), document=json.dumps(document)))


def of_other_numerics(row: SavedRun) -> SavedRun:
    """A row that another arithmetic has computed."""
    other = {NUMERICS_KEY: NUMERICS + 1}
    summary, document = json.loads(row.summary) | other, json.loads(row.document) | other
    return _signed(replace(row, summary=json.dumps(summary), document=json.dumps(document)))


def of_a_version_without_names(row: SavedRun) -> SavedRun:
    """A row whose summary and document are of forms that nobody knows."""
    return _signed(replace(row, summary="[1, 2]", document="{}"))


def damaged(row: SavedRun) -> SavedRun:
    """A row one byte of whose weights is another one."""
    at = row.arrays.index(b"theta.npy") + 200
    return replace(row, arrays=row.arrays[:at] + bytes([row.arrays[at] ^ 1]) + row.arrays[at + 1 :])


OTHERS: dict[str, Change] = {
    "form": of_a_later_form,
    "numerics": of_other_numerics,
    "nameless": of_a_version_without_names,
    "damaged": damaged,
}


def _signed(row: SavedRun) -> SavedRun:
    return replace(row, checksum=checksum(row.document.encode() + row.arrays))
