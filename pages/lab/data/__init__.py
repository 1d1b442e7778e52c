"""The page of a visitor's own data: taken in, understood, and trained on."""
