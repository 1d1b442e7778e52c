"""One unit's sum: z and a of a unit for one example, product by product (course §2)."""

from __future__ import annotations

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.errors import ConfigurationError
from dnn.forward import ForwardPass, forward
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup, whole
from dnn.network import Parameters, initialize, layer_sizes
from dnn.text.messages import Text

MAX_INDEX = 64
EXAMPLES = 8
"""Examples among which one is looked at."""


def looked_at(config: RunConfig) -> tuple[Parameters, tuple[ForwardPass, ...]]:
    """The network before its first update, and its passes for the first examples of the training part."""
    parameters = initialize(config)
    return parameters, forward(parameters, load_dataset(config.dataset).X_train[:, :EXAMPLES])


def unit_sum(setup: Setup) -> dict[str, Fact]:
    """The products of the sum, b, z and a of unit j of layer l for example i, and these three, counted from 1.

    Raises:
        ConfigurationError: there is no such layer, unit or example.
    """
    l, j, i = (setup.options[name] for name in ("layer", "unit", "example"))
    sizes = layer_sizes(setup.config)
    _check("layer", l, len(sizes) - 1)
    _check("unit", j, sizes[l])
    parameters, passes = looked_at(setup.config)
    _check("example", i, passes[0].Z.shape[1])
    layer, cache = parameters.layers[l - 1], passes[l - 1]
    products = layer.W[j - 1] * cache.A_previous[:, i - 1]  # (n_previous,)
    z, a, b = cache.Z[j - 1, i - 1], cache.A[j - 1, i - 1], layer.b[j - 1, 0]
    terms = {f"product_{k}": float(product) for k, product in enumerate(products, start=1)}
    place = {"layer": float(l), "unit": float(j), "example": float(i)}
    return {"z": float(z), "a": float(a), "b": float(b), "sign": "+" if z > 0 else "-", **place, **terms}


def _check(name: str, value: int, high: int) -> None:
    if value > high:
        raise ConfigurationError(name, Text("a whole number from {low} to {high}", low=1, high=high), value, "1")


_INDEX = ExperimentOption(whole(1, MAX_INDEX), 1)
UNIT_SUM = ExperimentKind(unit_sum, {"layer": _INDEX, "unit": _INDEX, "example": _INDEX})
