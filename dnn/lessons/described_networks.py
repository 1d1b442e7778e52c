"""Limits of networks that exist in numbers only: asked about in practice, or pasted as a list of shapes."""

MAX_LAYERS = 64
MAX_DIMENSION = 10**9
"""The largest n[l] and m."""
