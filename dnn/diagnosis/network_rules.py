"""Rules over the network where the run stands: its gradients, its units, its inputs."""

from __future__ import annotations

import numpy as np

from dnn.activations import Array
from dnn.diagnosis.evidence import Evidence
from dnn.diagnosis.finding import Account, Rule
from dnn.diagnosis.remedies import leaky, relu_and_he, slower, standardised, xavier
from dnn.messages import Text

VANISHING = 1e-4
EXPLODING = 1e3
TINY = 1e-7
SMALL_WEIGHT, FAINT = 0.1, 1e-3
"""Of the entries of W, and of the activations of the last hidden layer: so small that nothing gets through."""
DEAD = 0.5
SETTLED = 100
"""Iterations before which units that are dead may be the luck of the draw, unless all of a layer are."""
UNSCALED = 8.0


def _ratio(norms: Array) -> float:
    """‖dW^[1]‖ / ‖dW^[L]‖ of (L,) norms, NaN where it is not defined."""
    if not len(norms) or not np.isfinite(norms).all() or norms[-1] <= 0:
        return float("nan")
    return float(norms[0] / norms[-1])


def _norms(evidence: Evidence) -> Array:
    return np.array([layer.gradient for layer in evidence.layers])


def _has_dead_layer(evidence: Evidence) -> bool:
    return any(layer.dead == 1 for layer in evidence.layers)


def _are_weights_small(evidence: Evidence) -> bool:
    return all(layer.weight < SMALL_WEIGHT for layer in evidence.layers[:-1])


def _vanishing(evidence: Evidence) -> Text | None:
    now, first, L = _ratio(_norms(evidence)), _ratio(evidence.first_norms), len(evidence.layers)
    if L < 3 or not evidence.is_bad or _symmetric(evidence) or _has_dead_layer(evidence):
        return None
    if now < VANISHING:
        return Text("‖dW[1]‖ is {ratio} of ‖dW[{L}]‖: the first layers get next to nothing.", ratio=f"{now:.1e}", L=L)
    if first < VANISHING:
        return Text(
            "‖dW[1]‖ was {ratio} of ‖dW[{L}]‖ at the start: the first layers got next to nothing.",
            ratio=f"{first:.1e}",
            L=L,
        )
    return None


def _tiny(evidence: Evidence) -> Text | None:
    largest = float(_norms(evidence).max())
    if not largest < TINY or not evidence.is_bad or not evidence.has_hidden_layers or _symmetric(evidence):
        return None
    if not _are_weights_small(evidence) or not evidence.layers[-2].spread < FAINT:
        return None
    return Text("The largest ‖dW‖ of all layers is {norm}, although the cost is not small.", norm=f"{largest:.1e}")


def _exploding(evidence: Evidence) -> Text | None:
    if not evidence.has_hidden_layers or not evidence.is_bad:
        return None
    for norms in (evidence.first_norms, _norms(evidence)):
        if len(norms) and np.isfinite(norms).all() and norms.max() >= EXPLODING:
            return Text(
                "‖dW‖ is {norm} in layer {layer}, and {last} in the last one.",
                norm=f"{norms.max():.1e}",
                layer=int(norms.argmax()) + 1,
                last=f"{norms[-1]:.1e}",
            )
    return None


def _exploding_account(evidence: Evidence) -> Account | None:
    first = evidence.first_norms
    if len(first) and not first.max() >= EXPLODING:
        return _EXPLODED_LATER
    if (
        evidence.config.architecture.initializer in ("xavier", "he", "lecun")
        and not evidence.config.dataset.standardize
    ):
        return _LARGE_FEATURES
    return None


def _dead(evidence: Evidence) -> Text | None:
    shares = [layer.dead or 0.0 for layer in evidence.layers]
    share = max(shares)
    l = shares.index(share) + 1
    is_sure = share == 1 or evidence.iteration >= SETTLED
    if share < DEAD or not is_sure or not evidence.is_bad or _symmetric(evidence) or _tiny(evidence):
        return None
    if evidence.examples == evidence.m:
        return Text("{share} of the units of layer {layer} are 0 for every example.", share=f"{share:.0%}", layer=l)
    return Text(
        "{share} of the units of layer {layer} are 0 for each of {count} examples.",
        share=f"{share:.0%}",
        layer=l,
        count=evidence.examples,
    )


