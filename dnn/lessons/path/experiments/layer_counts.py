"""The layers of a network, counted: L, the hidden ones, and the units of each (course §1)."""

from __future__ import annotations

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, Setup
from dnn.network import layer_sizes, parameter_count


def layer_counts(setup: Setup) -> dict[str, Fact]:
    """L, L - 1, n^[0] … n^[L] and the number of parameters."""
    sizes = layer_sizes(setup.config)
    L = len(sizes) - 1
    units = {f"units_{l}": float(n) for l, n in enumerate(sizes)}
    counts = {"layers": float(L), "hidden_layers": float(L - 1), "hidden_units": float(sum(sizes[1:-1]))}
    return {**counts, "outputs": float(sizes[-1]), "parameters": float(parameter_count(setup.config)), **units}


LAYER_COUNTS = ExperimentKind(layer_counts)
