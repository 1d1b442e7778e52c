"""The network that questions are about: its configuration, weights, data and one iteration of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from dnn.activations import Array
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.forward import ForwardPass, forward
from dnn.lessons.path.condition import Fact
from dnn.lessons.practice.question import Setting
from dnn.network import Parameters, initialize, layer_sizes

MAX_ASKED_EXAMPLES = 64
"""Examples of the training part that a question computes with, unless it says otherwise."""


@dataclass(frozen=True, eq=False)
class AskedNetwork:
    """A network before its first update, and what a question draws from.

    Attributes:
        config: data, layers, initial weights.
        random: what a question draws from: units, examples, layers.
        m: the number of examples that the learner has before her; the first ones of the training part.
        facts: what the experiment of the step has found.
    """

    config: RunConfig
    random: Random
    m: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[int, ...]:
        """n[0] … n[L]."""
        return layer_sizes(self.config)

    @property
    def L(self) -> int:
        """The number of layers, the input not counted."""
        return len(self.sizes) - 1

    @property
    def setting(self) -> Setting:
        """The sizes alone, as questions of practice are about them."""
        return Setting(self.sizes, self.X.shape[1], self.random)

    @property
    def whole_setting(self) -> Setting:
        """The sizes with all examples that the learner has before her, as questions on shapes alone are about them."""
        return Setting(self.sizes, self.m or load_dataset(self.config.dataset).X_train.shape[1], self.random)

    def with_examples(self, m: int) -> AskedNetwork:
        """The same network before its first m examples."""
        return replace(self, m=m)

    @cached_property
    def parameters(self) -> Parameters:
        """The weights before the first update."""
        return initialize(self.config)

    @cached_property
    def X(self) -> Array:
        """The examples, one a column."""
        return load_dataset(self.config.dataset).X_train[:, : self.m or MAX_ASKED_EXAMPLES]  # (n_x, m)

    @cached_property
    def Y(self) -> Array:
        """Their labels or targets."""
        return load_dataset(self.config.dataset).Y_train[:, : self.m or MAX_ASKED_EXAMPLES]  # (n_y, m)

    @cached_property
    def passes(self) -> tuple[ForwardPass, ...]:
        """Z and A of each layer."""
        return forward(self.parameters, self.X)

    @cached_property
    def gradients(self) -> tuple[BackwardPass, ...]:
        """dA, dZ, dW and db of each layer."""
        return backward(self.parameters, self.passes, self.Y)
