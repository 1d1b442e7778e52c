"""The comparison: a component that shows several runs side by side at the same iteration, each trained again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import NullTranslations

from dnn.background.wire import CompareData, ComparedRunData, ComparedSetting
from dnn.text.messages import ENGLISH
from pages.live.folder import loading_component
from pages.live.texts import live_texts

__all__ = ["COMPARE_TEXT_KEYS", "STYLES", "compare_texts", "comparison", "own_texts"]

STYLES = ("view.css", "lower_panel.css", "compare.css")
"""Style sheets of the component."""
SHARED = ("matrix_caption", "scatter_name", "true_target", "predicted_target")
"""Texts of the live view that its pictures of an output use here as well."""
_component = loading_component("dnn_compare", '<div class="dnn-live dnn-compare"></div>', *STYLES)


def comparison(
    *,
    key: str,
    module_url: str,
    plotly_url: str,
    texts: dict[str, str],
    language: str,
    palette: dict[str, dict[str, str]],
    score: str,
    runs: Sequence[ComparedRunData],
    settings: Sequence[ComparedSetting],
    notes: Sequence[str],
    is_comparable: bool,
    iteration: int | None,
    on_settled: Callable[[], None],
    on_unreachable: Callable[[], None],
) -> None:
    """Show some runs. A rerun with other arguments changes what is shown; the iteration stays.

    Args:
        key: the component's key; callbacks find the CompareValues in the session under it.
        module_url: static/compare.js, its siblings beside it.
        plotly_url: plotly.js.
        texts: the words, as `compare_texts` gives them.
        language: of the visitor, for the writing of numbers.
        palette: the colours for light and dark, as those of the live view.
        score: "accuracy" or "r2".
        runs: two or more.
        settings: those in which they differ.
        notes: sentences about the comparison.
        is_comparable: whether the best of them can be named.
        iteration: that is shown first; None for the last.
        on_settled: called when the visitor rests at another iteration, `.settled`.
        on_unreachable: called when the modules are not served here.
    """
    data: CompareData = {
        "module_url": module_url,
        "plotly_url": plotly_url,
        "texts": texts,
        "language": language,
        "palette": dict(palette),
        "score": score,
        "runs": list(runs),
        "settings": list(settings),
        "notes": list(notes),
        "is_comparable": is_comparable,
        "iteration": iteration,
    }
    _component(key=key, data=data, on_settled_change=on_settled, on_unreachable_change=on_unreachable)


def compare_texts(translations: NullTranslations, score: str) -> dict[str, str]:
    """Every word of the comparison in the language of a catalogue, for a kind of score."""
    of_the_view = live_texts(translations, score=score)
    return {name: of_the_view[name] for name in SHARED} | own_texts(translations)


def own_texts(translations: NullTranslations) -> dict[str, str]:
    """The words that the modules of the comparison use."""
    _ = translations.gettext
    return {
        "compare_iteration": _("At iteration"),
        "compare_position": _("iteration {iteration} of {last}"),
        "compare_play": _("Play the training of all runs"),
        "compare_pause": _("Pause"),
        "compare_progress": _("Training these runs again: {percent} % done"),
        "compare_best": _("After {iterations} iterations {run} is best ({measure} {cost})."),
        "compare_best_against": _(
            "After {iterations} iterations {run} is best ({measure} {cost}, {delta} against {other})."
        ),
        "compare_diverged": _("{run} diverged at iteration {iteration}."),
        "compare_table": _("Settings that differ, and the figures at this iteration"),
        "compare_chart": _("The curves of the compared runs"),
        "compare_panels": _("Pictures of the compared runs at this iteration"),
        "settings": _("Setting"),
        "iteration_of_run": _("iteration"),
        "ended_there": _("ended there"),
        "ended_at": _("ended at iteration {iteration}"),
        "axis_iterations": _("iterations"),
        "toolbar": _("Tools of the chart"),
        "scale": _("Scale of the cost axis"),
        "linear": _("Linear"),
        "logarithmic": _("Log"),
        "shown_curves": _("Cost that the curves show"),
        "train_cost": _("train cost"),
        "test_cost": _("test cost"),
        "train_score": _("train score"),
        "test_score": _("test score"),
        "best": _("best"),
        "better": _("better than the first run"),
        "worse": _("worse than the first run"),
        "panel_boundary": _("Output over the plane"),
        "panel_curve": _("Output over the feature"),
        "panel_gradients": _("Norms of the gradients, logarithmic"),
        "panel_weights": _("Weights of each layer"),
        "panel_matrix": _("Confusion matrix of the test part: rows are the true classes, columns the predicted ones"),
        "panel_scatter": _("Predicted against true targets of the test part"),
    }


COMPARE_TEXT_KEYS: tuple[str, ...] = tuple(own_texts(ENGLISH))
"""The keys of the words that the modules of the comparison use."""
