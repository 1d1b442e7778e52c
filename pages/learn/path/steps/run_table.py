"""Tables of how the runs of a step ended."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dnn.lessons.path.condition import Facts
from dnn.lessons.path.lesson import Step
from pages.learn.path.figures.numbers import SUPERSCRIPTS
from pages.learn.path.steps import controls
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, strong


def runs_table(labels: Sequence[str], facts: Facts) -> str:
    """The end of each run: its costs on the training and the held-out data, and the share of right answers."""
    heads = [_("run"), _("J at the start"), _("J at the end"), _("score"), _("held-out J"), _("held-out score")]
    names = ("first_cost", "final_cost", "score", "test_cost", "test_score")
    rows = []
    for k, label in enumerate(labels, start=1):
        numbers = [float(facts[f"{name}_{k}"]) for name in names]
        rows.append([label, *(written(value) for value in numbers)])
    return markdown(heads, rows, "lrrrrr")


def tries_table(step: Step, tries: Sequence[Mapping[str, Any]], facts: Facts) -> str:
    """The tries at a goal: what was chosen, the hidden units that this makes, and the cost on the held-out data."""
    names = [control.name for control in step.experiment.controls]
    heads = ["", *map(controls.title_of, names), _("hidden units"), _("held-out J")]
    rows, reached_at = [], facts.get("reached_at")
    for k, settings in enumerate(tries, start=1):
        if f"test_cost_{k}" not in facts:
            continue
        chosen = [controls.value_title(name, settings[name]) if name in settings else "–" for name in names]
        units, cost = float(facts[f"hidden_units_{k}"]), float(facts[f"test_cost_{k}"])
        value = f":green[{strong(written(cost))} ✓]" if k == reached_at else written(cost)
        rows.append([str(k), *chosen, f"{units:.0f}", value])
    return markdown(heads, rows, "r" + "c" * len(names) + "rr")


def written(value: float) -> str:
    """A cost or a score with three digits, a very large or small one with its power of ten: "5.5×10⁵"."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return _("diverged")
    mantissa, is_power, exponent = f"{value:.3g}".partition("e")
    power = f"×10{str(int(exponent)).translate(SUPERSCRIPTS)}" if is_power else ""
    return mantissa.replace("-", "−") + power
