"""The parts of the scheduler: whose turn it is, how long a slice is, which are under way, and which have failed."""
