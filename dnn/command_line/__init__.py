"""The files and streams of the command line: what it reads, where it writes, and one sentence where that fails.

configuration_file.py   a configuration from a file or from standard input, in UTF-8, UTF-16 or UTF-32
output_file.py          a file that is written whole or not at all
standard_output.py      what a command prints
file_error.py           the sentence
"""
