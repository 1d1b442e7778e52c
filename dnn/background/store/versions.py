"""The versions that a run is written down with: a run of another one is shown, and not continued."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dnn.text.messages import Text

FORMAT = 1
"""Version of the form in which runs are written down; another one as soon as what was written before cannot be read."""
NUMERICS = 1
"""Version of the arithmetic of training; another one as soon as it gives other numbers for the same configuration."""
FORMAT_KEY, NUMERICS_KEY = "format", "numerics"
BEFORE = 1
"""Version of what was written before there were any."""

OTHER_FORM = Text(
    "This run was saved by another version of the app, in a form that this one cannot read; its figures are kept, "
    "but it cannot be continued."
)
OTHER_NUMERICS = Text(
    "This run was computed by another version of the app, whose arithmetic gives other numbers; its figures are kept, "
    "but it cannot be continued."
)
DAMAGED = Text("The stored bytes of this run are damaged; what can be read of it is kept, but it cannot be continued.")

NO_ROOM = Text(
    "The server had no more room for the weights and the curve of this run; its figures are kept, since it has a star, "
    "but it cannot be continued."
)


def versions() -> dict[str, int]:
    """The versions of what is written now."""
    return {FORMAT_KEY: FORMAT, NUMERICS_KEY: NUMERICS}


def refusal(document: Mapping[str, Any]) -> Text | None:
    """The reason why a run written with these versions cannot be continued here; None where it can."""
    if document.get(FORMAT_KEY, BEFORE) != FORMAT:
        return OTHER_FORM
    return OTHER_NUMERICS if document.get(NUMERICS_KEY, BEFORE) != NUMERICS else None
