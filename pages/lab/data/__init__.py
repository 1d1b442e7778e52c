"""The page of a visitor's own data: drawn with the mouse, or written in a table."""
