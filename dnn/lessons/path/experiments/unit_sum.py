"""One unit's sum: z and a of a unit for one example, product by product (course §2).

The numbers of the network are rounded first and computed with then, so that the sum can be done on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.errors import ConfigurationError
from dnn.forward import ForwardPass, forward
from dnn.lessons.path.by_hand import in_short, without_noise
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.option_checks import name_among, whole
from dnn.network import Parameters, activate, initialize, layer_sizes
from dnn.text.messages import Text

MAX_INDEX = 64
EXAMPLES = 8
"""Examples among which one is looked at."""
MIN_OPPOSED, CLEARLY_BENT = 0.1, 0.1
"""|z| of a sum of opposed products, and the difference of z and a, from which on they can be seen."""


@dataclass(frozen=True, eq=False)
class UnitSum:
    """Unit j of layer l for one example, the example's number from 1 on, in rounded numbers.

    Attributes:
        inputs: a of the layer before, (n_previous,).
        weights: its row of W, (n_previous,).
        b, z, a: its bias, sum and activation.
        activation: the name of g.
    """

    l: int
    j: int
    example: int
    inputs: Array
    weights: Array
    b: float
    z: float
    a: float
    activation: str

    @property
    def products(self) -> Array:
        """The terms of the sum but b, (n_previous,)."""
        return np.array([without_noise(float(w * a)) for w, a in zip(self.weights, self.inputs, strict=True)])

    @property
    def is_opposed(self) -> bool:
        """True if a product is positive and another one negative, and their sum is not about 0."""
        has_both = bool((self.products > 0).any() and (self.products < 0).any())
        return has_both and abs(self.z) >= MIN_OPPOSED

    @property
    def is_bent(self) -> bool:
        """True if a clearly differs from z."""
        return abs(self.a - self.z) >= CLEARLY_BENT


OF_ACTIVATION = 2
"""Decimals of a, which is rounded."""
SHOWING: dict[str, Callable[[UnitSum], bool]] = {
    "anything": lambda unit: True,
    "opposed products": lambda unit: unit.is_opposed,
    "a bent sum": lambda unit: unit.is_bent,
}
"""Choices of what the example is to show: from the one that is named on, the first that does is looked at."""


def looked_at(config: RunConfig) -> tuple[Parameters, tuple[ForwardPass, ...]]:
    """The network before its first update, and its passes for the first examples of the training part."""
    parameters = initialize(config)
    return parameters, forward(parameters, load_dataset(config.dataset).X_train[:, :EXAMPLES])


def summed(config: RunConfig, options: Mapping[str, Any]) -> UnitSum:
    """The unit that the options name.

    Raises:
        ConfigurationError: there is no such layer, unit or example.
    """
    l, j, i = (options[name] for name in ("layer", "unit", "example"))
    sizes = layer_sizes(config)
    _check("layer", l, len(sizes) - 1)
    _check("unit", j, sizes[l])
    parameters, passes = looked_at(config)
    m = passes[0].Z.shape[1]
    _check("example", i, m)
    units = [_rounded_unit(parameters, passes, l, j, at) for at in range(i, m + 1)]
    return next(filter(SHOWING[options["showing"]], units), units[0])


def _rounded_unit(parameters: Parameters, passes: tuple[ForwardPass, ...], l: int, j: int, i: int) -> UnitSum:
    layer = parameters.layers[l - 1]
    W, b = np.array([in_short(row) for row in layer.W]), in_short(layer.b)  # (n, n_previous), (n, 1)
    inputs = in_short(passes[l - 1].A_previous[:, i - 1])  # (n_previous,)
    Z = np.vectorize(without_noise, otypes=[float])(W @ inputs[:, np.newaxis] + b)  # (n, 1)
    a = activate(parameters, l, Z)[j - 1, 0]
    return UnitSum(l, j, i, inputs, W[j - 1], float(b[j - 1, 0]), float(Z[j - 1, 0]), float(a), layer.activation)


def unit_sum(setup: Setup) -> dict[str, Fact]:
    """The products of the sum, b, z and a of unit j of layer l for example i, and these three, counted from 1.

    Raises:
        ConfigurationError: there is no such layer, unit or example.
    """
    unit = summed(setup.config, setup.options)
    terms = {f"product_{k}": float(product) for k, product in enumerate(unit.products, start=1)}
    place = {"layer": float(unit.l), "unit": float(unit.j), "example": float(unit.example)}
    return {
        "z": unit.z,
        "a": round(unit.a, OF_ACTIVATION),
        "b": unit.b,
        "sign": "+" if unit.z > 0 else "-",
        **place,
        **terms,
    }


def _check(name: str, value: int, high: int) -> None:
    if value > high:
        raise ConfigurationError(name, Text("a whole number from {low} to {high}", low=1, high=high), value, "1")


_INDEX = ExperimentOption(whole(1, MAX_INDEX), 1)
UNIT_SUM = ExperimentKind(
    unit_sum,
    {
        "layer": _INDEX,
        "unit": _INDEX,
        "example": _INDEX,
        "showing": ExperimentOption(name_among(*SHOWING), "anything"),
    },
)
