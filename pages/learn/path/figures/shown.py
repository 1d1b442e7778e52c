"""An experiment as a figure is drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dnn.configuration import RunConfig
from dnn.lessons.path.condition import Facts
from dnn.lessons.path.experiments import Setup

WITHHELD = "?"
"""The sign that stands in place of a number that the learner is about to predict."""


@dataclass(frozen=True)
class ShownExperiment:
    """An experiment before the learner has tried it, or after.

    Attributes:
        key: by which the elements of the figure are told from those of another one on the same page; letters, digits
            and underscores.
        config: the learner's network.
        options: those of the experiment, all of them, as `ExperimentKind.completed` has them.
        facts: what the experiment has found; None where it was not tried yet.
        is_tried: False while she predicts; then the answer is not drawn.
        before: the options before she last changed one; None where she has changed none.
        is_seen: True once she has said what she saw; what would answer that is not said before.
        controls: the names of the options that she may change.
    """

    key: str
    config: RunConfig
    options: Mapping[str, Any]
    facts: Facts | None = None
    is_tried: bool = False
    is_seen: bool = False
    before: Mapping[str, Any] | None = None
    controls: tuple[str, ...] = ()

    @property
    def setup(self) -> Setup:
        """The same as the functions of the experiments take it."""
        return Setup((self.config,), ("",), self.options)

    @property
    def setup_before(self) -> Setup | None:
        """That before the last change; None where nothing was changed."""
        return None if self.before is None else Setup((self.config,), ("",), self.before)


@dataclass(frozen=True)
class Figure:
    """The figure of a kind of experiment.

    Attributes:
        draw: puts it on the page, at the place where it is called.
    """

    draw: Callable[[ShownExperiment], None]
