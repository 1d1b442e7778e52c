"""A lesson: steps of which each is predicted, tried, seen and checked. Everything here is a value; nothing computes.

The words of our own lessons are Texts, which the catalogues translate; those of a lesson from outside are plain
strings, which are shown as they are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dnn.lessons.path.condition import Condition
from dnn.text.messages import Text

MAX_MINUTES = 6
MAX_STEPS = 6
MAX_LESSON_BYTES = 100_000
"""Bytes of the text of a lesson; an honest one has about 10,000."""
Words = Text | str
PredictionKind = Literal["number", "choice", "order", "curve", "question"]
PREDICTIONS: tuple[PredictionKind, ...] = ("number", "choice", "order", "curve", "question")
"""Ways to predict: a number on a slider, one of several sentences, an order of the runs, a sketched curve of the cost,
and the answer to a question about this network."""
Phase = Literal["predict", "try", "see", "check", "done"]
PHASES: tuple[Phase, ...] = ("predict", "try", "see", "check", "done")
"""The phases of a step, in their order; one that a step does not have is left out."""


@dataclass(frozen=True)
class Alternative:
    """One of several sentences to choose from.

    Attributes:
        text: the sentence.
        because: the reason why it is right or wrong, said after the choice.
        when: the condition under which it is right; None where that is known beforehand.
        is_right: whether it is right where there is no condition.
    """

    text: Words
    because: Words
    when: Condition | None = None
    is_right: bool = False

    def is_right_after(self, facts: Mapping[str, Any]) -> bool:
        """True if it is right after an experiment that found these facts."""
        return self.is_right if self.when is None else self.when.holds(facts)


@dataclass(frozen=True)
class AskedQuestion:
    """A question that is generated: its kind, and what of it the lesson has chosen."""

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Prediction:
    """The question whose answer the learner commits to before she tries.

    Attributes:
        kind: one of PREDICTIONS.
        question: what is asked.
        alternatives: the sentences, where one is chosen.
        fact: the fact that is predicted, where it is a number; that by which runs are ordered, where it is an order.
        low, high: the ends of the slider.
        step: between two of its values.
        unit: what stands behind the number.
        asked: the question whose answer is predicted.
    """

    kind: PredictionKind
    question: Words
    alternatives: tuple[Alternative, ...] = ()
    fact: str = ""
    low: float = 0.0
    high: float = 1.0
    step: float = 0.1
    unit: Words = ""
    asked: AskedQuestion | None = None


@dataclass(frozen=True)
class Variant:
    """One of several runs that are tried side by side: what differs from the lesson's configuration.

    Attributes:
        label: what it is called.
        changes: the sections of the configuration that differ, as in its JSON document.
        value: the number that was tried; None where that is none.
        seed_shift: 0 for the learner's seed, 1, 2, … for others that she does not have.
    """

    label: Words
    changes: Mapping[str, Any] = field(default_factory=dict)
    value: float | None = None
    seed_shift: int = 0


@dataclass(frozen=True)
class Control:
    """A setting that the learner may change in a step; all others are locked.

    Attributes:
        name: its name among dnn.configuration.variations, or among the options of the experiment.
        values: those that she may choose from.
    """

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Experiment:
    """The experiment of a step.

    Attributes:
        kind: its name in EXPERIMENTS.
        task: what the learner is to do.
        options: those of the experiment.
        variants: the runs that are tried side by side, where the experiment trains.
        controls: what the learner may change.
        until: the condition under which the task is done; None: it is done once it was tried.
        references: facts that stand as lines on the chart of the cost, each with its words.
    """

    kind: str
    task: Words = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    controls: tuple[Control, ...] = ()
    until: Condition | None = None
    references: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True)
class Observation:
    """The question for what was seen, before anything is explained; exactly one of the alternatives is right after each
    experiment."""

    question: Words
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Step:
    """One step of a lesson.

    Attributes:
        title: what it is about.
        text: what has to be known before it, in half a page.
        page: the page of the menu on which the same can be looked at freely; empty where there is none.
        configuration: sections of the configuration that differ from the lesson's.
        prediction, experiment, observation: its phases; None for those that it does not have.
        explanation: what is said after the observation.
        questions: those by which it is checked.
        extra: a task for who is ahead; empty where there is none.
    """

    title: Words
    text: Words
    experiment: Experiment
    prediction: Prediction | None = None
    observation: Observation | None = None
    explanation: Words = ""
    questions: tuple[AskedQuestion, ...] = ()
    page: str = ""
    configuration: Mapping[str, Any] = field(default_factory=dict)
    extra: Words = ""


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        name: by which the link and the store know it.
        digest: the hash of its file.
        title: what it is about.
        aim: what the learner can do afterwards.
        minutes: about how long it takes.
        configuration: the run that it is about, as its JSON document.
        drawn_units: for each hidden layer the smallest and the largest number of units that a learner's network is
            given; empty where all have the same network.
        steps: in their order.
        left_out_seeds: seeds whose network does not show what the lesson says, or not clearly; no learner is given one.
        is_own: whether it comes from outside; then its words are shown as they are written.
    """

    name: str
    digest: str
    title: Words
    aim: Words
    minutes: int
    configuration: Mapping[str, Any]
    steps: tuple[Step, ...]
    drawn_units: tuple[tuple[int, int], ...] = ()
    left_out_seeds: tuple[int, ...] = ()
    is_own: bool = False
