"""Runs that are compared: their text in a link, and their networks at the same iterations."""
