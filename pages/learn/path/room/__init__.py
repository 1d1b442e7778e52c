"""Lessons in a room: the pace of the class, the learner's place and answers, what the class has answered.

pace.py           steps that the teacher's pace locks
reporting.py      the learner's place and answers, which the room is told of
class_answers.py  revealed answers, and the second vote
class_curves.py   sketched curves of both votes over one another
"""
