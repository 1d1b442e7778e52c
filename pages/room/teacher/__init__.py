"""The teacher: opening a room, the wall of all students, steering, the projector."""
