"""The ways in which data come in: a file, pasted text, rows that are typed in, a drawing, and tables that are kept."""
