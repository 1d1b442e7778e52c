"""Settings of what the server answers, which its operator makes by environment variables as those of the runs."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dnn.background.settings import PREFIX
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import one_of

ANYBODY = "*"
"""The list of sources that means everybody, as without a list."""
SWITCH = ("on", "off")
SOURCE = re.compile(r"(https?:|(https?://)?(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:([0-9]{1,5}|\*))?/?)")
"""A source that is no keyword: a scheme, or a host with or without its scheme and port."""
COMPRESSION = ("best", "quick")
ANNOUNCEMENTS = ("code", "address", "off")
FORGOTTEN_QUOTES = ("self", "none")


@dataclass(frozen=True)
class ServerSettings:
    """Each field can be set as DNN_FIELD, for example DNN_ROUTES=off."""

    routes: str = "on"
    """Switch of the app's own routes; where they are off, the pages draw once a second."""
    frame_ancestors: str = ANYBODY
    """Sites whose pages may show the app in a frame, as in a Content-Security-Policy, separated by spaces."""
    compression: str = "best"
    """Compression of scripts: quick when they are asked for first, and "best" once more in the background."""
    announcement: str = "code"
    """Words of a server in its terminal when it has started: its addresses and, in a terminal, a QR code; the addresses
    alone; nothing."""

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> ServerSettings:
        """Read the DNN_ variables.

        Raises:
            ConfigurationError: a switch that is neither on nor off, sources that no browser would understand, or an
                unknown compression or announcement.
        """
        settings = ServerSettings(
            environment.get(f"{PREFIX}ROUTES") or ServerSettings.routes,
            " ".join((environment.get(f"{PREFIX}FRAME_ANCESTORS") or ServerSettings.frame_ancestors).split()),
            environment.get(f"{PREFIX}COMPRESSION") or ServerSettings.compression,
            environment.get(f"{PREFIX}ANNOUNCEMENT") or ServerSettings.announcement,
        )
        one_of(f"{PREFIX}ROUTES", settings.routes, SWITCH)
        one_of(f"{PREFIX}COMPRESSION", settings.compression, COMPRESSION)
        one_of(f"{PREFIX}ANNOUNCEMENT", settings.announcement, ANNOUNCEMENTS)
        if not _are_sources(settings.frame_ancestors):
            raise ConfigurationError(
                f"{PREFIX}FRAME_ANCESTORS",
                Text("addresses of sites, separated by spaces, or the words self and none in quotes of their own"),
                settings.frame_ancestors,
                repr("'self' https://school.example"),
            )
        return settings


def _are_sources(text: str) -> bool:
    """Return whether a text is a list of sources; * and 'none' are whole lists."""
    return text in (ANYBODY, "'none'") or all(map(_is_source, text.split(" ")))


def _is_source(text: str) -> bool:
    return text == "'self'" or (SOURCE.fullmatch(text) is not None and text not in FORGOTTEN_QUOTES)
