"""A run to take away: as a program, a network for other libraries, numbers, or a report."""
