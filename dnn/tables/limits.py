"""The limits of a visitor's own table: how large a file, a table and its reading may be; what comes of it has those of
dnn.datasets.contents."""

MAX_FILE_BYTES = 25_000_000
MAX_SAMPLED_FILE_BYTES = 100_000_000
"""Bytes of a file of which only a sample of rows is taken."""
MAX_TABLE_COLUMNS = 1_000
"""Columns of a file, of which some may be left out."""
MAX_CELL_LENGTH = 10_000
"""Characters."""
MAX_COLUMN_NAME_LENGTH = 100
"""Characters; longer names are shortened."""
MAX_ARRAY_FEATURES = 20_000
"""Features of an example in an archive of arrays; an image of 64 × 64 pixels in three colours has 12,288."""
MAX_ARRAY_NUMBERS = 20_000_000
"""Numbers in all arrays of an archive."""
READING_SECONDS = 20.0
"""Seconds that a worker may read for."""
READING_BYTES = 1_500_000_000
"""Bytes of address space that reading may take beyond those of a worker that has just started."""
