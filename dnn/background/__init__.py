"""Training in the background: processes, runs, commands, and the payload that a browser polls."""
