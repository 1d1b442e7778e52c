"""The options that datasets have in common, each made with the dataset's own default and range."""

from __future__ import annotations

from dnn.datasets.features import DEFAULT_FEATURES, FEATURES
from dnn.text.messages import Text
from dnn.validation.option import MAX_SEED, Option

MIN_SAMPLES = 10
MAX_SAMPLES = 20_000
MAX_NOISE = 2.0
MAX_TEST_FRACTION = 0.9
MIN_CLASSES = 2
MAX_CLASSES = 6
CLASSES = "classes"
"""The option by which a dataset lets the number of its classes be chosen."""
CHOSEN_FEATURES = "features"
"""The option by which a dataset in the plane lets the inputs of the network be chosen."""

COORDINATE_NOISE = Text("Standard deviation of the normal noise added to each coordinate; the shapes are about 2 wide.")
FEATURE_NOISE = Text(
    "Standard deviation of the normal noise added to each feature, in standard deviations of that feature."
)
TARGET_NOISE = Text("Standard deviation of the normal noise added to the target; the surface lies between −1 and 1.")


def generated_samples(default: int) -> Option:
    """Number of examples to draw."""
    return Option(
        name="samples",
        title=Text("Number of examples"),
        kind="integer",
        default=default,
        low=MIN_SAMPLES,
        high=MAX_SAMPLES,
        help=Text("How many examples to draw, training and test together; the classes get equal shares."),
    )


def subset_samples(available: int) -> Option:
    """Number of examples to take of those that there are; None is all."""
    return Option(
        name="samples",
        title=Text("Number of examples"),
        kind="integer",
        default=None,
        low=MIN_SAMPLES,
        high=available,
        help=Text("How many examples to take, empty for all; a smaller number keeps the proportions of the classes."),
    )


def repeated_samples(rows: int) -> Option:
    """Number of rows to make of a table; None is each once."""
    return Option(
        name="samples",
        title=Text("Number of examples"),
        kind="integer",
        default=None,
        low=rows,
        high=MAX_SAMPLES,
        help=Text("How many rows; empty for each row of the table once, a larger number repeats them in turn."),
    )


def noise(default: float, explanation: Text = COORDINATE_NOISE) -> Option:
    """Amount of noise, in the unit that `explanation` says."""
    return Option(
        name="noise",
        title=Text("Noise"),
        kind="number",
        default=default,
        low=0.0,
        high=MAX_NOISE,
        help=explanation,
    )


def classes(default: int, explanation: Text) -> Option:
    """Number of classes."""
    return Option(
        name=CLASSES,
        title=Text("Classes"),
        kind="integer",
        default=default,
        low=MIN_CLASSES,
        high=MAX_CLASSES,
        help=explanation,
    )


def features() -> Option:
    """Features of the points of the plane that are the inputs."""
    return Option(
        name=CHOSEN_FEATURES,
        title=Text("Features"),
        kind="subset",
        default=DEFAULT_FEATURES,
        choices=tuple(FEATURES),
        help=Text("The inputs that the network gets for each point; a well-chosen feature can save a layer."),
    )


def preparation(test_fraction: float = 0.3, standardize: bool = True) -> tuple[Option, ...]:
    """Preparation of every dataset's examples: the split, the seed, the scaling."""
    return (
        Option(
            name="test_fraction",
            title=Text("Test fraction"),
            kind="number",
            default=test_fraction,
            low=0.0,
            high=MAX_TEST_FRACTION,
            help=Text("The share of the examples kept for testing; each class keeps its proportion in both sets."),
        ),
        Option(
            name="seed",
            title=Text("Seed of the data"),
            kind="integer",
            default=0,
            low=0,
            high=MAX_SEED,
            help=Text("The same seed gives the same examples, the same noise and the same split."),
        ),
        Option(
            name="standardize",
            title=Text("Standardise"),
            kind="boolean",
            default=standardize,
            help=Text(
                "Shift and scale each feature, and the target of a regression, to mean 0 and standard "
                "deviation 1 of the training set."
            ),
        ),
    )
