"""Tables of how the runs of a step ended."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dnn.lessons.path.condition import Facts
from dnn.lessons.path.lesson import Step
from pages.learn.path.figures.numbers import SUPERSCRIPTS
from pages.learn.path.steps import controls
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, strong

RUN_NUMBER = re.compile(r"_\d+$")
"""Behind the name of a fact."""

FACTS_OF_QUESTIONS = {
    "overfitting": "test_cost",
    "luck": "test_cost",
    "which runs separate": "score",
    "fewest units": "score",
}
"""The facts that questions on runs are about, beside the costs of the training data."""


def runs_table(labels: Sequence[str], facts: Facts, names: Sequence[str]) -> str:
    """The start and the end of each run.

    Args:
        names: the facts to show, among those that `columns_of` can give.
    """
    titles = _titles()
    rows = [
        [label, *(written(float(facts[f"{name}_{k}"])) for name in names)] for k, label in enumerate(labels, start=1)
    ]
    return markdown([_("run"), *(titles[name] for name in names)], rows, "l" + "r" * len(names))


def columns_of(step: Step, *, is_own: bool) -> tuple[str, ...]:
    """The facts of a step's table: the first and the last cost, and whatever else the step speaks of; all of them in a
    lesson of a teacher, who may speak of them in words alone."""
    titles = tuple(_titles())
    if is_own:
        return titles[:5]
    prediction, observation = step.prediction, step.observation
    alternatives = (
        *(prediction.alternatives if prediction else ()),
        *(observation.alternatives if observation else ()),
    )
    names = [name for each in alternatives if each.when is not None for name in each.when.names]
    names += [prediction.fact] if prediction else []
    names += [name for name, _words in step.experiment.references]
    names += [FACTS_OF_QUESTIONS.get(asked.kind, str(asked.options.get("fact", ""))) for asked in step.questions]
    spoken_of = {RUN_NUMBER.sub("", name) for name in names}
    return tuple(name for name in titles if name in ("first_cost", "final_cost") or name in spoken_of)


def _titles() -> dict[str, str]:
    """Every column by its fact, in the order in which they stand; the last only where a step speaks of it."""
    return {
        "first_cost": _("J at the start"),
        "final_cost": _("J at the end"),
        "score": _("score"),
        "test_cost": _("held-out J"),
        "test_score": _("held-out score"),
        "gradient_1": _("{size} at the start").format(size=r"$\lVert dW^{[1]}\rVert$"),
    }


def tries_table(step: Step, tries: Sequence[Mapping[str, Any]], facts: Facts) -> str:
    """The tries at a goal: what was chosen, the hidden units that this makes, and the cost on the held-out data."""
    names = [control.name for control in step.experiment.controls]
    heads = ["", _("held-out J"), *map(controls.title_of, names), _("hidden units")]
    rows, reached_at = [], facts.get("reached_at")
    for k, settings in enumerate(tries, start=1):
        if f"test_cost_{k}" not in facts:
            continue
        chosen = [controls.value_title(name, settings[name]) if name in settings else "–" for name in names]
        units, cost = float(facts[f"hidden_units_{k}"]), float(facts[f"test_cost_{k}"])
        value = f":green[{strong(written(cost))} ✓]" if k == reached_at else written(cost)
        rows.append([str(k), value, *chosen, f"{units:.0f}"])
    return markdown(heads, rows, "rr" + "c" * len(names) + "r")


def written(value: float) -> str:
    """A cost or a score with three digits, a very large or small one with its power of ten: "5.5×10⁵"."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return _("diverged")
    mantissa, is_power, exponent = f"{value:.3g}".partition("e")
    power = f"×10{str(int(exponent)).translate(SUPERSCRIPTS)}" if is_power else ""
    return mantissa.replace("-", "−") + power
