"""Benchmarks of rooms."""
