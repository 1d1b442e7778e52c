"""The app's address for other machines, where a visitor has opened it under one that only her own machine has."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from streamlit import config

from pages.server.start.announcement import BY_STREAMLIT, in_container
from pages.server.start.listening import THIS_MACHINE, Listening
from pages.server.start.network_addresses import network_addresses

Kind = Literal["reachable", "replaced", "alone", "offline", "unknown"]


@dataclass(frozen=True)
class ForOthers:
    """The app's address for other machines.

    Attributes:
        root: the address, with a slash at its end; where none is known, the one that was asked about.
        kind: "reachable", the address holds as it is; "replaced", `root` is this machine's in its network; "alone", the
            server listens to this machine alone; "offline", the machine is in no network; "unknown", the server cannot
            know it, in a container or behind a server of another kind.
        others: further addresses of this machine.
    """

    root: str
    kind: Kind = "reachable"
    others: tuple[str, ...] = ()


def for_others(root: str) -> ForOthers:
    """The address of the app for other machines, where it is `root` for the visitor, with a slash at its end."""
    if not is_of_this_machine(root):
        return ForOthers(root)
    listening = Listening.from_options() if config._server_mode == BY_STREAMLIT else None
    addresses = None if in_container() else [each.address for each in network_addresses(sys.platform)]
    return replaced(root, listening, addresses)


def is_of_this_machine(root: str) -> bool:
    """True for an address that means the machine on which it is opened: localhost, 127.0.0.1, ::1."""
    host = urlsplit(root).hostname or ""
    if host == THIS_MACHINE or host.endswith(f".{THIS_MACHINE}"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name, or nothing
        return False


def replaced(root: str, listening: Listening | None, addresses: Sequence[str] | None) -> ForOthers:
    """The address for others in place of one of this machine.

    Args:
        listening: where the server listens; None where its options do not tell.
        addresses: of this machine, the likeliest first; None in a container, which has others than its machine.
    """
    parts = urlsplit(root)
    if listening is not None and listening.public_url is not None:
        return ForOthers(f"{listening.public_url}/", "replaced")
    if listening is None or addresses is None:
        return ForOthers(root, "unknown")
    if listening.is_here_alone and parts.port == listening.port:  # another port is a proxy's, which others may reach
        return ForOthers(root, "alone")
    if not (listening.is_everywhere or listening.is_here_alone):
        return ForOthers(f"{listening.url(listening.host)}/", "replaced")
    if not addresses:
        return ForOthers(root, "offline")
    port = "" if parts.port is None else f":{parts.port}"
    roots = [urlunsplit(parts._replace(netloc=f"{address}{port}")) for address in addresses]
    return ForOthers(roots[0], "replaced", tuple(roots[1:]))
