"""Rules over the network where the run stands: its gradients, its units, its inputs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dnn.configuration import RunConfig
from dnn.diagnosis.evidence import BAD, Evidence
from dnn.diagnosis.finding import Rule, with_activation, with_initializer
from dnn.messages import Text

VANISHING = 1e-4
EXPLODING = 1e3
TINY = 1e-7
DEAD = 0.5
UNSCALED = 8.0


def _is_bad(evidence: Evidence) -> bool:
    return len(evidence.costs) > 0 and bool(evidence.costs[-1] > BAD * evidence.baseline)


def _ratio(evidence: Evidence) -> float:
    """‖dW^[1]‖ / ‖dW^[L]‖, NaN where it is not defined."""
    first, last = evidence.layers[0].gradient, evidence.layers[-1].gradient
    return first / last if last > 0 and np.isfinite([first, last]).all() else float("nan")


def _vanishing(evidence: Evidence) -> Text | None:
    ratio = _ratio(evidence)
    if len(evidence.layers) < 3 or not ratio < VANISHING or _symmetric(evidence):
        return None
    return Text(
        "‖dW[1]‖ is {ratio} of ‖dW[{L}]‖: the first layers get next to nothing.",
        ratio=f"{ratio:.1e}",
        L=len(evidence.layers),
    )


def _tiny(evidence: Evidence) -> Text | None:
    largest = max(layer.gradient for layer in evidence.layers)
    if not largest < TINY or not _is_bad(evidence) or _symmetric(evidence):
        return None
    return Text("The largest ‖dW‖ of all layers is {norm}, although the cost is not small.", norm=f"{largest:.1e}")


def _exploding(evidence: Evidence) -> Text | None:
    norms = np.array([layer.gradient for layer in evidence.layers])
    if not np.isfinite(norms).all() or norms.max() < EXPLODING and not _ratio(evidence) > EXPLODING:
        return None
    if norms.max() < 1:
        return None
    return Text(
        "‖dW‖ is {norm} in layer {layer}, and {last} in the last one.",
        norm=f"{norms.max():.1e}",
        layer=int(norms.argmax()) + 1,
        last=f"{norms[-1]:.1e}",
    )


def _dead(evidence: Evidence) -> Text | None:
    found = [(layer.dead, l) for l, layer in enumerate(evidence.layers, start=1) if layer.dead is not None]
    share, l = max(found, default=(0.0, 0))
    if share < DEAD or evidence.layers[l - 1].units < 2 or not _is_bad(evidence) or _symmetric(evidence):
        return None
    return Text("{share} of the units of layer {layer} are 0 for every example.", share=f"{share:.0%}", layer=l)


def _symmetric(evidence: Evidence) -> Text | None:
    first = evidence.layers[0]
    if len(evidence.layers) < 2 or first.units < 2 or first.distinct > 1:
        return None
    return Text(
        "All {units} units of layer 1 have the same weights: W[1] has rank {rank}.", units=first.units, rank=first.rank
    )


def _unscaled(evidence: Evidence) -> Text | None:
    if evidence.config.dataset.standardize:
        return None
    scales = np.maximum(evidence.feature_scales, np.abs(evidence.feature_means))
    largest, smallest = float(scales.max()), float(scales[scales > 0].min(initial=np.inf))
    if largest < UNSCALED and largest < UNSCALED * smallest:
        return None
    return Text(
        "Features are up to {largest} in size, the smallest {smallest}.",
        largest=f"{largest:.3g}",
        smallest=f"{smallest:.3g}",
    )


def _relu_and_he(config: RunConfig) -> RunConfig | None:
    return with_initializer(with_activation(config, "relu"), "he")


def _leaky(config: RunConfig) -> RunConfig | None:
    return with_initializer(with_activation(config, "leaky_relu"), "he")


def _xavier(config: RunConfig) -> RunConfig | None:
    return with_initializer(config, "xavier")


def _standardised(config: RunConfig) -> RunConfig | None:
    return replace(config, dataset=replace(config.dataset, standardize=True))


NETWORK_RULES = (
    Rule(
        "symmetric_units",
        Text("Symmetric units"),
        _symmetric,
        Text(
            "Units that start equal get equal gradients and stay equal: the layer is one unit, however many it has. "
            "With zeros and tanh or ReLU not even that one learns."
        ),
        Text("Draw the initial weights at random: Xavier's or He's."),
        _xavier,
    ),
    Rule(
        "vanishing_gradients",
        Text("Vanishing gradients"),
        _vanishing,
        Text("On its way back each layer multiplies the gradient by W and by g′; with g′ of at most ¼ little is left."),
        Text("Try ReLU with He's initial weights, or fewer layers."),
        _relu_and_he,
    ),
    Rule(
        "tiny_gradients",
        Text("All gradients tiny"),
        _tiny,
        Text(
            "Weights that are too small let nothing through, neither forward nor backward. The ratio of the layers can "
            "look well all the same: so look at the norms themselves."
        ),
        Text("Try ReLU with He's initial weights."),
        _relu_and_he,
    ),
    Rule(
        "exploding_gradients",
        Text("Exploding gradients"),
        _exploding,
        Text("Weights that are too large multiply the gradient at every layer on its way back."),
        Text("Try Xavier's initial weights, standardised features and a smaller learning rate."),
        _xavier,
    ),
    Rule(
        "dead_units",
        Text("Dead ReLUs"),
        _dead,
        Text("A ReLU whose z is negative for every example has g′ = 0: it gives nothing and never learns again."),
        Text("Try leaky ReLU with He's initial weights, or a smaller learning rate."),
        _leaky,
    ),
    Rule(
        "unscaled_inputs",
        Text("Unscaled inputs"),
        _unscaled,
        Text(
            "One learning rate serves all weights. Where one feature is much larger than another, the valley is long "
            "and narrow, and what is small enough for the one is too small for the other."
        ),
        Text("Standardise the features."),
        _standardised,
    ),
)
"""Rules over the network, in the order in which they are told."""
