"""Times of lessons: what is stored of a learner."""
