"""A run to bring in from a file: its settings, or weights to go on training with."""
