"""Pages that explain: dimensions, notation, wrong shapes."""
