"""Questions about the very network that a learner has before her, each wrong answer with its reason."""
