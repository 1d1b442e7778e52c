"""The doctor: rules over a run's history that say what is wrong with it, why, and what to try."""

from dnn.diagnosis.curve import Curve
from dnn.diagnosis.evidence import Evidence, gather
from dnn.diagnosis.finding import Finding
from dnn.diagnosis.registry import RULES, diagnose, is_too_early

__all__ = ["RULES", "Curve", "Evidence", "Finding", "diagnose", "gather", "is_too_early"]
