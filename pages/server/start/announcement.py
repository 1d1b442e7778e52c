"""The words of the server in its terminal once it answers: where it is, for this machine and for a class room.

Streamlit has such words too, which are switched off in `.streamlit/config.toml`: they come before anything is ready,
and for one of their addresses a host in the Internet is asked, for two seconds where there is no Internet.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from streamlit import config

from pages.server.settings import ServerSettings
from pages.server.start.listening import THIS_MACHINE, Listening
from pages.server.start.network_addresses import NetworkAddress, network_addresses
from pages.server.start.terminal_code import terminal_code

LOGGER = logging.getLogger(__name__)
BY_STREAMLIT = "starlette-app"
"""Streamlit's name for a server that `streamlit run` started. Another one, uvicorn's own command say, has a port that
Streamlit's options do not tell, and names its address by itself."""
CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"))
"""Files that Docker and Podman put into their containers."""
FOR_OTHERS = "For other machines: "
BLANK = " " * len(FOR_OTHERS)
HERE = "On this machine:".ljust(len(FOR_OTHERS))


@dataclass(frozen=True)
class Announcement:
    """The words, in order.

    Attributes:
        lines: the addresses and what is to be known of them.
        address: the one for a QR code; None where other machines have none.
        last_lines: what is said below the code.
    """

    lines: tuple[str, ...]
    address: str | None = None
    last_lines: tuple[str, ...] = ()


def announcement(
    listening: Listening, addresses: Sequence[NetworkAddress], is_in_container: bool = False
) -> Announcement:
    """Words on a server on a machine with these addresses, the likeliest first."""
    public_url = listening.public_url
    if public_url is not None:
        here = (HERE + listening.url(THIS_MACHINE),) if listening.is_everywhere and not is_in_container else ()
        return Announcement((*here, FOR_OTHERS + public_url), public_url)
    if listening.is_here_alone:
        alone = f"none; this server listens to {listening.host} alone."
        hint = "Start it with --server.address=0.0.0.0 for them, or put a proxy in front of it."
        return Announcement((HERE + listening.url(listening.host), FOR_OTHERS + alone, BLANK + hint))
    if not listening.is_everywhere:
        address = listening.url(listening.host)
        return Announcement((FOR_OTHERS + address,), address)
    if is_in_container:
        where = "the address of the machine that runs this container, with the port that it publishes."
        hint = "STREAMLIT_BROWSER_SERVER_ADDRESS=ADDRESS has it stand here, with its QR code."
        return Announcement((FOR_OTHERS + where, BLANK + hint))
    return _everywhere(listening, addresses)


def _everywhere(listening: Listening, addresses: Sequence[NetworkAddress]) -> Announcement:
    """Words where the server listens to all interfaces of this machine."""
    here = HERE + listening.url(THIS_MACHINE)
    if not addresses:
        hint = "Join one, or open a hotspot, and start again to read its address here."
        return Announcement((here, f"{FOR_OTHERS}none; this machine is in no network.", BLANK + hint))
    urls = [listening.url(each.address) for each in addresses]
    width = max(map(len, urls))
    labels = [f"{url:{width}}  {each.interface}".rstrip() for url, each in zip(urls, addresses, strict=True)]
    lines = (here, *(lead + label for lead, label in zip([FOR_OTHERS, *[BLANK] * len(labels)], labels, strict=False)))
    if len(urls) == 1:
        return Announcement(lines, urls[0])
    other = addresses[1].address
    return Announcement(lines, urls[0], (f"The code is the first of them; another: --browser.serverAddress={other}",))


def rendered(said: Announcement, columns: int | None) -> str:
    """An announcement as text, with its QR code where a terminal has so many columns; None: without a code."""
    code = None if columns is None or said.address is None else terminal_code(said.address, columns)
    below = "" if code is None else "".join(f"  {line}\n" for line in said.last_lines)
    return "\n" + "".join(f"  {line}\n" for line in said.lines) + (f"\n{code}" if code else "") + below + "\n"


def announce(settings: ServerSettings) -> None:
    """Say on standard output where this server is, as far as its operator wants it (DNN_ANNOUNCEMENT)."""
    if settings.announcement == "off" or config._server_mode != BY_STREAMLIT or sys.stdout is None:
        return
    said = announcement(Listening.from_options(), network_addresses(sys.platform), in_container())
    text = rendered(said, code_columns(os.environ) if settings.announcement == "code" else None)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError) as error:  # a full disk, a reader who left, letters that the terminal does not have
        LOGGER.warning("The addresses of this server could not be printed: %s", error)


def in_container() -> bool:
    """True if this process runs in a container, whose addresses are not those of its machine."""
    return any(path.exists() for path in CONTAINERS)


def code_columns(environment: Mapping[str, str]) -> int | None:
    """The columns of the terminal that standard output is; None where that is none, or would not show a QR code."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    draws = "WT_SESSION" in environment if os.name == "nt" else environment.get("TERM", "dumb") != "dumb"
    if not (sys.stdout.isatty() and encoding == "utf8" and draws):
        return None
    return shutil.get_terminal_size().columns
