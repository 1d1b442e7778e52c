"""The words on each step of an iteration: its part, its effect and its reason."""

from __future__ import annotations

from dnn.lessons.walkthrough import IterationTrace, Step
from dnn.losses import TASKS
from dnn.text.messages import Text

PARTS: dict[str, Text] = {
    "forward": Text("Forward"),
    "loss": Text("Loss"),
    "backward": Text("Backward"),
    "mean": Text("Mean over the examples"),
    "update": Text("Update"),
}
"""Part of the iteration -> what visitors read."""

REASONS: dict[str, Text] = {
    "Z": Text("Each unit adds up its inputs, each times its weight, and its bias; b is the same for every example."),
    "A": Text("The activation function, entry by entry. Z is cached: the backward pass needs it."),
    "A_last": Text("The output: what the network predicts for each example."),
    "softmax": Text("Each column becomes probabilities that add up to 1."),
    "loss": Text("How wrong the prediction for each example is."),
    "J": Text("The cost: the mean of the losses, plus the L2 penalty, if there is one. The cost chart shows it."),
    "dA_last": Text(
        "Where the way back begins in the note. Where a saturated unit is wrong this grows without bound, so code does "
        "not go on from here but from the next equation; a saturated unit is computed both ways below."
    ),
    "dZ_last": Text(
        "Output and loss belong together: in dA ∗ g′(Z) the denominators cancel, and A − Y is left, exact even where A "
        "is 0 or 1. Code starts here."
    ),
    "dA": Text("Back through the weights: W transposed, so that the dimensions match."),
    "dZ": Text("Back through the activation function, entry by entry: g′ is evaluated at the cached Z."),
    "dW": Text("Each weight's share: dZ of its unit times the cached input that it multiplies."),
    "db": Text("The bias multiplies a constant 1, so its share is dZ itself."),
    "mean": Text("The loop over the examples ends with their mean; vectorised, one product does all of this at once."),
    "W": Text("The step of the optimiser, with the learning rate α; gradient descent goes against the gradient."),
}
"""Kind of a step -> its effect and its reason."""


def kind(trace: IterationTrace, step: Step) -> str:
    """The kind of a step: its key in REASONS."""
    last = step.layer == trace.L
    if step.part == "update":
        return "W"
    if step.part == "mean":
        return "J" if step.quantity == "J" else "mean"
    if step.quantity == "A" and last:
        return "softmax" if TASKS[trace.iteration.parameters.task].terms.output is None else "A_last"
    if step.quantity in ("dA", "dZ") and last:
        return f"{step.quantity}_last"
    return step.quantity


def axis_title(axis: str) -> Text:
    """The title of the rows or columns of an array."""
    if axis == "examples":
        return Text("Examples")
    layer = int(axis.removeprefix("units:"))
    return Text("Features") if layer == 0 else Text("Units of layer {l}", l=layer)
