"""The page on why z is cached, and its parts."""
