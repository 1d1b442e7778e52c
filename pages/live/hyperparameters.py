"""The controls of the hyperparameters that a run takes over while it trains: a component that hands each change to the
live view, whose run obeys it, or else to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import NullTranslations

from dnn.background.wire import HyperparameterField, HyperparametersData
from dnn.text.messages import ENGLISH
from pages.live.folder import loading_component

_component = loading_component("dnn_hyperparameters", '<div class="dnn-controls"></div>', "controls.css")


def control_texts(translations: NullTranslations) -> dict[str, str]:
    """Every word of the controls but the fields' own, in the language of a catalogue."""
    _ = translations.gettext
    return {
        "out_of_range": _("Expected a number from {low} to {high}."),
        "out_of_open_range": _("Expected a number above {low}, at most {high}."),
        "more": _("Increase {name}"),
        "less": _("Decrease {name}"),
    }


CONTROL_TEXT_KEYS: tuple[str, ...] = tuple(control_texts(ENGLISH))
"""The keys that `texts` of the controls must hold."""


def hyperparameters(
    *,
    key: str,
    module_url: str,
    fields: Sequence[HyperparameterField],
    arrangement: str,
    texts: dict[str, str],
    edits_done: int,
    on_edits: Callable[[], None],
    on_unreachable: Callable[[], None],
) -> None:
    """Show fields with their values. A rerun with other values shows those, but for a field that is being typed into.

    Args:
        key: the component's key; callbacks find the HyperparametersValues in the session under it.
        module_url: static/controls.js, its siblings beside it.
        fields: the hyperparameters, in their order.
        arrangement: "column" in the sidebar, "row" in the bar of a presentation, "slider" for the slider alone.
        texts: the words, as `control_texts` gives them.
        edits_done: the number of the last change that the page has applied.
        on_edits: called when the visitor changed something that no run on the page has obeyed, `.edits`.
        on_unreachable: called when the modules are not served here.
    """
    data: HyperparametersData = {
        "module_url": module_url,
        "fields": list(fields),
        "arrangement": arrangement,
        "texts": texts,
        "edits_done": edits_done,
    }
    _component(key=key, data=data, on_edits_change=on_edits, on_unreachable_change=on_unreachable)
