"""Rooms: a class that works together, with a code to come in by, a teacher who steers, and no accounts.

rooms.py      all rooms of a server: what pages and routes ask of them
register.py   the rooms in memory, and how they come into the store
room.py       a room as a frozen value, with its pace; pushes.py: what its teacher pushes to all
member.py     a member: seat, name, place in the lesson, answers
held_room.py  a room with its members in memory, its lock, and what of it is to be written down
seats.py      joining, knocking, leaving, names; acts.py: what a student does; steering.py: what the teacher does
class_runs.py the runs of a class: looked at together, paused together; goal.py: who has reached the goal
codes.py      the six letters; guesses.py: the brake on wrong ones; names.py: invented names
answers.py    answers as they come from outside
refusals.py   refusals, each a sentence
store/        rooms in a database, or in memory alone
views/        what a student may know, what the teacher sees, results as a table
"""
