"""Tables of how the runs of a step ended."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dnn.lessons.path.condition import Facts
from dnn.lessons.path.lesson import Step
from dnn.lessons.path.questions.registry import QUESTIONS
from pages.learn.path.steps import controls
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, strong

HELD_OUT_IDEAS = {"overfitting", "luck"}
"""Ideas, names in IDEAS, of questions about held-out data."""


def runs_table(step: Step, labels: Sequence[str], facts: Facts) -> str:
    """The end of each run: its costs on the training data, and, where the step is about them, on the held-out data and
    the share of right answers."""
    columns = {"first_cost": _("J at the start"), "final_cost": _("J at the end")}
    if asks_for_score(step):
        columns["score"] = _("right answers")
    if is_about_held_out(step):
        columns["test_cost"] = _("held-out J")
    rows = []
    for k, label in enumerate(labels, start=1):
        values = {name: float(facts[f"{name}_{k}"]) for name in columns}
        rows.append(
            [label, *(_percent(value) if name == "score" else written(value) for name, value in values.items())]
        )
    return markdown([_("run"), *columns.values()], rows, "l" + "r" * len(columns))


def asks_for_score(step: Step) -> bool:
    """True if a question of the step is about the share of right answers."""
    return any("score" in QUESTIONS[asked.kind].options for asked in step.questions)


def is_about_held_out(step: Step) -> bool:
    """True if a sentence or a question of the step is about the held-out data."""
    alternatives = [*(step.prediction.alternatives if step.prediction else ())]
    alternatives += step.observation.alternatives if step.observation else ()
    facts = {step.prediction.fact if step.prediction else ""}
    facts |= {name for each in alternatives if each.when for name in each.when.names}
    ideas = {QUESTIONS[asked.kind].idea for asked in step.questions}
    return any(name.startswith("test_") for name in facts) or bool(ideas & HELD_OUT_IDEAS)


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{100 * value:.3g} %"


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
    """A cost or a score in a table."""
    if math.isnan(value):
        return "–"
    return _("diverged") if math.isinf(value) else f"{value:.3g}"
