"""The routes of runs that take more than one line: commands to them, and what the doctor finds."""
