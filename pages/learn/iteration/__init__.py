"""The page of one iteration, and its parts."""
