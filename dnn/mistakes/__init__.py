"""The wrong-shape lab: real mistakes, planted in a readable step that NumPy then really runs."""
