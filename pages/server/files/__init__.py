"""Files of the page on their way to a browser: the live view's own, joined into few, and all of them compressed."""
