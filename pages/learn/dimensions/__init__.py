"""The page of dimensions, and its parts."""
