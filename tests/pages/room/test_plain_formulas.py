"""Formulas as plain text: every one of our lessons, in both languages, and the rules one by one."""

from __future__ import annotations

import re

import pytest

from dnn.lesson_files import lessons
from dnn.lesson_files.words import words_of
from dnn.text.messages import ENGLISH, Text
from pages.locale.languages import translations
from pages.room.teacher.plain_formulas import COMMANDS, FORMULA, plain, plain_formula

OURS = [(name, text) for name, lesson in lessons().items() for text in words_of(lesson)]
COMMAND = re.compile(r"\\(?:[a-zA-Z]+|.)")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_formula_of_every_lesson_becomes_text_without_signs_of_tex(language: str) -> None:
    catalogue = ENGLISH if language == "en" else translations(language)
    formulas = 0
    for name, template in OURS:
        text = Text(template).render(catalogue)
        for formula in FORMULA.findall(text):
            formulas += 1
            unknown = set(COMMAND.findall(formula)) - COMMANDS
            assert not unknown, (name, formula)
            assert not re.search(r"[\\{}$]", plain_formula(formula)), (name, formula)
        assert not re.search(r"[\\$`]|\*\*", plain(text)), (name, text)
    assert formulas > 150


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}", "Z^[l] = W^[l] A^[l−1] + b^[l]"),
        (r"dW^{[l]} = \frac1m\, dZ^{[l]} A^{[l-1]T}", "dW^[l] = 1/m dZ^[l] A^[l−1]ᵀ"),
        (r"\hat y = \sigma(w^T x + b)", "ŷ = σ(wᵀ x + b)"),
        (r"-\left(y\log\hat y + (1-y)\log(1-\hat y)\right)", "−(y log ŷ + (1−y) log(1−ŷ))"),
        (r"H(\bar y)", "H(ȳ)"),
        (r"-\log 0.5 = \ln 2 = 0.693", "−log 0.5 = ln 2 = 0.693"),
        (r"\sqrt{2/n^{[l-1]}}", "√(2/n^[l−1])"),
        (r"-\frac{y}{a} + \frac{1-y}{1-a}", "−y/a + (1−y)/(1−a)"),
        (r"1 - \sigma(40) = 4\cdot10^{-18}", "1 − σ(40) = 4·10⁻¹⁸"),
        (r"\lVert dW^{[1]}\rVert", "‖dW^[1]‖"),
        (r"dZ^{[l]} = dA^{[l]} * g'(Z^{[l]})", "dZ^[l] = dA^[l] ∗ g′(Z^[l])"),
        (r"w_1 a_1 + w_2 a_2 + \dots + b", "w₁ a₁ + w₂ a₂ + … + b"),
        (r"n_x", "nₓ"),
        (r"n_y", "n_y"),
        (r"\sum_i dZ^{[l](i)}", "Σᵢ dZ^[l]⁽ⁱ⁾"),
        (r"x^{a+b}", "x^(a+b)"),
        (r"\mathcal L", "ℒ"),
        (r"\unknown x", "unknown x"),
        (r"x^", "x"),
        (r"}{", ""),
    ],
)
def test_a_formula_is_read_as_a_person_would_type_it(tex: str, text: str) -> None:
    assert plain_formula(tex) == text


def test_words_around_formulas_stay_without_marks_of_code() -> None:
    assert plain("What does `b = b - alpha * db` do to $W_1$, **if** 2*3?") == (
        "What does b = b - alpha * db do to W₁, if 2*3?"
    )
    assert plain("It costs 5 $ or so") == "It costs 5 $ or so"
