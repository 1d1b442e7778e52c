"""A page for any browser that asks for nothing else and runs nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """\
body { font: 15px/1.5 system-ui, sans-serif; color: #0F1A24; background: #FFFFFF; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0; }
th, td { border-bottom: 1px solid #E3E8EE; padding: 0.15rem 0.8rem 0.15rem 0; text-align: left; }
.long { overflow-wrap: anywhere; }
.right { text-align: right; white-space: nowrap; }
svg { max-width: 100%; height: auto; font-family: inherit; }
pre { background: #F3F6F9; padding: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
"""
MAX_UNBROKEN = 24
"""Characters of a word that stands on one line in a table."""
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


SHEET = """\
<style>
{style}{more_style}.page {{ margin: 0; padding: 0.5rem 1rem; max-height: {height}px; overflow: auto; max-width: none; }}
.title {{ font-size: 1.6rem; }}
</style>
<div class="page" role="region" aria-label="{title}" tabindex="0">
<h2 class="title">{title}</h2>
{content}
</div>
"""


@dataclass(frozen=True)
class HtmlPage:
    """A page: its title, its content as HTML, and rules of style beside those that all pages have."""

    title: str
    content: str
    more_style: str = ""

    def document(self) -> bytes:
        """The file."""
        title = escape(self.title)
        page = PAGE.format(title=title, style=STYLE, more_style=self.more_style, content=self.content)
        return page.encode("utf-8")

    def sheet(self, height: int) -> str:
        """The same as a part of another page, in the shadow of an element of which it scrolls.

        Args:
            height: that of what is seen at a time, in pixels.
        """
        style = STYLE.replace("body {", ".page {")
        return SHEET.format(
            title=escape(self.title), style=style, more_style=self.more_style, content=self.content, height=height
        )


def html_table(titles: Sequence[object], rows: Iterable[Sequence[object]], right: Collection[int] = ()) -> str:
    """A table, the columns numbered in `right` (0, 1, …) set to the right; cells are escaped."""
    lines = [_row("th", titles, right), *(_row("td", row, right) for row in rows)]
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _row(kind: str, cells: Sequence[object], right: Collection[int]) -> str:
    written = (_cell(kind, str(cell), number in right) for number, cell in enumerate(cells))
    return f"<tr>{''.join(written)}</tr>"


def _cell(kind: str, text: str, is_right: bool) -> str:
    """A cell; one with a word that no telephone is wide enough for may be broken anywhere."""
    is_long = max(map(len, text.split()), default=0) > MAX_UNBROKEN
    names = [name for name, has_it in (("right", is_right), ("long", is_long)) if has_it]
    opened = f'<{kind} class="{" ".join(names)}">' if names else f"<{kind}>"
    return f"{opened}{escape(text)}</{kind}>"
