"""The store of runs: in memory while they train, in a database as well where one is to be had.

protocol.py       the contract between manager and store
memory_store.py   runs that end with the server
database_store.py runs that outlive it: in memory, and written down behind
writer.py         the thread that writes
saved_run.py      a run as a document and arrays, and back
versions.py       the versions that it is written down with
salvage.py        what can be read of one that cannot be continued
database.py       rows of the tables, their connections and migrations
making.py         the store that the settings ask for
"""
