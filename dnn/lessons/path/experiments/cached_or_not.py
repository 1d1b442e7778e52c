"""The multiplications of one iteration with everything cached, with less, and with nothing (course §3)."""

from __future__ import annotations

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.option_checks import name_among
from dnn.lessons.recomputation.counts import layer_work
from dnn.lessons.recomputation.ways import WAYS
from dnn.network import layer_sizes
from dnn.shapes import training_examples


def cached_or_not(setup: Setup) -> dict[str, Fact]:
    """The multiply-adds of the chosen way, those with everything cached, how many are made again, and how many times as
    many as with everything cached they are, of this way and with nothing."""
    sizes, m = layer_sizes(setup.config), training_examples(setup.config.dataset)
    work = layer_work(setup.options["way"], sizes, m)
    needed = sum(layer.total for layer in layer_work("everything", sizes, m))
    total, again = sum(layer.total for layer in work), sum(layer.again for layer in work)
    return {
        "way": setup.options["way"],
        "multiplications": float(total),
        "multiplications_cached": float(needed),
        "again": float(again),
        "times_as_many": total / needed,
        "times_as_many_with_nothing": sum(layer.total for layer in layer_work("nothing", sizes, m)) / needed,
    }


CACHED_OR_NOT = ExperimentKind(cached_or_not, {"way": ExperimentOption(name_among(*WAYS), "everything")})
