"""Experiments of lessons: each finds facts on the real network.

experiment_kind.py   what an experiment is
registry.py          all of them
layer_counts.py      L, the hidden layers, the units
shape_facts.py       the shape of every quantity
unit_sum.py          z and a of one unit
planted_mistake.py   a line written wrongly, and NumPy's answer
one_iteration.py     forward and backward, and where 1/m lives
cached_or_not.py     multiplications with the cache and without
saturated_unit.py    dz where the output is saturated
side_by_side.py      several runs
goal.py              tries at a goal
"""

from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.experiments.registry import EXPERIMENTS, facts_of

__all__ = ["EXPERIMENTS", "ExperimentKind", "ExperimentOption", "Setup", "facts_of"]
