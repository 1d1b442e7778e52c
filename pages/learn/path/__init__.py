"""The page of the course as a path of lessons, and its parts.

page.py          the part that the link asks for
overview.py      all lessons, how far each is, and the test before and after
lesson_view.py   one lesson: its steps, and the one that is open
learner.py       a learner's progress, read and stored
lesson_words.py  the words of a lesson for Markdown: ours translated, a teacher's letter by letter
own_lessons.py   lessons that teachers have written
steps/           a step in its phases
results/         own answers, and the test before and after
figures/         pictures of the experiments
pictures/        pictures of the runs, side by side
"""
