"""The costs of importing a table; `__main__.py` prints them."""
