"""The question whether a visitor came by https, though the server itself may speak http behind a proxy.

uvicorn believes the proxies of its own setting, FORWARDED_ALLOW_IPS, and writes what they say into the scheme. By
default these are 127.0.0.1 and ::1 alone, which a proxy in the next container is not, nor one on this machine where the
server listens to IPv6 and IPv4 at once. So X-Forwarded-Proto is believed from private addresses too, which nobody has
who comes through the internet.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

PRIVATE = tuple(
    ip_network(network)
    for network in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
"""Loopback, private and link-local addresses (RFC 1918, 3927, 4193, 4291)."""
FORWARDED = b"x-forwarded-proto"


def came_by_https(scope: Scope) -> bool:
    """Return whether a request came over TLS, to the server or to a proxy that is believed."""
    if scope["scheme"] == "https":
        return True
    said = b",".join(value for name, value in scope["headers"] if name == FORWARDED)
    return said.rpartition(b",")[2].strip().lower() == b"https" and _is_private(scope.get("client"))


def _is_private(client: tuple[str, int] | None) -> bool:
    """Return whether a connection came from the neighbourhood; None is a socket of this machine."""
    if client is None:
        return True
    try:
        address = ip_address(client[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in PRIVATE)
