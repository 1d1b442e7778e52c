"""Times of lessons: drawing their chart, and storing what learners do."""
