"""Training: from one state of a run to a later one, in slices, by a plan that is compiled for speed."""
