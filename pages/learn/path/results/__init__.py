"""Results of the lessons.

answers.py       a learner's own answers, and what to repeat
answers_view.py  the page of them
misses.py        the wrong answers of a step
printing.py      the page on paper
ideas_test.py    six questions before and six after, and the gain
"""
