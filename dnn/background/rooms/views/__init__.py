"""Views of a room: the student's, the teacher's wall, and results as a table.

student_view.py what a student may know
wall.py         what the teacher sees; walls.py: made at most once a second, for all of her devices (shared_wall.py)
tiles.py        the tile of a member: her run in few numbers
needs_help.py   who needs help, and who first
histograms.py   answers counted
results.py      results as CSV, with invented names
"""
