"""The page of initialisation, and its charts."""
