"""The chart of a lesson: a learner sketches the cost that she expects, and then sees the real runs fall under it."""
