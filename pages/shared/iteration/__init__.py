"""One iteration of the visitor's run: its batch, its shapes, its update."""
