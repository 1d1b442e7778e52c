"""The page of wrong shapes, and its parts."""
