"""The student: joining by a code, her seat, her name.

view.py     the page of who is in no room, or has a seat
joining.py  the field for a code
seat.py     her seat, her name, leaving
kept.py     what is stored of her, and for how long
"""
