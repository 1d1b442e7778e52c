"""Numbers as a learner is shown them, and questions for a number: which are fair, and how near is right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log

from dnn.lessons.path.questions.question import TOLERANCE, Hints, KnownMistake, NumberQuestion
from dnn.text.messages import Enumeration, Text

MIN_ASKED_VALUE = 1e-4
CANCELLATION = 10.0
"""The largest ratio of the terms of a sum, added up in size, and its value: the terms are shown with four digits."""
MAX_TERMS = 6
"""Terms of a sum that is computed by hand."""
MIN_DECIMAL_UNITS = 10
"""A value that is asked for with so many decimals is at least so many units of the last of them."""
FEW_EXAMPLES = 3
"""Examples over which is summed by hand, at most."""


def shown(value: float) -> str:
    """A number with four digits, as LaTeX."""
    mantissa, _, exponent = f"{value + 0.0:.4g}".partition("e")  # −0 is 0
    return rf"{mantissa}\cdot10^{{{int(exponent)}}}" if exponent else mantissa


def rounded(value: float) -> str:
    """A result with the three digits that are asked for, noughts at the end as well, as LaTeX: computed from numbers as
    they are shown it is the same, but for the last digit at most."""
    mantissa, _, exponent = f"{value + 0.0:#.3g}".partition("e")
    digits = mantissa.rstrip(".")
    return rf"{digits}\cdot10^{{{int(exponent)}}}" if exponent else digits


def comes_to(value: float) -> str:
    """A result behind its sign, as LaTeX: "=" where three digits are all of it, else "≈" and three digits."""
    is_all = float(f"{value:.3g}") == float(f"{value:.9g}")
    return f"={shown(value)}" if is_all else rf"\approx{rounded(value)}"


def two_decimals(value: float) -> str:
    """A number with two decimals, as LaTeX."""
    return f"{float(f'{value:.2f}') + 0.0:.2f}"  # −0 is 0


def tabled_log(p: float) -> float:
    """The natural logarithm with the two decimals that a learner is given."""
    return float(f"{log(p):.2f}") + 0.0


def logarithms(numbers: Mapping[str, float]) -> Enumeration:
    """The natural logarithms of numbers, each by the LaTeX it is written with, as a learner is given them."""
    return Enumeration(rf"$\ln {written}={two_decimals(tabled_log(p))}$" for written, p in numbers.items())


def factor(value: float) -> str:
    """A number as a factor or a summand: in brackets where it is negative."""
    return f"({shown(value)})" if value < 0 else shown(value)


def products(left: Sequence[float], right: Sequence[float]) -> str:
    """The sum of the products of two lists, written out as LaTeX."""
    return "+".join(rf"{factor(a)}\cdot{factor(b)}" for a, b in zip(left, right, strict=True))


def summed(values: Sequence[float]) -> str:
    """A sum written out as LaTeX."""
    return "+".join(map(factor, values))


def row(values: Sequence[float]) -> str:
    """Numbers in brackets, as a formula."""
    return "$(" + r",\;".join(map(shown, values)) + ")$"


def dot(left: Sequence[float], right: Sequence[float]) -> float:
    """The sum of the products of two lists."""
    return sum(a * b for a, b in zip(left, right, strict=True))


@dataclass(frozen=True)
class NumberDraft:
    """A question for a number before it is known to be a fair one.

    Attributes:
        prompt, value, because, hints: as those of the question.
        mistakes: what known mistakes lead to, the commonest first.
        terms: the sizes of the terms of the sum that the value is, added up; 0 where it is none, or where the numbers
            that are shown are those that it is computed from.
        decimals: those that are asked for; None for three significant digits.
        elsewhere: what numbers lead to that the question does not name, told last, and with their own sign alone.
    """

    prompt: Text
    value: float
    because: Text
    mistakes: tuple[tuple[float, Text], ...]
    hints: Hints
    terms: float = 0.0
    decimals: int | None = None
    elsewhere: tuple[tuple[float, Text], ...] = ()


def number_question(kind: str, draft: NumberDraft) -> NumberQuestion | None:
    """The question of a draft; None where the value is next to 0, lost in rounding, to be read in a hint, or what every
    mistake leads to as well."""
    size, unit = abs(draft.value), 0.0 if draft.decimals is None else 10.0**-draft.decimals
    if not isfinite(size) or size < max(MIN_ASKED_VALUE, MIN_DECIMAL_UNITS * unit) or draft.terms > CANCELLATION * size:
        return None
    size = max(size, unit / TOLERANCE)  # an answer may be one unit of the last decimal off
    tolerance = TOLERANCE * size
    if any(abs(abs(each) - abs(draft.value)) <= tolerance for hint in draft.hints for each in _numbers_in(hint)):
        return None
    known_mistakes: list[KnownMistake] = []
    given = [(*each, True) for each in draft.mistakes] + [(*each, False) for each in draft.elsewhere]
    for value, reason, may_be_turned in given:
        others = (draft.value, *(mistake.value for mistake in known_mistakes))
        if isfinite(value) and all(_differ(value, other, size) for other in others):
            known_mistakes.append(KnownMistake(value, reason, may_be_turned))
    if not known_mistakes:
        return None
    return NumberQuestion(
        kind, draft.prompt, draft.value, tolerance, draft.because, tuple(known_mistakes), draft.hints, draft.decimals
    )


def _differ(value: float, other: float, size: float) -> bool:
    """True if two numbers can be told apart, each given with an error of TOLERANCE of its own size or of `size`."""
    return abs(value - other) > 2 * TOLERANCE * max(size, abs(value), abs(other))


def _numbers_in(hint: Text) -> list[float]:
    """The numbers that stand in a hint; powers of ten are read with their factor, indices are none."""
    plain = re.sub(r"\\cdot10\^\{(-?\d+)\}", r"e\1", str(hint))
    plain = re.sub(r"[\^_]\{[^{}]*\}", "", plain)
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", plain)]
