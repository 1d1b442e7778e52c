"""The page on vanishing gradients, and its charts."""
