"""The worth of forward propagation's cache: the same gradients with less of it, and what that costs."""

from dnn.lessons.recomputation.counts import LayerBytes, LayerWork, held_bytes, layer_bytes, layer_work
from dnn.lessons.recomputation.growth import growth, with_layers
from dnn.lessons.recomputation.timing import Shape, Timing, time_ways
from dnn.lessons.recomputation.ways import WAYS, Way

__all__ = [
    "WAYS",
    "LayerBytes",
    "LayerWork",
    "Shape",
    "Timing",
    "Way",
    "growth",
    "held_bytes",
    "layer_bytes",
    "layer_work",
    "time_ways",
    "with_layers",
]
