"""The wall of a room: the component in the browser that shows a teacher all of her students, and its words."""
