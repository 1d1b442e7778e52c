"""An imported run together with the settings that its file lacks, so that it can go on training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.configuration import ArchitectureConfig, HiddenLayer, RunConfig
from dnn.configuration.architecture import DEFAULT_HIDDEN
from dnn.datasets.registry import DATASETS
from dnn.errors import ConfigurationError, ShapeError
from dnn.imports.form import ImportRefused
from dnn.imports.imported_run import ImportedRun, LayerArrays
from dnn.network import Parameters, layer_sizes, parameters_at
from dnn.optimizers import OPTIMIZERS
from dnn.text.messages import CountedText, Enumeration, Text


@dataclass(frozen=True, eq=False)
class FittedRun:
    """A run that can go on.

    Attributes:
        config: its settings.
        parameters: W and b to begin with, in the precision of the settings; None where the seed draws them.
        notes: what was assumed, in reading the file and in bringing it together with other settings.
    """

    config: RunConfig
    parameters: Parameters | None
    notes: tuple[Text, ...]


def fit_imported(run: ImportedRun, settings: RunConfig, *, keeps_settings: bool = False) -> FittedRun:
    """The imported run with those of `settings` that it lacks: with weights alone, all but the sizes of the layers.

    Args:
        run: the content of a file.
        settings: those of now.
        keeps_settings: take `settings` whatever the file says, also their layers, which the weights then have to fit.

    Raises:
        ShapeError: the weights do not fit the data or the layers.
        ImportRefused: a number is too large for the precision of the settings.
        ConfigurationError: more layers or units than a configuration has.
    """
    base = settings if keeps_settings or run.config is None else run.config
    if run.layers is None:
        return FittedRun(base, None, run.notes)
    notes = list(run.notes)
    config = base
    if run.config is None and not keeps_settings:
        require_ends(run.layers, base)
        config = replace(base, architecture=_architecture(run.layers, base.architecture, notes))
        notes.append(Text("The file has no settings: data and hyperparameters are those of now."))
    require_fit(run.layers, config)
    dtype = np.dtype(config.hyperparameters.precision)
    theta = _flat(run.layers, dtype)  # (P,)
    notes += _beginning_anew(run, config)
    return FittedRun(config, parameters_at(config, theta), tuple(notes))


@dataclass(frozen=True)
class LayerFit:
    """The shape of W^[l] in a file beside the one that it has to have.

    Attributes:
        l: the layer.
        got: (n^[l], n^[l-1]) in the file.
        expected: the shape that the settings and their data ask for; None for a layer that they do not have.
        is_last: True for the output layer of the file.
    """

    l: int
    got: tuple[int, int]
    expected: tuple[int, int] | None
    is_last: bool


def layer_fits(run: ImportedRun, settings: RunConfig) -> tuple[LayerFit, ...]:
    """The layers of a file against the settings in it; where it has none, against the data of `settings`, whose hidden
    layers may be any."""
    if run.sizes is None:
        return ()
    got = tuple(pairwise(run.sizes))
    needed = layer_sizes(run.config or settings)
    if run.config is None:
        needed = (needed[0], *run.sizes[1:-1], needed[-1])
    shapes = dict(enumerate(pairwise(needed), start=1))
    return tuple(
        LayerFit(l, (n, n_previous), (shapes[l][1], shapes[l][0]) if l in shapes else None, l == len(got))
        for l, (n_previous, n) in enumerate(got, start=1)
    )


def require_ends(layers: Sequence[LayerArrays], config: RunConfig) -> None:
    """Refuse weights that take other inputs, or give other outputs, than the data of a configuration have.

    Raises:
        ShapeError: with the words for the data.
    """
    expected, got = layer_sizes(config), _sizes(layers)
    L = len(layers)
    if got[0] != expected[0]:
        shape = (got[1], expected[0])
        raise ShapeError("W^[1]", "(n^[1], n^[0])", shape, layers[0].W.shape, _inputs_of(config, expected[0]))
    if got[-1] != expected[-1]:
        shape = (expected[-1], got[-2])
        cause = _outputs_of(config, expected[-1])
        raise ShapeError(f"W^[{L}]", f"(n^[{L}], n^[{L - 1}])", shape, layers[-1].W.shape, cause)


def require_fit(layers: Sequence[LayerArrays], config: RunConfig) -> None:
    """Refuse weights of other layers than those of a configuration.

    Raises:
        ShapeError, ConfigurationError: with the first layer that differs.
    """
    expected, got = layer_sizes(config), _sizes(layers)
    if len(got) != len(expected):
        count = Text("{count}, as the settings say", count=len(expected) - 1)
        raise ConfigurationError(Text("the layers of the weights"), count, len(layers), Text("weights of this network"))
    require_ends(layers, config)
    for l, (n_previous, n) in enumerate(pairwise(expected), start=1):
        W = layers[l - 1].W
        if W.shape != (n, n_previous):
            raise ShapeError(f"W^[{l}]", f"(n^[{l}], n^[{l - 1}])", (n, n_previous), W.shape, UNITS_OF_SETTINGS)


UNITS_OF_SETTINGS = Text("the settings have other units in this layer or the one before")


def _sizes(layers: Sequence[LayerArrays]) -> tuple[int, ...]:
    return (layers[0].W.shape[1], *(len(layer.W) for layer in layers))


def _inputs_of(config: RunConfig, count: int) -> Text:
    return CountedText(
        "the data “{data}” have {count} feature", "the data “{data}” have {count} features",
        count, data=DATASETS[config.dataset.name].title,
    )  # fmt: skip


def _outputs_of(config: RunConfig, count: int) -> Text:
    return CountedText(
        "the data “{data}” need {count} unit in the last layer",
        "the data “{data}” need {count} units in the last layer",
        count,
        data=DATASETS[config.dataset.name].title,
    )


def _architecture(layers: Sequence[LayerArrays], like: ArchitectureConfig, notes: list[Text]) -> ArchitectureConfig:
    """The hidden layers that the weights have; of their activations, of which a file says nothing, those of `like` in
    the same place are assumed, and further on that of its last."""
    usual = [layer.activation for layer in like.hidden] or [DEFAULT_HIDDEN[-1].activation]
    names = [usual[min(l, len(usual) - 1)] for l in range(len(layers) - 1)]
    if names:
        assumed = Enumeration(names)
        notes.append(Text("The file does not say which activations the layers have; assumed: {names}.", names=assumed))
    hidden = tuple(HiddenLayer(len(layer.W), name) for layer, name in zip(layers, names, strict=False))
    return replace(like, hidden=hidden)


def _flat(layers: Sequence[LayerArrays], dtype: np.dtype[Any]) -> NDArray[Any]:
    """θ (P,) of all layers in a precision, in the order of dnn.network.flatten."""
    theta = np.concatenate([part.ravel() for layer in layers for part in (layer.W, layer.b)])  # (P,)
    with np.errstate(over="ignore"):
        rounded = theta.astype(dtype)  # (P,)
    if not np.isfinite(rounded).all():
        largest = f"{np.abs(theta).max():g}"
        expected = Text("numbers that are finite in {dtype}", dtype=dtype.name)
        raise ImportRefused(expected, largest, Text("precision float64"))
    rounded.setflags(write=False)
    return rounded


def _beginning_anew(run: ImportedRun, config: RunConfig) -> list[Text]:
    """Notes on what weights do not bring along."""
    notes: list[Text] = []
    if run.iteration:
        notes.append(
            CountedText(
                "Weights after {count} iteration; iterations are counted from 0 again, and with them schedule and "
                "mini-batches.",
                "Weights after {count} iterations; iterations are counted from 0 again, and with them schedule and "
                "mini-batches.",
                run.iteration,
                count=f"{run.iteration:,}",
            )
        )
    optimizer = OPTIMIZERS[config.hyperparameters.optimizer]
    if optimizer.slots:
        notes.append(
            Text(
                "The memory of the optimiser {optimizer} is in no file of weights; it begins at zero.",
                optimizer=optimizer.title,
            )
        )
    return notes
