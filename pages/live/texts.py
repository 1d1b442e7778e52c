"""The words of the live view, by the keys that its modules use."""

from __future__ import annotations

from functools import partial
from gettext import NullTranslations

from dnn.optimizers import OPTIMIZERS
from dnn.text.messages import ENGLISH
from pages.live.notebook_texts import run_texts, sweep_texts, undo_texts
from pages.live.plural_forms import language_of, plural_forms


def live_texts(translations: NullTranslations, *, score: str = "accuracy") -> dict[str, str]:
    """Every word of the live view in the language of a catalogue, and the code of that language.

    Args:
        translations: the catalogue.
        score: what the score of the task is, "accuracy" or "r2".
    """
    _, ngettext = translations.gettext, translations.ngettext
    counted = partial(plural_forms, translations)
    return {
        "language": language_of(translations),
        # axes, curves, toolbar
        "iterations": _("iterations"),
        "cost": _("cost J"),
        "train_cost": _("train cost"),
        "train_cost_raw": _("train cost, not smoothed"),
        "train_cost_with_penalty": _("train cost J, with L2"),
        "train_cost_without_penalty": _("train cost without L2"),
        "test_cost": _("test cost"),
        "test_cost_without_penalty": _("test cost without L2"),
        "cut_off": _("cut off, up to {cost}: double-click shows all"),
        "cut_off_touch": _("cut off, up to {cost}: Log shows all"),
        "toolbar": _("Tools of the chart"),
        "scale": _("Scale of the cost axis"),
        "linear": _("Linear"),
        "logarithmic": _("Log"),
        "smoothing": _("Smoothing"),
        "save_picture": _("Save the chart as a PNG picture"),
        "save_table": _("Save the curve as a CSV table"),
        "zoom": _("Zoom"),
        "pan": _("Pan"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "reset_axes": _("Reset axes"),
        "zoom_back": _("Double-click to zoom back out"),
        "batch_size": _("batch size"),
        "full_batch": _("full"),
        "target_cost": _("target cost"),
        **{f"optimizer_{name}": optimizer.title.render(translations) for name, optimizer in OPTIMIZERS.items()},
        "optimizer_gradient_descent": _("gradient descent"),
        "optimizer_momentum": _("momentum"),
        "axis": _("Horizontal axis"),
        "axis_iterations": _("iterations"),
        "axis_epochs": _("epochs"),
        "axis_examples": _("examples seen"),
        "axis_seconds": _("seconds of computing"),
        "by_iterations": _("by iterations"),
        "by_epochs": _("by epochs"),
        "by_examples": _("by examples seen"),
        "by_seconds": _("by seconds"),
        "at_iterations": _("iteration"),
        "at_epochs": _("after epochs:"),
        "at_examples": _("after examples:"),
        "at_seconds": _("after seconds:"),
        **run_texts(translations),
        # the state of the run
        "state": _("State of the run"),
        "progress": _("Progress"),
        "train": _("train"),
        "train_with_penalty": _("train, with L2"),
        "train_without_penalty": _("train, without L2"),
        "test": _("test"),
        "test_without_penalty": _("test, without L2"),
        "compare_without_penalty": _("Compare the two dashed curves: the test cost has no L2 term."),
        "score": _("Accuracy") if score == "accuracy" else _("Coefficient of determination R²"),
        "epoch": _("epoch {epoch}"),
        "rate": _("{rate} it/s"),
        **counted("points", lambda number: ngettext("{count} point", "{count} points", number)),
        "remaining": _("{time} left"),
        "status_idle": _("Ready"),
        "status_waiting": _("Waiting for its turn"),
        "status_running": _("Training"),
        "status_paused": _("Paused"),
        "status_suspended": _("Suspended"),
        "status_finished": _("Finished"),
        "status_read_only": _("Read-only"),
        "status_stopped": _("Stopped"),
        "status_failed": _("Failed"),
        "status_gone": _("No longer available"),
        **counted(
            "crowd",
            lambda number: ngettext(
                "{count} run is training on this server, in turns: news comes less often.",
                "{count} runs are training on this server, in turns: news comes less often.",
                number,
            ),
        ),
        "unsaved": _("Runs cannot be saved at the moment; training continues, and saving as soon as it is possible."),
        "suspended_visitor": _(
            "This visitor has as many runs in training as are allowed at once; this one continues when another stops."
        ),
        "suspended_server": _(
            "This server has as many runs in training as are allowed at once; this one continues when another stops."
        ),
        "suspended_workers": _(
            "The workers cannot be reached at the moment; this run continues from here as soon as they are back."
        ),
        "stop_target_cost": _("The target cost was reached."),
        "stop_non_finite": _("{quantity} became NaN or Inf at iteration {iteration}."),
        "stop_non_finite_layer": _("{quantity} of layer {layer} became NaN or Inf at iteration {iteration}."),
        # the buttons of the run
        "buttons": _("Buttons of the run"),
        "button_train": _("Train"),
        "button_continue": _("Continue"),
        "button_pause": _("Pause"),
        "button_iteration": _("Iteration"),
        "button_epoch": _("Epoch"),
        "button_reset": _("Reset"),
        "button_new_weights": _("New weights"),
        "help_iteration": _("Run one iteration: forward, backward, update"),
        "help_epoch": _("Go on to the end of the epoch: once through all examples"),
        "help_reset": _("Back to iteration 0 with the very same initial weights"),
        "help_new_weights": _("Draw other initial weights from a new seed"),
        "button_try_several": _("Try several"),
        "help_try_several": _("Train with several values of one setting, side by side from the same start"),
        **sweep_texts(translations),
        "button_undo": _("Undo"),
        "button_redo": _("Redo"),
        "help_nothing_to_undo": _("Nothing to undo"),
        "help_nothing_to_redo": _("Nothing to redo"),
        **undo_texts(translations),
        "help_finished": _("The run has ended; reset it or allow more iterations."),
        "help_stopped": _("The run has stopped early; reset it, or draw new weights."),
        "speed_limit": _("Training speed"),
        # the doctor
        "diagnosis_none": _("Diagnosis: nothing trained yet"),
        "try_remedy": _("Try it"),
        "try_remedy_help": _("A new run from the same start, with this one change"),
        # what is said in place of a curve, and about the connection
        "empty": _("Press Train: the cost will fall here."),
        "connection_lost": _("Connection lost, trying again …"),
        "run_gone": _("This run is no longer on the server; its curve stays until you train again."),
        # the network
        "lower": _("What is shown below the cost"),
        "tab_network": _("Network"),
        "tab_gradients": _("Gradients"),
        "tab_activations": _("Activations"),
        "picture": _("The network: its units and weights"),
        "weights": _("weights and biases"),
        "inputs": _("inputs"),
        "output": _("output"),
        "hidden_layers": _("hidden layers: {count}"),
        "add_layer": _("Add a hidden layer"),
        "remove_layer": _("Remove the last hidden layer"),
        "add_unit": _("Add a unit to layer {layer}"),
        "remove_unit": _("Remove a unit from layer {layer}"),
        "folded": _("{shown} of {count}"),
        "units_before": _("Earlier units of layer {layer}"),
        "units_after": _("Later units of layer {layer}"),
        **counted(
            "layers_folded",
            lambda number: ngettext(
                "{count} more layer, layer {from}: show it", "{count} more layers, {from} to {to}: show them", number
            ),
        ),
        "input_name": _("Input {name}"),
        "unit_name": _("Unit {unit} of layer {layer}"),
        "output_name": _("Output unit {unit}, layer {layer}"),
        "click_enlarges": _("click to enlarge"),
        "network_too_large": _(
            "The weights of this network, {count} parameters, are too many to be sent: only networks of up to "
            "{limit} are drawn with their weights and activations. Cost and gradients are shown as usual."
        ),
        "diverged": _(
            "Some weights have become Inf (beyond ±3.4×10³⁸) or NaN: training has diverged. Reset it, and try "
            "a smaller learning rate."
        ),
        "data_missing": _("The data could not be fetched; trying again …"),
        # a unit
        "close": _("Close"),
        "previous_example": _("Previous example"),
        "next_example": _("Next example"),
        "example_of": _("example {number} ({part})"),
        "value": _("value"),
        "weight": _("weight"),
        "gradient": _("gradient"),
        "weight_from": _("Weight from unit {number}"),
        "bias": _("Bias"),
        "weights_before": _("Earlier weights"),
        "weights_after": _("Later weights"),
        "weights_shown": _("{first}–{last} of {count}"),
        "weights_image": _("weights from the pixels"),
        "expected_weight": _("Expected a number from {low} to {high}; the weight stays as it is."),
        **counted("more_terms", lambda number: ngettext("{count} more term", "{count} more terms", number)),
        "edit_hint": _("Change a number: cost and picture follow. Reset brings the initial weights back."),
        "edit_pause": _("Pause to change weights and biases."),
        "gradient_over_some": _("dW and db are averaged over {count} of {of} training examples"),
        **counted(
            "gradient_over_all",
            lambda number: ngettext(
                "dW and db are over the one training example",
                "dW and db are over all {count} training examples",
                number,
            ),
        ),
        "gradient_of_batch": _(", not over the batch of {size} that a training step uses"),
        # the boundary and the verdict
        "plane_name": _("The output over the plane, with {train} training and {test} test points"),
        "curve_name": _("The output over {name}, with {train} training and {test} test examples"),
        "tool": _("Pointer"),
        "tool_inspect": _("Inspect: read the output, select an example"),
        "tool_add": _("Add points of {name}; drag to move"),
        "tool_remove": _("Remove points"),
        **counted(
            "points_count",
            lambda number: ngettext(
                "{count} point of at most {max_count}", "{count} points of at most {max_count}", number
            ),
        ),
        "points_full": _("There are {max_count} points, more do not fit into a link; remove some first"),
        "points_clear": _("Remove all but two"),
        "discrete": _("Classes only"),
        "test_points": _("Test points"),
        **counted("count_of_test", lambda number: ngettext("{count} test example", "{count} test examples", number)),
        **counted(
            "count_of_train",
            lambda number: ngettext("{count} training example", "{count} training examples", number),
        ),
        "matrix_caption": _("rows: true class; columns: predicted"),
        "wrong_count": _("{wrong} of {count} wrong"),
        "wrong_shown": _("{shown} of {count} shown"),
        "verdict_right": _("{share} right"),
        "verdict_part": _("Training or test examples"),
        "right_example": _("Example {number}: {truth}, predicted correctly"),
        "wrong_example": _("Example {number}: {truth}, predicted as {guess}"),
        "true_target": _("true y"),
        "predicted_target": _("predicted ŷ"),
        "scatter_name": _("Predicted against true targets"),
        # gradients and activations
        "layer": _("Layer {number}"),
        "relative": _("relative to the last layer"),
        "gradients_name": _("Norms of dW, db and of the updates for each layer over the iterations"),
        "gradients_latest": _("At iteration {iteration} ‖dW‖ is {from} in layer 1 and {to} in layer {last}"),
        "gradients_latest_one": _("At iteration {iteration} ‖dW‖ is {to}"),
        "gradients_none": _("Press Train to see them"),
        "gradients_zero": _("all exactly 0"),
        "gradients_undefined": _("not defined while W is 0"),
        "saturated": _("saturated: {share}"),
        "dead": _("dead units: {share}"),
        "not_finite": _("NaN or Inf: {share}"),
        # the chart in words
        **counted(
            "summary",
            lambda number: ngettext(
                "Cost after {count} iteration: train {train}, test {test}; it began at {first}.",
                "Cost after {count} iterations: train {train}, test {test}; it began at {first}.",
                number,
            ),
        ),
        **counted(
            "summary_without_test",
            lambda number: ngettext(
                "Cost after {count} iteration: train {train}; it began at {first}.",
                "Cost after {count} iterations: train {train}; it began at {first}.",
                number,
            ),
        ),
        "summary_empty": _("A chart of the cost over the iterations; there are no data yet."),
        # the state, read out
        "announce_pause": _("{state} at iteration {iteration}, cost {cost}"),
        "announce_progress": _("Iteration {iteration}: cost {cost}"),
        "announce_end": _("{state}: cost {cost} after {iteration} iterations"),
    }


TEXT_KEYS: tuple[str, ...] = tuple(live_texts(ENGLISH))
"""The keys that `texts` of the live view must hold."""
