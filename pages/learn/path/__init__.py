"""The page of the course as a path of lessons, and its parts.

page.py            which part the link asks for
overview.py        all lessons, how far each is, and the test before and after
lesson_view.py     one lesson: its steps, and the one that is open
step_view.py       one step in its phases
predicting.py      the learner commits to what she expects
experimenting.py   the controls of a step, its figure, and the press that tries it
running.py         runs side by side, with the sketched curve
observing.py       what was seen
checking.py        questions about her own network, with hints
overlay.py         the prediction beside what happened
learner.py         her progress, read and stored
lesson_words.py    the words of a lesson for Markdown: ours translated, a teacher's letter by letter
ideas_test.py      six questions before and six after
answers.py         her own answers, with what to repeat
own_lessons.py     lessons that teachers have written
figures/           what the experiments show
"""
