"""A page with the chart of a lesson: a sketch, then runs with several learning rates, then how they ended.

Its link chooses what is shown: `scale`, `rates` with dots between them, `iterations`, and `class`, a number of runs
without labels.
"""

from __future__ import annotations

import math

import streamlit as st

from dnn import RunConfig
from dnn.background.services import get_run_manager
from dnn.background.wire import LessonRun
from pages.live.lesson import chart as lesson
from pages.live.lesson.model import LessonChart
from pages.server.visitor import new_key
from pages.shared.frame import frame

MAX_COSTS = {"circles": 1.0, "sine": 1.0}

st.set_page_config(layout="wide")
frame.style()
query = st.query_params
is_class = "class" in query
rates = [float(each) for each in query.get("rates", "0.03_0.3_3").split("_")]
rates = [10 ** (-3 + 4 * seat / int(query["class"])) for seat in range(int(query["class"]))] if is_class else rates
data, iterations = query.get("data", "circles"), int(query.get("iterations", "400"))
is_log = query.get("scale") == "log"
state = st.session_state
state.setdefault("runs", [])
state.setdefault("sketch", None)
state.setdefault("ends", None)


def config(rate: float) -> RunConfig:
    """A run with a learning rate."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": data, "samples": 200},
            "architecture": {"hidden": [{"units": 8, "activation": "relu" if data == "sine" else "tanh"}]},
            "hyperparameters": {"learning_rate": rate, "iterations": iterations},
        }
    )


def train() -> None:
    """Start the runs, each as of a visitor of its own, since one may have four at once."""
    state["runs"] = [get_run_manager().start(config(rate), new_key()).id for rate in rates]


def keep(name: str, value: object) -> None:
    """Store what the chart has told."""
    state[name] = value


def shown(number: int, run_id: str) -> LessonRun:
    """A run on the chart; of a class the one in the middle is highlighted."""
    is_highlighted = is_class and number == len(rates) // 2
    label = f"α = {rates[number]:.3g}" if not is_class or is_highlighted else ""
    return {
        "run_id": run_id,
        "number": number,
        "colour": number % 10,
        "label": label,
        "is_highlighted": is_highlighted,
    }


st.title("The chart of a lesson")
lesson.draw(
    LessonChart(
        key="lesson",
        iterations=iterations,
        cost_range=(1e-4, 10.0) if is_log else (0.0, MAX_COSTS[data]),
        scale="log" if is_log else "linear",
        is_sketching=not state["runs"],
        runs=[shown(number, run_id) for number, run_id in enumerate(state["runs"])],
        sketch=state["sketch"],
        first_cost=None if is_class else 0.72,
        references=[{"cost": math.log(2), "text": "ln 2 <b>guess</b>", "colour": -1}],
        is_settled=state["ends"] is not None,
    ),
    on_sketched=lambda sketch: keep("sketch", sketch),
    on_settled=lambda ends: keep("ends", ends),
)
st.button("Train", on_click=train, key="train")
st.button("Rerun", on_click=keep, args=("reruns", state.get("reruns", 0) + 1), key="rerun")
sketch = state["sketch"]
st.text(f"sketch: {[] if sketch is None else [list(point) for point in sketch.points]}")
st.text(f"ends: {[] if state['ends'] is None else [[end.cost, end.is_diverged] for end in state['ends']]}")
st.text(f"reruns: {state.get('reruns', 0)}")
