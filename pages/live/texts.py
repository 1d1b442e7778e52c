"""The words of the live view, by the keys that its modules use."""

from __future__ import annotations

from collections.abc import Callable

from dnn.optimizers import OPTIMIZERS


def live_texts(_: Callable[[str], str], *, score: str = "accuracy") -> dict[str, str]:
    """Every word of the live view in the language of `_`.

    Args:
        _: translates a message.
        score: what the score of the task is, "accuracy" or "r2".
    """
    return {
        # axes, curves, toolbar
        "iterations": _("iterations"),
        "iteration": _("iteration"),
        "cost": _("cost J"),
        "train_cost": _("train cost"),
        "train_cost_raw": _("train cost, not smoothed"),
        "train_cost_with_penalty": _("train cost J, with L2"),
        "train_cost_without_penalty": _("train cost without L2"),
        "test_cost": _("test cost"),
        "test_cost_without_penalty": _("test cost without L2"),
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
        **{f"optimizer_{name}": optimizer.title.render(_) for name, optimizer in OPTIMIZERS.items()},
        "optimizer_gradient_descent": _("gradient descent"),
        "optimizer_momentum": _("momentum"),
        # the state of the run
        "state": _("State of the run"),
        "progress": _("Progress"),
        "train": _("train"),
        "train_with_penalty": _("train, with L2"),
        "train_without_penalty": _("train, no L2"),
        "test": _("test"),
        "test_without_penalty": _("test, no L2"),
        "compare_without_penalty": _("Compare the dashed ones: the test cost has no L2 term."),
        "score": _("Accuracy") if score == "accuracy" else _("Coefficient of determination R²"),
        "epoch": _("epoch {epoch}"),
        "rate": _("{rate} it/s"),
        "points": _("{count} points"),
        "remaining": _("{time} left"),
        "status_idle": _("Ready"),
        "status_waiting": _("Waiting for its turn"),
        "status_running": _("Training"),
        "status_paused": _("Paused"),
        "status_suspended": _("Suspended"),
        "status_finished": _("Finished"),
        "status_stopped": _("Stopped"),
        "status_failed": _("Failed"),
        "status_gone": _("No longer there"),
        "suspended_visitor": _(
            "As many of this visitor's runs are training as may at once; it goes on when one of them rests."
        ),
        "suspended_server": _(
            "As many runs are training on this server as may at once; it goes on when one of them rests."
        ),
        "stop_target_cost": _("The target cost was reached."),
        "stop_non_finite": _("{quantity} was no longer finite at iteration {iteration}."),
        "stop_non_finite_layer": _("{quantity} of layer {layer} was no longer finite at iteration {iteration}."),
        # what is said in place of a curve, and about the connection
        "empty": _("Press Train: the cost will fall here."),
        "connection_lost": _("Connection lost, trying again …"),
        "run_gone": _("The server no longer has this run; press Train for a new one."),
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
        "layers_folded": _("{count} more layers, {from} to {to}: show them"),
        "input_name": _("Input {name}"),
        "unit_name": _("Unit {unit} of layer {layer}"),
        "output_name": _("Output unit {unit}, layer {layer}"),
        "click_enlarges": _("click to enlarge"),
        "network_too_large": _(
            "The weights of this network, {count} parameters, are too many to be sent: only networks of up to {limit} "
            "are drawn with their weights and activations. Cost and gradients are shown as ever."
        ),
        "diverged": _(
            "Some weights are beyond ±3.4×10³⁸ (∞) or no numbers any more (NaN): training has diverged. "
            "Reset it, and try a smaller learning rate."
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
        "more_terms": _("{count} more terms"),
        "edit_hint": _("Change a number: cost and picture follow. Reset brings the initial weights back."),
        "edit_pause": _("Pause to change weights and biases."),
        "gradient_over_some": _("dW and db are over {count} of {of} training examples"),
        "gradient_over_all": _("dW and db are over all {of} training examples"),
        "gradient_of_batch": _(", not over the batch of {size} that a step takes"),
        # the boundary and the verdict
        "plane_name": _("The output over the plane, with {train} training and {test} test points"),
        "tool": _("Pointer"),
        "tool_inspect": _("Look: read the output, choose an example"),
        "tool_add": _("Add points of {name}; drag to move"),
        "tool_remove": _("Remove points"),
        "points_count": _("{count} of at most {max_count} points"),
        "points_full": _("There are {max_count} points, more do not fit into a link; remove some first"),
        "points_clear": _("Remove all but two"),
        "discrete": _("Classes only"),
        "test_points": _("Test points"),
        "verdict_test": _("{count} test examples"),
        "verdict_train": _("{count} training examples"),
        "matrix_caption": _("rows: true class; columns: predicted"),
        "wrong_count": _("{wrong} of {count} wrong"),
        "wrong_shown": _("{shown} of {count} shown"),
        "verdict_right": _("{share} right"),
        "verdict_part": _("Examples of which part"),
        "right_example": _("Example {number}: {truth}, taken for that"),
        "wrong_example": _("Example {number}: {truth}, taken for {guess}"),
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
        "not_finite": _("not a finite number: {share}"),
        # the chart in words
        "summary": _("Cost after {iteration} iterations: train {train}, test {test}; it began at {first}."),
        "summary_without_test": _("Cost after {iteration} iterations: train {train}; it began at {first}."),
        "summary_empty": _("A chart of the cost over the iterations; there is no point yet."),
        # the state, read out
        "announce_pause": _("{state} at iteration {iteration}, cost {cost}"),
        "announce_progress": _("Iteration {iteration}: cost {cost}"),
        "announce_end": _("{state}: cost {cost} after {iteration} iterations"),
    }


TEXT_KEYS: tuple[str, ...] = tuple(live_texts(str))
"""The keys that `texts` of the live view must hold."""
