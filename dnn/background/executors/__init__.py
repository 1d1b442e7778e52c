"""Executors of slices: worker processes of this machine, a thread of the server, or a cluster."""
