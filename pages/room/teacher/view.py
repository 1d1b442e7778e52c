"""The teacher's view of her room."""

from __future__ import annotations


def draw() -> None:
    """Draw the room that the link names."""


def draw_opening() -> None:
    """Draw the form that opens a room."""
