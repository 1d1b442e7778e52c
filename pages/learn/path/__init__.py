"""The course as a path of lessons."""
