"""The teacher's side of a room.

opening.py      the form that opens a room
view.py         the page of a room that is taught
taught_room.py  the room with the teacher's key, as this session knows it
kept_key.py     the key, kept by the teacher's own browser (kept_key.js)
links.py        the links of a room, to be given away or kept secret
sendable.py     what can be sent to a class: lessons and settings
wall.py         the wall in the browser
slow_wall.py    the same in Streamlit's own elements, where the routes are missing; slow_steering.py beside it
"""
