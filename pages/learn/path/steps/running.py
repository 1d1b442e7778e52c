"""Runs side by side in a step: the press that starts them, the chart on which they fall over the sketched curve, the
table of how they ended; and the tries at a goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

import streamlit as st

from dnn.background.services import get_page_worker, get_run_manager
from dnn.background.wire import LessonReference, LessonRun
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.lessons.path.condition import Facts
from dnn.lessons.path.experiments.registry import facts_of
from dnn.lessons.path.experiments.side_by_side import baselines
from dnn.lessons.path.lesson import Lesson, Phase, Step
from dnn.lessons.path.progress import StepProgress, tried
from dnn.lessons.path.step_setup import labels_of, step_configs, step_options, values_of
from dnn.training.advance import advance
from pages.learn.path import learner
from pages.learn.path.lesson_words import plain_words
from pages.learn.path.pictures import panels
from pages.learn.path.pictures.panels import RunPanel
from pages.learn.path.steps import controls, tries
from pages.learn.path.steps.predicting import sketch_key
from pages.learn.path.steps.run_table import HELD_OUT, RUN_NUMBER, columns_of, runs_table
from pages.live.lesson import chart as lesson_chart
from pages.live.lesson.model import LessonChart
from pages.live.lesson.values import LessonSketch, RunEnd
from pages.shared.frame import notices
from pages.shared.frame.text import _, literal, ngettext
from pages.shared.session import session

HEADROOM = 1.5
"""The axis of costs ends at so many times the cost of a network that does not look at its input."""
GOAL = "goal"
NO_RUN = -1
"""The colour of a line that belongs to no run."""
CHART_HEIGHT = 290
"""Pixels of the chart, which has the pictures above it."""


def draw_task(lesson: Lesson, place: int, phase: Phase) -> None:
    """The press that starts the runs of a step, or another try at a goal."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    own = progress.step(place)
    is_goal = step.experiment.kind == GOAL
    if phase != "try":
        return
    if is_goal:
        controls.draw(lesson, place, progress.seed, _nothing)
        tries.draw_limit(lesson, place, progress.seed)
        _goal_task(lesson, place, step, own, controls.settings_of(lesson, place, progress.seed))
        tries.draw_table(step, own)
        return
    is_running = bool(own.runs)
    st.button(
        _("Training …") if is_running else _("Train"),
        icon=":material/play_arrow:",
        type="primary",
        key="try_it",
        disabled=is_running,
        on_click=partial(_start, lesson, place),
    )


def draw_tried(lesson: Lesson, place: int) -> None:
    """The tries at a goal that was reached."""
    step = lesson.steps[place]
    if step.experiment.kind == GOAL:
        tries.draw_table(step, learner.progress_of(lesson).step(place))


def draw_picture(lesson: Lesson, place: int, phase: Phase) -> None:
    """The pictures of the runs, the chart of their costs, and the table of how they ended."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    own = progress.step(place)
    try:
        _pictures(lesson, place, step, own, progress.seed)
        chart = _chart(lesson, place, step, own, progress.seed, phase)
    except DnnError as problem:
        notices.error(problem)
        return
    lesson_chart.draw(
        chart,
        on_sketched=partial(session.set_page_value, _sketched_key(lesson, place)),
        on_settled=partial(_settled, lesson, place),
    )
    if phase == "predict" and not chart.is_sketching and _has_sketches(lesson):
        st.caption(_("The runs will be drawn here by themselves; there is nothing to sketch in this step."))
    if own.facts is not None and step.experiment.kind != GOAL:
        with st.container(key="lesson_runs_table"):
            labels = [literal(each) for each in labels_of(step, plain_words)]
            st.markdown(runs_table(step, labels, own.facts, is_own=lesson.is_own))


def _has_sketches(lesson: Lesson) -> bool:
    """True if a learner sketches in some step of a lesson, and may expect to in another."""
    return any(step.prediction is not None and step.prediction.kind == "curve" for step in lesson.steps)


def _pictures(lesson: Lesson, place: int, step: Step, own: StepProgress, seed: int) -> None:
    """The data, and beside the name of each run that is over what its network says."""
    if step.experiment.kind == GOAL:
        tries.draw(lesson, place, step, own, seed)
        return
    configs, labels = step_configs(lesson, step, seed, {}), labels_of(step, plain_words)
    row = [
        RunPanel(config, label, number, is_over=own.facts is not None, is_solid=_is_held_out_dashed(step))
        for number, (config, label) in enumerate(zip(configs, labels, strict=True))
    ]
    panels.draw(row, f"lesson_panels_{place}")


def conclude(lesson: Lesson, place: int) -> None:
    """Note what the runs have found once all of them are over. The worker of the pages trains them again for that: it
    gives the same numbers to the bit, and knows more of them than is kept."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    own = progress.step(place)
    if not _is_waiting(step, own) or not get_run_manager().lesson_runs.are_over(own.runs):
        return
    try:
        facts = _facts(lesson, step, progress.seed, own.settings)
    except DnnError as problem:
        session.add_problem(problem)
        return
    learner.store_step(lesson, place, tried(own, facts, own.runs, own.settings))


