"""Practice: unlimited questions on shapes, each wrong answer with the error that leads to it."""

from dnn.lessons.practice.ask import KINDS, question
from dnn.lessons.practice.question import CHOICES, Choice, Question

__all__ = ["CHOICES", "KINDS", "Choice", "Question", "question"]
