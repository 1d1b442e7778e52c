"""The wrong-shape lab: real mistakes, planted in a readable step that NumPy then really runs."""

from dnn.mistakes.diagnosis import Diagnosis, Difference, Refusal
from dnn.mistakes.examine import examine
from dnn.mistakes.mistake import TOPICS, Mistake
from dnn.mistakes.products import ProductResult, check_product
from dnn.mistakes.registry import MISTAKES

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
