"""The page of the gradient check, and its parts."""
