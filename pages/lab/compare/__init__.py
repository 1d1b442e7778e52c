"""Compare: two to eight runs side by side at the same iteration."""
