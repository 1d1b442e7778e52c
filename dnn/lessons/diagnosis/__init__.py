"""The doctor: rules over a run's history that say what is wrong with it, why, and what to try."""

from dnn.lessons.diagnosis.curve import Curve
from dnn.lessons.diagnosis.evidence import Evidence, gather
from dnn.lessons.diagnosis.finding import Finding
from dnn.lessons.diagnosis.registry import RULES, diagnose, is_too_early

__all__ = ["RULES", "Curve", "Evidence", "Finding", "diagnose", "gather", "is_too_early"]