def _is_waiting(step: Step, own: StepProgress) -> bool:
    """True if there are runs whose facts are not known yet."""
    if not own.runs:
        return False
    return own.facts is None or (step.experiment.kind == GOAL and own.facts.get("tries") != float(len(own.settings)))


def _facts(lesson: Lesson, step: Step, seed: int, tries: Sequence[Mapping[str, Any]]) -> Facts:
    configs = _configs(lesson, step, seed, tries)
    is_goal = step.experiment.kind == GOAL
    labels = tuple(str(number) for number in range(1, len(configs) + 1)) if is_goal else labels_of(step)
    values = () if is_goal else values_of(step)
    options = step_options(step, {})
    return get_page_worker().compute(facts_of, step.experiment.kind, configs, labels, options, values)


def _configs(lesson: Lesson, step: Step, seed: int, tries: Sequence[Mapping[str, Any]]) -> tuple[RunConfig, ...]:
    if step.experiment.kind == GOAL:
        return tuple(step_configs(lesson, step, seed, settings)[0] for settings in tries)
    return step_configs(lesson, step, seed, {})


@learner.reporting_refusals
def _start(lesson: Lesson, place: int) -> None:
    """Callback: start the runs of a step."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    own = progress.step(place)
    if not learner.is_at(lesson, place, "try"):
        return
    names = [each or plain_words(lesson.title) for each in labels_of(step, plain_words)]
    configs = _configs(lesson, step, progress.seed, ())
    runs = get_run_manager().lesson_runs.start(session.visitor(), _of(lesson, place), configs, names, own.runs)
    learner.store_step(lesson, place, replace(own, runs=tuple(runs)))


def _goal_task(lesson: Lesson, place: int, step: Step, own: StepProgress, settings: Mapping[str, Any]) -> None:
    """The press for another try, and how many are left; what was tried already would only give the same once more."""
    most = int(dict(step_options(step, {}))["tries"])
    left, is_running = most - len(own.settings), _is_waiting(step, own)
    again = own.settings.index(settings) + 1 if settings in own.settings and not is_running else None
    if left > 0 and again is not None:
        st.caption(_("This is what you tried as number {number}: change something first.").format(number=again))
    if left <= 0 and not is_running:
        st.markdown(
            _(
                "All tries are used. Compare them in the table: which change helped most, and what was not changed "
                "yet? Then begin anew."
            )
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if left > 0:
            st.button(
                _("Training …") if is_running else _("Train this one"),
                icon=":material/play_arrow:",
                type="primary",
                key="try_it",
                disabled=is_running or again is not None,
                on_click=partial(_try_goal, lesson, place),
            )
            st.markdown(ngettext("{count} try left", "{count} tries left", left).format(count=left), width="content")
        else:
            st.button(
                _("Begin the tries anew"), icon=":material/restart_alt:", key="tries_anew", disabled=is_running,
                on_click=partial(_forget_tries, lesson, place),
            )  # fmt: skip


@learner.reporting_refusals
def _try_goal(lesson: Lesson, place: int) -> None:
    """Callback: one more try."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    own = progress.step(place)
    settings = controls.settings_of(lesson, place, progress.seed)
    if not learner.is_at(lesson, place, "try") or _is_waiting(step, own) or settings in own.settings:
        return
    config = step_configs(lesson, step, progress.seed, settings)[0]
    name = f"{plain_words(step.title)} {len(own.settings) + 1}"
    runs = get_run_manager().lesson_runs.start(session.visitor(), _of(lesson, place), [config], [name])
    learner.store_step(lesson, place, replace(own, runs=(*own.runs, *runs), settings=(*own.settings, settings)))


@learner.reporting_refusals
def _forget_tries(lesson: Lesson, place: int) -> None:
    own = learner.progress_of(lesson).step(place)
    controls.forget(lesson)
    learner.store_step(lesson, place, replace(own, runs=(), settings=(), facts=None))


