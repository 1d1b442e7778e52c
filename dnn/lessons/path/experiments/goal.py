"""A goal to reach: a cost of the test part, with few units, in few iterations and few tries (course §5)."""

from __future__ import annotations

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.experiments.side_by_side import CHART_OPTIONS, side_by_side
from dnn.lessons.path.option_checks import flag, positive, whole

MAX_GOAL_TRIES = 8


def goal(setup: Setup) -> dict[str, Fact]:
    """Facts of the tries as of runs side by side, and whether one of them reached the goal within its limits: `reached`
    is "yes" or "no", `reached_at` the number of the first that did, 0 for none."""
    facts = side_by_side(setup)
    numbers = range(1, len(setup.configs) + 1)
    reaching = [k for k in numbers if _is_reached(facts, k, setup)]
    return {
        **facts,
        "tries": float(len(setup.configs)),
        "reached": "yes" if reaching else "no",
        "reached_at": float(reaching[0]) if reaching else 0.0,
        "goal": setup.options["cost"],
    }


def _is_reached(facts: dict[str, Fact], k: int, setup: Setup) -> bool:
    is_small = float(facts[f"hidden_units_{k}"]) <= setup.options["units"]
    is_quick = float(facts[f"iterations_{k}"]) <= setup.options["iterations"]
    return is_small and is_quick and float(facts[f"test_cost_{k}"]) < setup.options["cost"]


GOAL = ExperimentKind(
    goal,
    {
        "cost": ExperimentOption(positive, 0.2),
        "units": ExperimentOption(whole(0, 100), 9),
        "iterations": ExperimentOption(whole(1, 2000), 300),
        "tries": ExperimentOption(whole(1, MAX_GOAL_TRIES), 8),
        "one_at_a_time": ExperimentOption(flag, default=False),
        **CHART_OPTIONS,
    },
    trains=True,
)
