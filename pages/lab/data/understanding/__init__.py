"""What a table is: its columns, the transposition to X, the features, the examples, and what a network has to beat."""
