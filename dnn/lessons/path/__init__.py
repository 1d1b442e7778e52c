"""Lessons to predict, try, see and check: what a lesson is made of, and how far a learner is in it."""
