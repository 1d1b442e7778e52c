"""The user interface: the frame, the pages, and the parts that they share."""
