"""A run on a page: its controls, its buttons, its edits, its doctor."""
