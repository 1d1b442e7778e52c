"""The visitor's session: what it holds, and the link that says the same."""
