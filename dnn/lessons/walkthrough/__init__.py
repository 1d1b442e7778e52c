"""One iteration taken apart: every equation in the order of computation, with the arrays it reads and gives."""

from dnn.lessons.walkthrough.computation import Computation, Operand, Rule
from dnn.lessons.walkthrough.iteration_trace import IterationTrace
from dnn.lessons.walkthrough.prediction import Prediction, prediction
from dnn.lessons.walkthrough.steps import Step, steps

__all__ = ["Computation", "Operand", "Prediction", "Rule", "Step", "IterationTrace", "prediction", "steps"]
