"""Pictures of a table: its columns, the transposition to X, the features, the examples, and baselines to beat."""
