"""The progress of learners in lessons, and the lessons that visitors bring in: stored for each with her runs.

Documents and texts are opaque here: whoever asks for them writes and reads them.

stored.py          progress, and a lesson in the few words that a list shows
rows.py            the contract of what holds the rows
memory_rows.py     rows that end with the server
database_rows.py   rows that outlive it
limits.py          what one visitor may keep, and all together
learning_store.py  what pages ask for
known_lessons.py   the lessons that a server knows, ours and those that were brought in
making.py          the store that the settings ask for

The thread that writes down what waits, and deletes what is too old, is that of tables (tables/upkeep.py).
"""
