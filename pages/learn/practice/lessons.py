"""The page that teaches what a topic of questions asks."""

from __future__ import annotations

from pages.menu import MENU, MenuEntry

LESSONS: dict[str, MenuEntry] = {
    "shapes": MENU["dimensions"],
    "counts": MENU["dimensions"],
    "products": MENU["shape_lab"],
    "broadcasting": MENU["shape_lab"],
    "cache": MENU["cache"],
    "layers": MENU["notation"],
}
"""Topic -> the page to read."""
