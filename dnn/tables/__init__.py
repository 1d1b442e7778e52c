"""A visitor's own table: read safely, described, and made the matrices of a dataset. The one part of the library that
knows pandas.

read_safely.py    a file's bytes to a table, in a process of its own (`worker.py`; `wire.py` is what they exchange)
reading/          how a file is read: what it is, its encoding, separator, header and cells
table.py          Table; `limits.py` says how large one may be
columns.py        what each column is: a number, a category, an id, …
joining.py        the training and the test part of two files, made one table
images.py         images that are too large, made smaller
preparation.py    what a visitor chooses; prepare.py makes X (n_x, m) and the labels of it
chosen.py         its columns and rows, targets.py its task and labels, encoding.py its features as numbers
parts.py          training and test part, standardised; baseline.py the costs that a network has to beat
"""
