"""The wrong-shape lab: real mistakes, planted in a readable step that NumPy then really runs."""

from dnn.lessons.mistakes.diagnosis import Diagnosis, Difference, Refusal
from dnn.lessons.mistakes.examine import examine
from dnn.lessons.mistakes.mistake import TOPICS, Mistake
from dnn.lessons.mistakes.products import ProductResult, check_product
from dnn.lessons.mistakes.registry import MISTAKES

__all__ = [
    "MISTAKES",
    "TOPICS",
    "Diagnosis",
    "Difference",
    "Mistake",
    "ProductResult",
    "Refusal",
    "check_product",
    "examine",
]
