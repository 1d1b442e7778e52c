"""A kind of experiment: what it takes, and the facts that it finds on the real network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dnn.configuration import RunConfig
from dnn.errors import ConfigurationError
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.option_checks import Check
from dnn.text.messages import Text
from dnn.validation.checks import one_of


@dataclass(frozen=True)
class Setup:
    """The runs and options that an experiment is made with.

    Attributes:
        configs: the run, or those that are tried side by side.
        labels: what they are called; as many.
        options: those of the experiment, all of them.
        values: the numbers that were tried, as many; None where that is none.
    """

    configs: tuple[RunConfig, ...]
    labels: tuple[str, ...]
    options: Mapping[str, Any]
    values: tuple[float | None, ...] = ()

    @property
    def config(self) -> RunConfig:
        """The first of the runs."""
        return self.configs[0]


@dataclass(frozen=True)
class ExperimentOption:
    """An option of an experiment: how it is checked, and its value where a lesson does not say it."""

    check: Check
    default: Any


@dataclass(frozen=True)
class ExperimentKind:
    """An experiment.

    Attributes:
        facts: what it finds; the same setup always gives the same facts.
        options: by name.
        trains: whether it makes runs, which take their time and are kept.
    """

    facts: Callable[[Setup], dict[str, Fact]]
    options: Mapping[str, ExperimentOption] = field(default_factory=dict)
    trains: bool = False

    def completed(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """All options, checked, those that are missing or None at their defaults.

        Raises:
            ConfigurationError: an unknown one, or a value that is none.
        """
        if options and not self.options:
            expected = Text("left out, since this experiment takes none")
            raise ConfigurationError("options", expected, dict(options), Text("no options"))
        for name in options:
            one_of("options", name, tuple(self.options))
        return {
            name: option.default if options.get(name) is None else option.check(name, options[name])
            for name, option in self.options.items()
        }
