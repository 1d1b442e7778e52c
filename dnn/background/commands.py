"""Commands of a visitor to a run, as frozen values."""

from dataclasses import dataclass

from dnn.configuration import SEED, RunConfig
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import one_of, whole_number

PARAMETERS = ("W", "b")
MAX_COMMAND_NUMBER = 10**12
"""The largest count, iteration and speed."""
MAX_PARAMETER_VALUE = 1_000_000
"""The largest value, and its negative the smallest, that an entry may be given by hand."""


@dataclass(frozen=True)
class Pause:
    """Stop after the slice that is under way."""


@dataclass(frozen=True)
class Resume:
    """Go on to the end."""


@dataclass(frozen=True)
class StepIterations:
    """Make `count` iterations, then pause."""

    count: int = 1

    def __post_init__(self) -> None:
        whole_number("count", self.count, 1, MAX_COMMAND_NUMBER)


@dataclass(frozen=True)
class StepEpoch:
    """Go on to the end of the epoch, then pause."""


@dataclass(frozen=True)
class RunTo:
    """Go on until `iteration` iterations are done, then pause."""

    iteration: int

    def __post_init__(self) -> None:
        whole_number("iteration", self.iteration, 1, MAX_COMMAND_NUMBER)


@dataclass(frozen=True)
class Reset:
    """Back to the beginning with the same initial weights; a run that was going to its end goes on from there, and one
    that was making steps rests."""


@dataclass(frozen=True)
class NewWeights:
    """Back to the beginning with initial weights drawn from another seed."""

    seed: int

    def __post_init__(self) -> None:
        SEED.validate(self.seed)


@dataclass(frozen=True)
class Reconfigure:
    """Go on with another configuration from the next iteration on; it may differ in LIVE_FIELDS alone."""

    config: RunConfig


@dataclass(frozen=True)
class SetSpeedLimit:
    """Make at most so many iterations a second; None = as many as the machine can."""

    iterations_per_second: float | None

    def __post_init__(self) -> None:
        if self.iterations_per_second is not None:
            _positive("iterations_per_second", self.iterations_per_second)


@dataclass(frozen=True)
class SetParameter:
    """Give one entry of W^[layer] or b^[layer] another value, between two iterations; a reset takes it back.

    Rows and columns count from 0 as in the arrays; the column of b is 0. Whether the network has the entry is for the
    run to say.
    """

    layer: int
    quantity: str
    row: int
    column: int
    value: float

    def __post_init__(self) -> None:
        one_of("quantity", self.quantity, PARAMETERS)
        for field in ("layer", "row", "column"):
            whole_number(field, getattr(self, field))
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if not is_number or not abs(self.value) <= MAX_PARAMETER_VALUE:
            expected = Text("a number from {low} to {high}", low=-MAX_PARAMETER_VALUE, high=MAX_PARAMETER_VALUE)
            raise ConfigurationError(self.quantity, expected, self.value, "0.5")

    @property
    def field(self) -> str:
        """The entry as it is written, counted from 1: W^[2]_3,1 or b^[2]_3."""
        index = f"{self.row + 1},{self.column + 1}" if self.quantity == "W" else f"{self.row + 1}"
        return f"{self.quantity}^[{self.layer}]_{index}"


Command = (
    Pause
    | Resume
    | StepIterations
    | StepEpoch
    | RunTo
    | Reset
    | NewWeights
    | Reconfigure
    | SetSpeedLimit
    | SetParameter
)


def _positive(field: str, value: object) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and 0 < value <= MAX_COMMAND_NUMBER):  # type: ignore[operator]
        raise ConfigurationError(field, Text("a positive number"), value, "1")