def _symmetric(evidence: Evidence) -> Text | None:
    hidden = enumerate(evidence.layers[:-1], start=1)
    found = next(((l, layer) for l, layer in hidden if layer.is_one_unit), None)
    if found is None:
        return None
    l, layer = found
    return Text(
        "All {units} units of layer {layer} have the same weights: W[{layer}] has rank {rank}.",
        units=layer.units,
        layer=l,
        rank=layer.rank,
    )


def _unscaled(evidence: Evidence) -> Text | None:
    is_well = not evidence.is_bad and evidence.stop is None or evidence.config.dataset.standardize
    sizes = evidence.feature_sizes[evidence.feature_sizes > 0]
    if is_well or not len(sizes):
        return None
    largest, smallest = float(sizes.max()), float(sizes.min())
    if largest < UNSCALED and largest < UNSCALED * smallest:
        return None
    return Text(
        "One feature goes up to {largest}, another only to {smallest}.",
        largest=f"{largest:.3g}",
        smallest=f"{smallest:.3g}",
    )


_LARGE_FEATURES = Account(
    Text("Features that are large make z and with it the gradient of W large in the first layer."),
    Text("Standardise the features."),
    standardised,
)
_EXPLODED_LATER = Account(
    Text(
        "The gradients were small at the start: steps that are too large have made the weights large, and these make "
        "the gradients large."
    ),
    Text("Try a tenth of the learning rate, and no more than 0.1."),
    slower,
)

NETWORK_RULES = (
    Rule(
        "symmetric_units",
        Text("Symmetric units"),
        _symmetric,
        Account(
            Text(
                "Units that start equal get equal gradients and stay equal: the layer is one unit, however many it "
                "has. With zeros and tanh or ReLU not even that one learns."
            ),
            Text("Draw the initial weights at random: Xavier's or He's."),
            xavier,
        ),
    ),
    Rule(
        "vanishing_gradients",
        Text("Vanishing gradients"),
        _vanishing,
        Account(
            Text(
                "On its way back each layer multiplies the gradient by W and by g′. Where g′ is small (at most ¼ for "
                "sigmoid, next to 0 for saturated units) or W is, many layers leave little of it."
            ),
            Text("Try ReLU with He's initial weights, or fewer layers."),
            relu_and_he,
        ),
    ),
    Rule(
        "tiny_gradients",
        Text("All gradients tiny"),
        _tiny,
        Account(
            Text(
                "Weights that are too small let nothing through, neither forward nor backward. The ratio of the layers "
                "can look well all the same: so look at the norms themselves."
            ),
            Text("Try ReLU with He's initial weights."),
            relu_and_he,
        ),
    ),
    Rule(
        "exploding_gradients",
        Text("Exploding gradients"),
        _exploding,
        Account(
            Text("Weights that are too large multiply the gradient at every layer on its way back."),
            Text("Try Xavier's initial weights, standardised features and a smaller learning rate."),
            xavier,
        ),
        _exploding_account,
    ),
    Rule(
        "dead_units",
        Text("Dead ReLUs"),
        _dead,
        Account(
            Text("A ReLU whose z is negative for every example has g′ = 0: it gives nothing and never learns again."),
            Text("Try leaky ReLU with He's initial weights, or a smaller learning rate."),
            leaky,
        ),
    ),
    Rule(
        "unscaled_inputs",
        Text("Unscaled inputs"),
        _unscaled,
        Account(
            Text(
                "One learning rate serves all weights. Where one feature is much larger than another, the valley is "
                "long and narrow, and what is small enough for the one is too small for the other."
            ),
            Text("Standardise the features."),
            standardised,
        ),
    ),
)
"""Rules over the network, in the order in which they are told."""
