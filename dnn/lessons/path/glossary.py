"""The words that the lessons use before they are their subject, each with its meaning in a sentence; it is told in the
step in which the word stands for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dnn.lessons.path.lesson import PHASES, Lesson, Phase, Step, Words
from dnn.text.messages import Text


@dataclass(frozen=True)
class Term:
    """A word.

    Attributes:
        name: as it stands in a list; a name, a symbol or an English word.
        pattern: a regular expression for the English texts in which it stands.
        meaning: what it means, in a sentence.
    """

    name: Text | str
    pattern: str
    meaning: Text


GLOSSARY: tuple[Term, ...] = (
    Term(Text("bias"), r"\bbias(es)?\b", Text("the number $b$ that a unit adds to its sum, whatever its inputs are")),
    Term(Text("weight"), r"\bweights?\b", Text("the number that a unit multiplies one of its inputs by")),
    Term(
        Text("logistic regression"),
        r"logistic regression",
        Text("a single unit with the sigmoid function: a network without hidden layers"),
    ),
    Term("NumPy", r"\bNumPy\b", Text("the library with which Python computes with whole arrays")),
    Term("tanh", r"\\?tanh", Text("a function that bends every number to one between −1 and 1, and keeps 0")),
    Term(Text("cost"), r"\bcost\b", Text("$J$, how wrong the network is on average; training makes it smaller")),
    Term(
        Text("guessing"),
        r"\bguessing\b",
        Text("giving every example the same answer, without a look at its inputs"),
    ),
    Term(
        "σ", r"\\sigma|\bsigmoid\b", Text("the sigmoid function $1/(1+e^{-z})$: it makes a probability of any number")
    ),
    Term(
        Text("loss"),
        r"\bloss\b",
        Text("how wrong the network is about one example; the cost is the mean of all losses"),
    ),
    Term("ln", r"\bln\b|natural logarithm", Text("the natural logarithm, to the base $e=2.718…$")),
    Term(
        "H(ȳ)",
        r"H\((ȳ|\\bar y)",
        Text("the entropy of the labels: the least cost of a network that gives every example the same $\\hat y$"),
    ),
    Term(
        Text("gradient"),
        r"\bgradients?\b",
        Text("the derivatives of the loss, or of the cost, with respect to the numbers of an array"),
    ),
    Term(Text("softmax"), r"\bsoftmax\b", Text("makes probabilities of several outputs: all positive, with the sum 1")),
    Term(
        Text("cross-entropy"),
        r"cross-entropy",
        Text("the loss of classes: minus the logarithm of the probability that was given to the right class"),
    ),
    Term(Text("squared error"), r"squared error", Text("the loss of numbers: $\\tfrac12(a-y)^2$")),
    Term("nan", r"\bnan\b|\bNaN\b", Text("“not a number”: what NumPy makes of $0/0$ or $\\infty\\cdot0$")),
    Term("SiLU", r"\bSiLU\b", Text("the activation function $z\\,\\sigma(z)$, also called swish")),
    Term(
        Text("cache"),
        r"\bcached?\b",
        Text("what the way forward keeps, so that the way back need not compute it again"),
    ),
    Term(
        Text("regression"),
        r"(?<!logistic )\b[Rr]egression\b",
        Text("a task whose answer is a number, not a class"),
    ),
    Term(
        Text("logarithmic axis"),
        r"logarithmic",
        Text("one on which equal distances are equal factors: 1, 10, 100, …"),
    ),
    Term(
        Text("standardised"),
        r"standardised",
        Text("each feature shifted and scaled so that its mean is 0 and its spread 1"),
    ),
    Term(
        "He",
        r"\bHe\b",
        Text("random first weights as Kaiming He and others proposed them for ReLU, with the variance $2/n^{[l-1]}$"),
    ),
    Term("ReLU", r"\bReLU\b", Text("the activation function $\\max(0,z)$")),
    Term("randn", r"\brandn\b", Text("NumPy's random numbers with the mean 0 and the standard deviation 1")),
    Term(
        Text("standard deviation"),
        r"standard deviation|\bdeviation\b",
        Text("how far random numbers usually lie from their mean"),
    ),
    Term(
        "‖dW‖",
        r"\\lVert",
        Text("the norm, which says how large a matrix is: the root of the sum of its squared entries"),
    ),
    Term(Text("noise"), r"\bnoise\b|\bnoisy\b", Text("what is random in the data and cannot be learned")),
    Term("Adam", r"\b[Aa]dam\b", Text("gradient descent that gives each weight a step of its own size")),
    Term(
        Text("seed"),
        r"\bseeds?\b",
        Text("the number that random numbers begin from: another seed, other first weights"),
    ),
)
"""Every word, in the order in which the lessons come to it."""


def new_words(lessons: Iterable[Lesson], lesson: Lesson, place: int, phase: Phase = "done") -> tuple[Term, ...]:
    """The words that stand for the first time in a step of a lesson, of those that can be read in a phase of it.

    Args:
        lessons: those of the course in their order; a lesson that is not among them is read alone.
        lesson: the lesson of the step.
        place: the place of the step in it.
        phase: that which the learner is in; what is shown later frightens nobody yet.
    """
    course = list(lessons)
    before = course[: course.index(lesson)] if lesson in course else []
    steps = [step for each in before for step in each.steps] + list(lesson.steps[:place])
    known, here = "\n".join(map(text_of, steps)), text_of(lesson.steps[place], phase)
    return tuple(each for each in GLOSSARY if re.search(each.pattern, here) and not re.search(each.pattern, known))


def text_of(step: Step, phase: Phase = "done") -> str:
    """All that a learner reads of a step in English up to a phase, and what its controls are called."""
    return "\n".join(map(str, _texts_of(step, PHASES.index(phase))))


def _texts_of(step: Step, reached: int) -> Iterator[Words]:
    yield from (step.title, step.text, step.experiment.task)
    if reached >= PHASES.index("check"):
        yield step.explanation
    if reached >= PHASES.index("done"):
        yield step.extra
    yield from (variant.label for variant in step.experiment.variants)
    yield from (words for _fact, words in step.experiment.references)
    for control in step.experiment.controls:
        yield from (control.name, *(str(value) for value in control.values))
    for asked, phase in ((step.prediction, "predict"), (step.observation, "see")):
        if asked is not None and reached >= PHASES.index(phase):
            yield asked.question
            yield from (each.text for each in asked.alternatives)
        if asked is not None and reached >= PHASES.index("see"):
            yield from (each.because for each in asked.alternatives)
