"""Visits that are no visitor's usual ones: witnesses of a run, rude guests, garbage."""
