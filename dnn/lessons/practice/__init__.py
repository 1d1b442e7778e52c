"""Practice: unlimited questions on shapes in sets, each wrong answer with the error that leads to it."""

from dnn.lessons.practice.ask import KINDS, question
from dnn.lessons.practice.practice_set import SET_LENGTH, SHARES, Item, PracticeSet
from dnn.lessons.practice.question import CHOICES, Choice, Kind, Question

__all__ = ["CHOICES", "KINDS", "SET_LENGTH", "SHARES", "Choice", "Item", "Kind", "PracticeSet", "Question", "question"]
