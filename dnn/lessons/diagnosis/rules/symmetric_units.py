"""Symmetric units: a layer whose units are all the same, seen from the rank of its W."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import xavier
from dnn.text.messages import Text


def seen(evidence: Evidence) -> Text | None:
    """The observation about the first hidden layer that is one unit several times over; None where none is."""
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


RULE = Rule(
    "symmetric_units",
    Text("Symmetric units"),
    seen,
    Account(
        Text(
            "Units whose weights start equal, those that come in and those that go out, get equal gradients and stay "
            "equal: the layer is one unit, however many it has. With all weights 0 and tanh or ReLU only the output's "
            "bias learns."
        ),
        Text("Draw the initial weights at random: Xavier's or He's."),
        xavier,
    ),
    example=run_of(initializer="constant"),
    shown_by="network",
    order=10,
    more_examples=(
        run_of("sine", ((1, "tanh"), (8, "tanh"), (8, "tanh")), "constant"),
        run_of("diabetes", deep(13, "relu", 2), "constant", batch_size=32, precision="float32"),
    ),
)