@learner.reporting_refusals
def _settled(lesson: Lesson, place: int, ends: tuple[RunEnd, ...]) -> None:
    """Callback of the chart: all runs on it have come to their end."""
    conclude(lesson, place)


def _nothing() -> None:
    """The controls of a goal count when it is tried."""


def _of(lesson: Lesson, place: int) -> str:
    return f"{lesson.name}/{place + 1}"


def _sketched_key(lesson: Lesson, place: int) -> str:
    return f"{sketch_key(lesson, place)}_drawn"


def _chart(lesson: Lesson, place: int, step: Step, own: StepProgress, seed: int, phase: Phase) -> LessonChart:
    """The chart of a step: empty or to be sketched on before, with its runs afterwards."""
    options, configs = dict(step_options(step, {})), _configs(lesson, step, seed, own.settings or ({},))
    base = {name: float(value) for name, value in baselines(configs[0]).items()}
    is_sketching = phase == "predict" and step.prediction is not None and step.prediction.kind == "curve"
    known = base | {name: value for name, value in (own.facts or {}).items() if isinstance(value, float)}
    shown = step.experiment.references if own.runs else ()
    references: list[LessonReference] = [
        {"cost": known[name], "text": plain_words(text), "colour": colour_of(name)}
        for name, text in shown
        if name in known
    ]
    low = options["lowest"] or (1e-4 if options["scale"] == "log" else 0.0)
    return LessonChart(
        key=f"lesson_chart_{lesson.name}_{place}_{seed}",
        iterations=max(config.hyperparameters.iterations for config in configs),
        cost_range=(low, options["highest"] or HEADROOM * max(base.values())),
        scale=options["scale"],
        is_sketching=is_sketching,
        runs=runs_of(step, own),
        sketch=_sketch(lesson, place, own),
        first_cost=_first_cost(configs[-1]) if is_sketching else None,
        references=references,
        is_settled=not _is_waiting(step, own),
        is_beside_held_out=step.experiment.kind == GOAL or HELD_OUT in columns_of(step, is_own=lesson.is_own),
        height=CHART_HEIGHT,
    )


def colour_of(fact: str) -> int:
    """The colour of the run that a fact is of; NO_RUN for a fact of none."""
    number = RUN_NUMBER.search(fact)
    return int(number[0].removeprefix("_")) - 1 if number else NO_RUN


def sketching_chart(lesson: Lesson, place: int, name: str, sketch: LessonSketch | None) -> LessonChart:
    """The chart of a step on which a curve is sketched once more, under a name of its own, from `sketch` on."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    chart = _chart(lesson, place, step, progress.step(place), progress.seed, "predict")
    return replace(chart, key=f"{name}_{chart.key}", runs=(), references=(), sketch=sketch, is_settled=True)


def runs_of(step: Step, own: StepProgress) -> list[LessonRun]:
    """The runs of a step as the chart takes them."""
    labels = labels_of(step, plain_words)
    if step.experiment.kind == GOAL:
        labels = tuple(str(number) for number in range(1, len(own.runs) + 1))
    return [
        {
            "run_id": run_id,
            "number": 0 if _is_held_out_dashed(step) else number,
            "colour": number,
            "label": label,
            "is_highlighted": False,
        }
        for number, (run_id, label) in enumerate(zip(own.runs, labels, strict=False))
    ]


def _is_held_out_dashed(step: Step) -> bool:
    """True if dashed lines are costs on held-out data: then the curves, which are on the training data, are solid."""
    return any(RUN_NUMBER.sub("", name) == HELD_OUT for name, _words in step.experiment.references)


def _sketch(lesson: Lesson, place: int, own: StepProgress) -> LessonSketch | None:
    """The curve that was committed to, or else the one that is being drawn."""
    prediction = lesson.steps[place].prediction
    if prediction is None or prediction.kind != "curve":
        return None
    if own.prediction is not None:
        points = cast(Sequence[Sequence[float]], own.prediction)
        return LessonSketch(1, tuple((int(iteration), float(cost)) for iteration, cost in points))
    drawn: LessonSketch | None = session.page_value(_sketched_key(lesson, place), None)
    return drawn


def _first_cost(config: RunConfig) -> float | None:
    """J before the first update."""
    costs = advance(config, None, iterations=1, evaluations=False).costs
    return float(costs[0]) if len(costs) else None
