"""The student: joining by a code, her seat, her name."""
