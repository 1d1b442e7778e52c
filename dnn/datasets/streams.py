"""Streams of the seed's random numbers: one a step of making data, so that one can change without the others."""

DRAW, NOISE, SPLIT = 0, 1, 2
