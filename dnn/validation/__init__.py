"""Checks of values from outside: one option of a configuration, its kind and its range."""
