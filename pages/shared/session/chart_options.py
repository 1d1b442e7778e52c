"""Options of the cost chart: its axes and smoothing, checked wherever they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.option import Option
from pages.shared.session.written_numbers import number

SCALES = ("linear", "log")
SCALE = Option("scale", Text("Scale of the cost axis"), "choice", "linear", choices=SCALES)
AXES = ("iterations", "epochs", "examples", "seconds")
AXIS = Option("axis", Text("Horizontal axis"), "choice", "iterations", choices=AXES)
SMOOTHING = Option("smoothing", Text("Smoothing"), "number", 0.0, 0.0, 0.95)


@dataclass(frozen=True)
class ChartOptions:
    """Scale of the cost axis, smoothing of the train cost, from 0 to 0.95, and what its horizontal axis counts."""

    scale: str = "linear"
    smoothing: float = 0.0
    axis: str = "iterations"

    def __post_init__(self) -> None:
        SCALE.validate(self.scale)
        SMOOTHING.validate(self.smoothing)
        AXIS.validate(self.axis)

    def to_query(self) -> dict[str, str]:
        """The options that differ from the default, as query parameters."""
        query = {"scale": self.scale} if self.scale != "linear" else {}
        query |= {"axis": self.axis} if self.axis != "iterations" else {}
        return query | ({"smoothing": f"{self.smoothing:g}"} if self.smoothing else {})

    @staticmethod
    def from_query(query: Mapping[str, str]) -> tuple[ChartOptions, tuple[ConfigurationError, ...]]:
        """The options of a link, as far as they are good, and what is wrong with the others."""
        options, refused = ChartOptions(), []
        for option in (SCALE, SMOOTHING, AXIS):
            if option.name in query:
                try:
                    options = replace(options, **{option.name: _read(query[option.name])})
                except ConfigurationError as error:
                    refused.append(error)
        return options, tuple(refused)

    @staticmethod
    def from_browser(sent: object) -> ChartOptions:
        """Options as a browser sends them, {"scale", "smoothing", "axis"}.

        Raises:
            ConfigurationError: it is not such a mapping, or one of them does not exist.
        """
        given = sent if isinstance(sent, Mapping) else {}
        scale, smoothing = SCALE.validate(given.get("scale")), SMOOTHING.validate(given.get("smoothing"))
        axis = AXIS.validate(given.get("axis"))
        return ChartOptions(cast(str, scale), cast(float, smoothing), cast(str, axis))


def _read(written: str) -> Any:
    value = number(written)
    return written if value is None else value
