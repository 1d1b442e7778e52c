"""Tables as plain text, in columns, and as Markdown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

Lines = Iterable[Sequence[object]]


def aligned(titles: Sequence[object], lines: Lines, right: Collection[int] = ()) -> str:
    """Columns two spaces apart under their titles, those numbered in `right` (0, 1, …) set to the right."""
    cells = [[str(cell) for cell in line] for line in (titles, *lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, ["-" * width for width in widths])
    return "".join(_padded(line, widths, right) + "\n" for line in cells)


def markdown(titles: Sequence[object], lines: Lines, right: Collection[int] = ()) -> str:
    """The same as a Markdown table; a bar in a cell is escaped."""
    rule = ["---:" if number in right else "---" for number in range(len(titles))]
    cells = [[str(cell).replace("|", r"\|") for cell in line] for line in (titles, rule, *lines)]
    return "".join("| " + " | ".join(line) + " |\n" for line in cells)


def _padded(line: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    pairs = enumerate(zip(line, widths, strict=True))
    return "  ".join(cell.rjust(width) if i in right else cell.ljust(width) for i, (cell, width) in pairs).rstrip()
