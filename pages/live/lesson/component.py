"""The component that draws the chart of a lesson in the browser, and its words."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations

from dnn.background.wire import LessonChartData
from dnn.text.messages import ENGLISH
from pages.live.folder import loading_component
from pages.live.plural_forms import language_of

__all__ = ["LESSON_TEXT_KEYS", "lesson_chart", "lesson_texts"]

_component = loading_component("dnn_lesson_chart", '<div class="dnn-lesson"></div>', "lesson_chart.css")


def lesson_chart(
    *,
    key: str,
    data: LessonChartData,
    on_sketched: Callable[[], None],
    on_settled: Callable[[], None],
    on_unreachable: Callable[[], None],
) -> None:
    """Show the chart. A rerun with other arguments changes what is shown; the axes stay where they are.

    Args:
        key: the component's key; callbacks find the LessonChartValues in the session under it.
        data: all that it shows; the words as `lesson_texts` gives them.
        on_sketched: called when a stroke has ended, `.sketched`.
        on_settled: called when all runs have ended, `.settled`; again until `is_settled`, three times at most.
        on_unreachable: called when the modules or the costs are not served here.
    """
    _component(
        key=key,
        data=data,
        on_sketched_change=on_sketched,
        on_settled_change=on_settled,
        on_unreachable_change=on_unreachable,
    )


def lesson_texts(translations: NullTranslations, *, is_beside_held_out: bool = False) -> dict[str, str]:
    """Every word of the chart in the language of a catalogue, and the code of that language.

    Args:
        is_beside_held_out: whether costs on held-out data are shown with it: then it says that its own are on the
            training data.
    """
    _ = translations.gettext
    of_training = {
        "cost": _("training cost J"),
        "cost_log": _("training cost J, on an axis of powers of ten"),
        "chart": _("The training cost over the iterations"),
        "latest": _("Latest costs (training)"),
        "at_iteration": _("Costs (training) at iteration {iteration}"),
        "end": _("{name}: training cost {cost} at iteration {iteration}."),
    }
    return _texts(translations) | (of_training if is_beside_held_out else {})


def _texts(translations: NullTranslations) -> dict[str, str]:
    _ = translations.gettext
    return {
        "language": language_of(translations),
        "iterations": _("iterations"),
        "cost": _("cost J"),
        "cost_log": _("cost J, on an axis of powers of ten"),
        "chart": _("The cost over the iterations"),
        # the sketch
        "undo": _("Undo"),
        "redo": _("Redo"),
        "clear": _("Clear"),
        "start": _("start"),
        "hint": _("Press and drag over the chart to draw the cost that you expect."),
        "keys": _("Keyboard: Tab goes from point to point, arrow keys move each up or down, Ctrl Z takes back."),
        "handles": _("Points of the sketch that keys move"),
        "handle": _("Expected cost at iteration {iteration}"),
        "handle_empty": _("nothing sketched here"),
        "sketched": _("Sketched from iteration {first} to {last} of {all}"),
        "not_sketched": _("Nothing sketched yet"),
        # the runs
        "sketch": _("your sketch"),
        "this_run": _("this run"),
        "all_runs": _("all runs ({count})"),
        "spread": _("{low} to {high}, the middle one {middle}"),
        "diverged": _("diverged"),
        "up_to": _("up to {cost}"),
        "latest": _("Latest costs"),
        "cursor": _("Iteration at which the costs are read"),
        "at_iteration": _("Costs at iteration {iteration}"),
        "entry": _("{name}: {value}"),
        "between": _("; "),
        "lost": _("No connection: the curves go on when it is back."),
        # the end
        "all_ended": _("All runs have ended."),
        "end": _("{name}: cost {cost} at iteration {iteration}."),
        "end_diverged": _("{name} diverged after iteration {iteration}."),
        "end_without": _("{name} made no iteration."),
        "end_all": _("{name}: {spread}."),
        "sentences": _("{before} {after}"),
    }


LESSON_TEXT_KEYS: tuple[str, ...] = tuple(lesson_texts(ENGLISH))
"""The keys that the words of the chart must have."""
