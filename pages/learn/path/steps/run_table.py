"""Tables of how the runs of a step ended."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dnn.lessons.path.condition import Facts
from dnn.lessons.path.lesson import Step
from dnn.lessons.path.questions.registry import QUESTIONS
from dnn.lessons.path.step_setup import step_options
from pages.learn.path.figures.numbers import SUPERSCRIPTS
from pages.learn.path.steps import controls
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, strong

RUN_NUMBER = re.compile(r"_\d+$")
"""Behind the name of a fact."""
ALWAYS = ("first_cost", "final_cost")
HELD_OUT = "test_cost"
"""The fact that is the cost of a run on held-out data."""
ANY_STEP = {HELD_OUT}
"""Columns of every step of a teacher, who may speak of them in words alone."""
HELD_OUT_IDEAS = {"overfitting", "luck"}
"""Ideas, names in IDEAS, of questions about held-out data."""


def runs_table(step: Step, labels: Sequence[str], facts: Facts, *, is_own: bool = False) -> str:
    """The start and the end of each run, with what else the step is about.

    Args:
        is_own: whether the lesson is a teacher's.
    """
    titles = _titles()
    wanted = columns_of(step, is_own=is_own)
    names = [name for name in titles if name in wanted]
    rows = []
    for k, label in enumerate(labels, start=1):
        values = {name: float(facts[f"{name}_{k}"]) for name in names}
        rows.append([label, *(_percent(value) if name in SHARES else written(value) for name, value in values.items())])
    return markdown([_("run"), *(titles[name] for name in names)], rows, "l" + "r" * len(names))


def columns_of(step: Step, *, is_own: bool = False) -> set[str]:
    """The facts that a step is about: those of its sentences, lines and questions, and the costs at both ends.

    Args:
        is_own: whether the lesson is a teacher's.
    """
    predicted = [step.prediction.fact] if step.prediction else []
    parts = [part.alternatives for part in (step.prediction, step.observation) if part is not None]
    names = [name for alternatives in parts for each in alternatives if each.when for name in each.when.names]
    names += [*predicted, *(name for name, _words in step.experiment.references)]
    for asked in step.questions:
        kind = QUESTIONS[asked.kind]
        names.append(str(asked.options.get("fact", "")))
        names += ["score"] if "score" in kind.options else []
        names += ["test_cost"] if kind.idea in HELD_OUT_IDEAS else []
    return {*ALWAYS, *(ANY_STEP if is_own else ()), *(RUN_NUMBER.sub("", name) for name in names)}


SHARES = ("score", "test_score")
"""Facts that are shares of right answers."""


def _titles() -> dict[str, str]:
    """Every column by its fact, in the order in which they stand."""
    return {
        "first_cost": _("J at the start"),
        "final_cost": _("J at the end"),
        "score": _("right answers"),
        "test_cost": _("held-out J"),
        "test_score": _("right answers, held-out"),
        "gradient_1": _("{size} at the start").format(size=r"$\lVert dW^{[1]}\rVert$"),
    }


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{100 * value:.3g} %"


def tries_table(step: Step, tries: Sequence[Mapping[str, Any]], facts: Facts) -> str:
    """The tries at a goal: what was chosen, the hidden units that this makes, marked where they are too many, and the
    cost on the held-out data."""
    most = float(dict(step_options(step, {}))["units"])
    controlled = {control.name for control in step.experiment.controls}
    made_up = MADE_UP if "units" in controlled else ()
    names = [control.name for control in step.experiment.controls if control.name not in made_up]
    heads = ["", _("held-out J"), *map(controls.title_of, names), _("hidden units")]
    rows, reached_at = [], facts.get("reached_at")
    for k, settings in enumerate(tries, start=1):
        if f"test_cost_{k}" not in facts:
            continue
        chosen = [controls.value_title(name, settings[name]) if name in settings else "–" for name in names]
        units, cost = float(facts[f"hidden_units_{k}"]), float(facts[f"test_cost_{k}"])
        value = f":green[{strong(written(cost))} ✓]" if k == reached_at else written(cost)
        made = units_made(units, settings)
        made = made if units <= most else f":orange[{made} > {most:.0f}]"
        rows.append([str(k), value, *chosen, made])
    return markdown(heads, rows, "rr" + "c" * len(names) + "r")


MADE_UP = ("units", "depth")
"""Controls that the hidden units come from: they have no columns of their own beside these."""


def units_made(units: float, settings: Mapping[str, Any]) -> str:
    """The hidden units of a try, as the sum of its layers' where there are several: "4 + 4 = 8"."""
    of_layer = settings.get("units")
    if not of_layer or units == of_layer:
        return f"{units:.0f}"
    return f"{' + '.join([str(of_layer)] * round(units / of_layer))} = {units:.0f}"


def changed(step: Step, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The titles of what was changed from one try to the next."""
    names = [control.name for control in step.experiment.controls]
    return [controls.title_of(name) for name in names if before.get(name) != now.get(name)]


def written(value: float) -> str:
    """A cost or a score with three digits, a very large or small one with its power of ten: "5.5×10⁵"."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return _("diverged")
    mantissa, is_power, exponent = f"{value:#.3g}".partition("e")
    power = f"×10{str(int(exponent)).translate(SUPERSCRIPTS)}" if is_power else ""
    return mantissa.rstrip(".").replace("-", "−") + power
