"""ImportedRun: what a file of a run contains, checked, and not yet brought together with any settings."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.datasets.contents import TableContent
from dnn.text.messages import Text


@dataclass(frozen=True, eq=False)
class LayerArrays:
    """The numbers of one layer, all finite: W (n^[l], n^[l-1]) and b (n^[l], 1), both float64."""

    W: Array
    b: Array


@dataclass(frozen=True, eq=False)
class ImportedRun:
    """The content of a file.

    Attributes:
        config: the settings in it; None where it has weights alone.
        layers: the layers from the input's side, each fitting the one before; None where it has settings alone.
        table: the table that the settings name, where the file has it; None elsewhere.
        iteration: updates after which the weights were saved; 0 where the file does not say.
        notes: what was assumed in reading it.
    """

    config: RunConfig | None = None
    layers: tuple[LayerArrays, ...] | None = None
    table: TableContent | None = None
    iteration: int = 0
    notes: tuple[Text, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...] | None:
        """n^[0], n^[1], …, n^[L] as the weights have them; None without weights."""
        if self.layers is None:
            return None
        return (self.layers[0].W.shape[1], *(len(layer.W) for layer in self.layers))
