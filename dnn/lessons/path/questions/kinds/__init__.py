"""Kinds of questions, one idea a file."""
