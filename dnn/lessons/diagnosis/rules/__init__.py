"""The rules of the doctor, each in a file of its own: its condition, why that happens, what to try, and a run that
shows it."""
