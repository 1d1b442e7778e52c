"""The column that is most likely the target of a table, from which a visitor goes on."""

from __future__ import annotations

from collections.abc import Sequence

from dnn.datasets.contents import MAX_TABLE_CLASSES
from dnn.tables.columns import FEATURE_KINDS, ColumnSummary
from dnn.tables.table import Table

TARGET_NAMES = (
    *("target", "label", "labels", "class", "classes", "species", "output", "outcome", "diagnosis", "survived"),
    *("类别", "标签", "目标", "结果", "品种", "种类", "y"),
)
"""Names by which tables often call their target, in small letters, the plainest first."""


def likely_target(table: Table, columns: Sequence[ColumnSummary]) -> str:
    """The name of the column that the file calls its labels, that has the name of a target, or that stands last."""
    if table.target is not None:
        return table.target
    by_name = {column.name.strip().lower(): column for column in reversed(columns)}
    for name in TARGET_NAMES:
        if name in by_name and (_can_be(by_name[name]) or by_name[name].kind == "constant"):
            return by_name[name].name
    usable = [column for column in columns if _can_be(column)]
    return (usable or list(columns))[-1].name


def _can_be(column: ColumnSummary) -> bool:
    is_text = column.width > 1
    return column.kind in FEATURE_KINDS and (not is_text or column.distinct <= MAX_TABLE_CLASSES)
