"""The live view of a training run: a Streamlit component that polls the run's route and draws its cost as it falls.

It runs in the visitor's browser, from the modules in static/, which the server hands out under `module_url` and which
import each other by relative addresses. Only static/bootstrap.js and the style sheet travel with the page.

Styles are not isolated: Plotly puts its style sheet into the document's head, where a shadow root would not see it. All
class names begin with "dnn-live" instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dnn.background.wire import Fact, LiveViewData, NetworkDescription, ReferenceLine, RunsView, SpeedLimit, UndoPayload
from pages.live.folder import STATIC, loading_component
from pages.live.texts import TEXT_KEYS, live_texts

__all__ = ["STATIC", "TEXT_KEYS", "live_texts", "live_view"]

_component = loading_component(
    "dnn_live_view", '<div class="dnn-live"></div>', "view.css", "lower_panel.css", "runs.css", "sweep.css"
)


def live_view(
    *,
    key: str,
    run_url: str | None,
    own_run_url: str | None = None,
    owner: str = "",
    fingerprint: str = "",
    plotly_url: str,
    module_url: str,
    texts: dict[str, str],
    network: NetworkDescription,
    palette: dict[str, str] | dict[str, dict[str, str]],
    reference_lines: Sequence[ReferenceLine] = (),
    facts: Sequence[Fact] = (),
    score: str = "accuracy",
    language: str = "en",
    names_document: bool = False,
    nonce: int | str = 0,
    height: int = 560,
    scale: str = "linear",
    smoothing: float = 0.0,
    axis: str = "iterations",
    notebook_url: str | None = None,
    runs_view: RunsView | None = None,
    settings: dict[str, str] | None = None,
    previous: str | None = None,
    undo: UndoPayload | None = None,
    redo: UndoPayload | None = None,
    on_unreachable: Callable[[], None],
    on_outdated: Callable[[], None],
    on_chart_options: Callable[[], None],
    speed_limit: str = "",
    speed_limits: Sequence[SpeedLimit] = (),
    edits_done: int = 0,
    on_edits: Callable[[], None],
) -> None:
    """Show a run, live. A rerun with other arguments changes what is shown; the chart stays.

    Args:
        key: the component's key; callbacks find the LiveViewValues in the session under it.
        run_url: the JSON route of the run; None as long as there is none. Another one starts over.
        own_run_url: that of the visitor's own run, which takes her commands: the same, or one that the first command
            begins; None where she can have none.
        owner: the key by which she owns it.
        fingerprint: of the run that the page is drawn for, as dnn.background.fingerprint gives it; empty without one.
        plotly_url: plotly.js.
        module_url: static/view.js, its siblings beside it under the same folder.
        texts: the words of the view, as `live_texts` gives them.
        network: the network and its data as the picture needs them, as pages.shared.run.network_description gives them.
        palette: CSS colours text, muted, grid, background, panel, train, test, reference, change; negative, middle,
            positive of the weights; Z and A; and, optionally, those of the status dot: good, waiting, bad. Best one set
            each under "light" and "dark": then the view follows a switch of the theme by itself.
        reference_lines: costs to compare with.
        facts: what is fixed about the run; listed below its numbers.
        score: "accuracy" (shown in percent) or "r2".
        language: of the visitor, for the writing of numbers.
        names_document: whether the state and the cost of the run stand before the title of the document, too, and keys
            of the keyboard press its buttons.
        nonce: any value; when it changes the view asks the server at once.
        scale: of the cost axis, "linear" or "log".
        smoothing: of the train cost, from 0 (as it is) to 0.95.
        axis: what the horizontal axis counts: "iterations", "epochs", "examples" or "seconds".
        notebook_url: the route of the visitor's runs; None where they are not shown.
        runs_view: what the link has chosen of these.
        settings: those of the page in words, as pages.server.runs.setting_texts gives them.
        previous: id of the run that the next one takes the place of, drawn behind it.
        undo, redo: the actions of the page that these two would take back or bring again.
        height: pixels; on narrow pages the view is as high as it must.
        on_unreachable: called when the modules or the route are not served here.
        on_outdated: called when the run is no longer as the page was drawn for it: changed in another tab, ended, gone.
        on_chart_options: called when the visitor chose another scale or smoothing, `.chart_options`.
        speed_limit: the name of the limit to the run's iterations a second.
        speed_limits: those on offer.
        edits_done: the number of the last edit that was applied; the view sends those after it again.
        on_edits: called when the visitor made edits, `.edits`.
    """
    data: LiveViewData = {
        "run_url": run_url,
        "own_run_url": own_run_url,
        "owner": owner,
        "fingerprint": fingerprint,
        "plotly_url": plotly_url,
        "module_url": module_url,
        "texts": texts,
        "network": network,
        "palette": palette,
        "references": list(reference_lines),
        "facts": list(facts),
        "score": score,
        "language": language,
        "names_document": names_document,
        "nonce": nonce,
        "height": height,
        "edits_done": edits_done,
        "chart_options": {"scale": scale, "smoothing": smoothing, "axis": axis},
        "speed_limit": speed_limit,
        "speed_limits": list(speed_limits),
        "notebook_url": notebook_url,
        "runs_view": runs_view or {"curves": "", "baseline": "", "measure": ""},
        "settings": settings or {},
        "previous": previous,
        "undo": undo,
        "redo": redo,
    }
    _component(
        key=key,
        data=data,
        on_unreachable_change=on_unreachable,
        on_outdated_change=on_outdated,
        on_chart_options_change=on_chart_options,
        on_edits_change=on_edits,
    )
