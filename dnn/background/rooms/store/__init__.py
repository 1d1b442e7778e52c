"""Rooms as they are written down: in the database of runs, or in memory alone.

rows.py          the contract
memory_rows.py   rows that end with the server
database_rows.py rows in a database
documents.py     a room and a member as JSON, and back
making.py        the rows that the settings ask for
"""
