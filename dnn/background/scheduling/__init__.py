"""The parts of the scheduler: how long a slice is, which are under way, what becomes of those that fail."""
