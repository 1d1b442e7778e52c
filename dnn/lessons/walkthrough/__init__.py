"""One iteration taken apart: every equation in the order of computation, with the arrays it reads and gives."""

from dnn.lessons.walkthrough.computation import Computation, Operand, Rule
from dnn.lessons.walkthrough.prediction import Prediction, prediction
from dnn.lessons.walkthrough.stages import Stage, stages
from dnn.lessons.walkthrough.walk import Walk

__all__ = ["Computation", "Operand", "Prediction", "Rule", "Stage", "Walk", "prediction", "stages"]
