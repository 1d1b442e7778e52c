"""A page for any browser that asks for nothing else and runs nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape

STYLE = """\
body { font: 15px/1.5 system-ui, sans-serif; color: #0F1A24; background: #FFFFFF; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0; }
th, td { border-bottom: 1px solid #E3E8EE; padding: 0.15rem 0.8rem 0.15rem 0; text-align: left; }
td { overflow-wrap: anywhere; }
.right { text-align: right; }
svg { max-width: 100%; height: auto; font-family: inherit; }
pre { background: #F3F6F9; padding: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
"""
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}{more_style}</style>
</head>
<body>
<h1>{title}</h1>
{content}
</body>
</html>
"""


def html_page(title: str, content: str, more_style: str = "") -> bytes:
    """The page of some content, which is HTML; the title is escaped."""
    return PAGE.format(title=escape(title), style=STYLE, more_style=more_style, content=content).encode("utf-8")


def html_table(titles: Sequence[object], rows: Iterable[Sequence[object]], right: Collection[int] = ()) -> str:
    """A table, the columns numbered in `right` (0, 1, …) set to the right; cells are escaped."""
    lines = [_row("th", titles, right), *(_row("td", row, right) for row in rows)]
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _row(kind: str, cells: Sequence[object], right: Collection[int]) -> str:
    opened = [f'<{kind} class="right">' if number in right else f"<{kind}>" for number in range(len(cells))]
    written = (f"{tag}{escape(str(cell))}</{kind}>" for tag, cell in zip(opened, cells, strict=True))
    return f"<tr>{''.join(written)}</tr>"
