"""The tables of visitors: each is stored for whom it was imported, once for each different content.

stored_table.py    a table in the few words that a list shows
rows.py            the contract of what holds rows and contents
memory_rows.py     rows that end with the server
database_rows.py   rows that outlive it
packing.py         a content as the bytes that are stored
limits.py          what one visitor may keep, and all together
visitor_tables.py  what pages and the manager ask for
upkeep.py          the thread that writes down what waits, and deletes what is too old
making.py          the tables that the settings ask for
"""
