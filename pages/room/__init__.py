"""The page of a class that works together: opening a room, its teacher's wall, and joining it.

page.py   the part that the link asks for
teacher/  opening a room, the wall, steering, the projector
student/  joining, and one's own seat
"""
