"""A student's room on every page: what it knows of her, its bar, what the teacher has put before all, controls that the
room holds.

own_room.py      the room that a visitor is in, as each run of the script finds it, and what she does in it
reports.py       her place and her run, which the teacher sees
following.py     what the teacher has put before all: followed, gone back from, and returned to
landing.py       the page on which she begins to work
bar.py           the bar of every page, which asks for news; slow_bar.py where the routes are missing
held_controls.py controls that the room hides or locks
votes.py         questions that the class has answered: revealed answers, and the second vote
"""
