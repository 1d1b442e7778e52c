"""The first page of a session, from the beginning of the script to the end of the run that draws it whole: the queue
before the app is told of both, since this is what the server has to do for who comes in.
"""

from __future__ import annotations

import secrets

from pages.server.rooms.admission import ADMISSION
from pages.shared.session import session, values

FIRST_PAGE = "first_page"
"""The session's value: a name for the page while it is drawn, "" from then on."""


def begin() -> None:
    """Note that the script begins; only the first time counts."""
    if not values.has(FIRST_PAGE):
        name = secrets.token_urlsafe(8)
        values.put(FIRST_PAGE, name)
        ADMISSION.begin(name)


def end() -> None:
    """Note that the script has drawn a page to its end."""
    name = values.get(FIRST_PAGE)
    if name:
        values.put(FIRST_PAGE, "")
        ADMISSION.end(name, session.visitor())
