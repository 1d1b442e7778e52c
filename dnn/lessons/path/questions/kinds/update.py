"""Questions for one update by hand: w := w − α dw."""

from __future__ import annotations

from dnn.lessons.path.by_hand import as_shown
from dnn.lessons.path.option_checks import number
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.kind import QuestionKind
from dnn.lessons.path.questions.numbers import NumberDraft, comes_to, factor, shown
from dnn.lessons.path.questions.options import LAYER, Options, layer_in, real
from dnn.lessons.path.questions.question import TOLERANCE
from dnn.text.messages import Text

RATES = (0.1, 0.3, 0.5, 1.0, 3.0)
"""Learning rates that are drawn from where none is given."""
MIN_CHANGE = 4 * TOLERANCE
"""The share of w by which the update has to change it, so that a mistake is told from the value."""


def new_weight(network: AskedNetwork, options: Options) -> NumberDraft | None:
    """One weight after one update, with the gradient of all examples."""
    l = layer_in(network, options)
    if l is None:
        return None
    W, dW = as_shown(network.parameters.layers[l - 1].W), as_shown(network.gradients[l - 1].dW)  # (n, n_previous) each
    alpha = real(options, "learning_rate", network.random.choice(RATES))
    j, k, m = network.random.randrange(len(W)), network.random.randrange(W.shape[1]), network.setting.m
    w, dw = float(W[j, k]), float(dW[j, k])
    value = w - alpha * dw
    if abs(alpha * dw) < MIN_CHANGE * abs(value):
        return None
    other = float(W.ravel()[(j * W.shape[1] + k + 1) % W.size])
    entry = f"$w^{{[{l}]}}_{{{j + 1}{k + 1}}}$"
    return NumberDraft(
        Text(
            "At the start of your run the weight {entry} is {w}; its derivative over the first m = {m} examples is "
            "{dw}. What is the weight after one update with α = {alpha}, to three digits?",
            entry=entry,
            w=f"${shown(w)}$",
            dw=f"$dw={shown(dw)}$",
            m=m,
            alpha=f"{alpha:g}",
        ),
        value,
        Text("{written}", written=f"$w-\\alpha\\,dw={shown(w)}-{alpha:g}\\cdot {factor(dw)}{comes_to(value)}$"),
        (
            (w + alpha * dw, Text("It went uphill: α dw is subtracted, not added.")),
            (w - dw, Text("α is missing: the step is α dw, not dw.")),
            (w - alpha * dw / m, Text("It was divided by m; dw is a mean already.")),
            (w, Text("That is the old weight; nothing was subtracted.")),
            (-alpha * dw, Text("That is the step alone; the old weight is missing.")),
            (w * (1 - alpha * dw), Text("The weight was multiplied with the step; the step is subtracted.")),
            (other - alpha * dw, Text("That starts from another entry of W.")),
        ),
        (
            Text("dw points uphill: go the other way, by a step that α scales."),
            Text("{formula}", formula="$w:=w-\\alpha\\,dw$"),
            Text("Compute {written}.", written=f"${shown(w)}-{alpha:g}\\cdot {factor(dw)}$"),
        ),
        abs(w) + abs(alpha * dw),
    )


KINDS: tuple[QuestionKind, ...] = (
    QuestionKind(
        "new weight",
        Text("One update of one weight"),
        "learning rate",
        Text("one with a gradient that is large enough to be seen in a weight"),
        new_weight,
        {**LAYER, "learning_rate": number(0, 100)},
    ),
)
"""The kinds of this file."""
