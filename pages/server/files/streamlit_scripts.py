"""Streamlit's own files that a page names beforehand: the font of its text, and the scripts that draw one kind of
element each, which it asks for when the first such element comes.

The page that trains has most of those kinds, and would wait for its scripts once more after Streamlit's own; so its
document names them. The names end in a hash, and are found in the installed package.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit

from pages.server.paths import STREAMLIT_FILES

FOLDER = Path(streamlit.__file__).parent / "static" / "static" / "js"
FONTS = FOLDER.parent / "media"
TEXT_FONT = "SourceSansVF-Upright.*.woff2"
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
"""Streamlit's document, of which every page is made."""
ELEMENTS = ("BidiComponent", "Selectbox", "NumberInput", "ButtonGroup", "Button", "Html")
"""The kinds of elements on the page that trains, as Streamlit's scripts are called."""
IMPORT = re.compile(r"""\b(?:from|import)["'`]\./([\w.-]+\.js)["'`]""")
"""An import that is there from the beginning, in a script without spaces."""


@cache
def element_scripts() -> tuple[str, ...]:
    """The files of the elements' scripts and of all that they import, without those that the document names already;
    a script of a kind that this version of Streamlit does not have is left out."""
    document = INDEX.read_text("utf-8")
    found: dict[str, None] = {}
    waiting = [path.name for element in ELEMENTS for path in sorted(FOLDER.glob(f"{element}.*.js"))]
    while waiting:
        name = waiting.pop(0)
        if name not in found and name not in document:
            found[name] = None
            waiting += IMPORT.findall((FOLDER / name).read_text("utf-8"))
    return tuple(found)


@cache
def text_font() -> str:
    """The path of the font of the app's text, from its address on; "" where this version of Streamlit has none."""
    return next((f"{STREAMLIT_FILES}/media/{path.name}" for path in sorted(FONTS.glob(TEXT_FONT))), "")
