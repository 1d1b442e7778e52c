"""Questions about the very network that a learner has before her, each wrong answer with its reason."""

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.ideas import IDEAS
from dnn.lessons.path.questions.kind import QuestionKind
from dnn.lessons.path.questions.question import ChoiceQuestion, Judgement, NumberQuestion, Question
from dnn.lessons.path.questions.registry import QUESTIONS, ask

__all__ = [
    "IDEAS",
    "QUESTIONS",
    "AskedNetwork",
    "ChoiceQuestion",
    "Fact",
    "Judgement",
    "NumberQuestion",
    "Question",
    "QuestionKind",
    "ask",
]
