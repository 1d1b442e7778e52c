"""The page to practise on, and its parts."""
