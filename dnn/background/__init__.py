"""Training in the background: processes, runs, commands, and what a browser is told about them."""
