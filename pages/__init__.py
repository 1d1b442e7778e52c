"""What a visitor sees: the frame, the pages, and what they share."""
