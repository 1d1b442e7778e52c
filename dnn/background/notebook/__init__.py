"""The notebook of a visitor: every run that made an iteration, with its name, its note, its star and its colour."""
