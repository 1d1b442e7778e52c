"""One step of a lesson, in its phases.

step_view.py       a step in its phases
predicting.py      the learner commits to what she expects
experimenting.py   the press that tries it, and its picture
controls.py        the settings that she may change
running.py         runs side by side, on a chart with the sketched curve
tries.py           the tries at a goal: strip, costs, table, and the limit of units
run_table.py       how the runs ended
opened_part.py     the place at which she goes on, which is focused and scrolled to
observing.py       what was seen
checking.py        questions about her own network, with hints
read_hints.py      the hints she has opened; the last is scrolled to
question_fields.py the fields in which they are answered
asked.py           the questions, made again for each showing
overlay.py         the prediction beside what happened
"""
