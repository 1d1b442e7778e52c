"""The stepper: a component that walks through one iteration in the browser, equation by equation, number by number."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations

from dnn.background.wire import PackedIteration, StepperData
from dnn.text.messages import ENGLISH
from pages.live.folder import loading_component

__all__ = ["STEP_TEXT_KEYS", "step_texts", "stepper"]

_component = loading_component("dnn_stepper", '<div class="dnn-step"></div>', "step.css")


def stepper(
    *,
    key: str,
    module_url: str,
    chart: str,
    packed: PackedIteration,
    texts: dict[str, str],
    language: str,
    on_requested_window: Callable[[], None],
    on_settled: Callable[[], None],
    on_unreachable: Callable[[], None],
) -> None:
    """Show an iteration to be stepped through. A rerun with other arguments changes what is shown; the step stays.

    Args:
        key: the component's key; callbacks find the StepperValues in the session under it.
        module_url: static/step.js, its siblings beside it.
        chart: the flow chart as SVG, drawn to be arranged by a script.
        packed: the iteration, as pages.learn.iteration.step_data.pack gives it.
        texts: the words, as `step_texts` gives them.
        language: of the visitor, for the writing of numbers.
        on_requested_window: called when numbers are asked for that were not sent yet; `.requested_window` is a
            RequestedWindow.
        on_settled: called when the visitor rests at another step; `.settled` is its key.
        on_unreachable: called when the modules are not served here.
    """
    data: StepperData = {
        "module_url": module_url,
        "chart": chart,
        "trace": packed,
        "texts": texts,
        "language": language,
    }
    _component(
        key=key,
        data=data,
        on_requested_window_change=on_requested_window,
        on_settled_change=on_settled,
        on_unreachable_change=on_unreachable,
    )


def step_texts(translations: NullTranslations) -> dict[str, str]:
    """Every word of the stepper in the language of a catalogue."""
    _ = translations.gettext
    return {
        "toolbar": _("Steps"),
        "first": _("To the first step"),
        "back": _("Step back"),
        "next": _("Next step"),
        "last": _("To the last step"),
        "play": _("Play"),
        "pause": _("Pause"),
        "speed": _("Speed"),
        "steps_a_second": _("{count} a second"),
        "position": _("Step {number} of {count}"),
        "example": _("example {number}"),
        "previous_example": _("Previous example"),
        "next_example": _("Next example"),
        "save_svg": _("Save the flow chart as SVG"),
        "save_png": _("Save the flow chart as PNG"),
        "window": _("{title}: {first}–{last} of {size}"),
        "earlier": _("Earlier: {title}"),
        "later": _("Later: {title}"),
        "go_to": _("Go to: {title}"),
        "loading": _("Fetching these numbers …"),
        "terms_more": _("{count} more, together {sum}"),
        "with_penalty": _("with the L2 penalty: J = {total}"),
        "hint": _(
            "Hover over a number of the result, or tap it: the numbers that it is computed from are highlighted."
        ),
        "matrix": _("{symbol}, {rows} × {columns}"),
        "row": _("row"),
        "keys": _("Arrow keys step; in a table they go from cell to cell."),
    }


STEP_TEXT_KEYS: tuple[str, ...] = tuple(step_texts(ENGLISH))
"""The keys that `texts` of the stepper must hold."""
