"""Limits of the work that pages do between two clicks: above them a page says that the network is too large for it."""

from __future__ import annotations

MAX_EXPLAINED_PARAMETERS = 1_000_000
"""Parameters of a network whose iteration is taken apart, measured or checked."""
MAX_MEASURED_MULTIPLICATIONS = 300_000_000
"""Multiplications of the iteration whose arrays are measured for the table of dimensions."""
MAX_EXPLAINED_MULTIPLICATIONS = 500_000_000
"""Multiplications of the iteration that is taken apart."""
MAX_CHECK_MULTIPLICATIONS = 1e9
"""Multiplications of a gradient check: less than a tenth of a second."""
MAX_BUG_MULTIPLICATIONS = 1e8
"""Multiplications of the check that locates a planted bug."""
MAX_COMPARED_PARAMETERS = 100_000
"""Parameters of a network that is trained from seven initialisations side by side."""
