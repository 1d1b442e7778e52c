"""The drawing board: a component on which a visitor draws points of several classes, or of a curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import NullTranslations

from dnn.background.wire import DrawingBoardData
from dnn.text.messages import ENGLISH
from pages.live.folder import loading_component
from pages.live.plural_forms import language_of, plural_forms

__all__ = ["DRAWING_TEXT_KEYS", "drawing_board", "drawing_texts"]

_component = loading_component("dnn_drawing_board", '<div class="dnn-draw"></div>', "drawing_board.css")


def drawing_board(
    *,
    key: str,
    module_url: str,
    kind: str,
    points: str,
    done: int,
    max_points: int,
    class_names: Sequence[str],
    colors: Sequence[str],
    axes: Sequence[str],
    texts: dict[str, str],
    on_drawn: Callable[[], None],
    on_unreachable: Callable[[], None],
) -> None:
    """Show the board. A rerun with other points replaces those that are drawn, which the visitor can undo.

    Args:
        key: the component's key; callbacks find the DrawingBoardValues in the session under it.
        module_url: static/drawing_board.js, its siblings beside it.
        kind: of what is drawn, "classes" or "curve"; each keeps its strokes as long as the tab is open.
        points: as dnn.datasets.own_points writes them; there may be none.
        done: the number of the latest drawing that the page has; later ones are sent again.
        max_points: the most that there may be.
        class_names, colors: one for each class that can be drawn; of a curve, one.
        axes: the names of both.
        texts: the words, as `drawing_texts` gives them.
        on_drawn: called when a stroke has ended, `.drawn`.
        on_unreachable: called when the modules are not served here.
    """
    data: DrawingBoardData = {
        "module_url": module_url,
        "kind": kind,
        "points": points,
        "done": done,
        "max_points": max_points,
        "class_names": list(class_names),
        "colors": list(colors),
        "axes": list(axes),
        "texts": texts,
    }
    _component(key=key, data=data, on_drawn_change=on_drawn, on_unreachable_change=on_unreachable)


def drawing_texts(translations: NullTranslations) -> dict[str, str]:
    """Every word of the drawing board in the language of a catalogue, and the code of that language."""
    _, ngettext = translations.gettext, translations.ngettext
    return {
        "language": language_of(translations),
        "plane": _(
            "The plane, {across} to the right, {up} upwards: arrow keys move a cross, Enter draws there, Delete erases"
        ),
        "tools": _("What the pointer draws"),
        "curve": _("Curve"),
        "eraser": _("Eraser"),
        "brush": _("Brush"),
        "spray": _("Spray"),
        "stroke": _("Stroke"),
        "point": _("Single point"),
        "size": _("Size"),
        "noise": _("Noise"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "clear": _("Clear"),
        **plural_forms(
            translations,
            "count",
            lambda number: ngettext(
                "{count} point of at most {max_count}", "{count} points of at most {max_count}", number
            ),
        ),
        "full": _("No more points than {count}; erase some to draw others"),
        "keys": _("Keyboard: arrow keys move a cross, Enter draws there, Delete erases, Ctrl Z takes back."),
    }


DRAWING_TEXT_KEYS: tuple[str, ...] = tuple(drawing_texts(ENGLISH))
"""The keys that `texts` of the drawing board must hold."""
