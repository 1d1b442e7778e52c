"""Results of the lessons.

answers.py       a learner's own answers, and what to repeat
answers_view.py  the page of them
printed.py       the same as a document of its own
ideas_test.py    six questions before and six after, and the gain
"""
