"""Reading a file that is not trusted: nothing in it is run, unpacked beyond a limit, or guessed in silence.

read.py           bytes to a table; options.py what may be said instead of assumed
signatures.py     the kind of a file, by its first bytes
encodings.py      bytes to text; separators.py what stands between cells, and whether all rows have as many
header.py         names of columns; numbers.py, booleans.py, dates.py, cells.py what the cells of one say
text_file.py      a file of text, all of it; arrays.py and hdf5.py archives in the layout of the course;
                  saved_table.py a table as this program saves it
"""
