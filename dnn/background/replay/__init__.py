"""Runs trained again from their configurations alone, to be compared at the same iteration."""
