"""The IPv4 addresses under which other machines of a network may reach this one, found without sending anything.

The Internet may be away, as in a class room whose only network is a telephone's, so nobody is asked: the interfaces of
this machine are read, and the table of its routes says which of them it would use.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

ELSEWHERE = ("203.0.113.1", 9)
"""An address that no network has (RFC 5737): the way there is the way to everywhere."""
GET_ADDRESS = {"linux": 0x8915, "darwin": 0xC0206921}
"""The request SIOCGIFADDR of each system that has another one than Windows."""
NAME_BYTES, REQUEST_BYTES, ADDRESS = 15, 256, slice(20, 24)
"""Of a struct ifreq: the longest name, room enough for it, and where the four bytes of the address stand."""
BRIDGES = ("docker", "podman", "br-", "veth", "virbr", "cni", "flannel", "lxc", "lxd", "vmnet", "vboxnet")
"""Interfaces to containers and virtual machines on this machine, which lead to no other."""
TUNNELS = ("tun", "tap", "utun", "wg", "ppp", "zt", "tailscale", "ipsec")
"""Interfaces of a virtual private network, in which a class room seldom is."""


@dataclass(frozen=True)
class NetworkAddress:
    """An address of this machine.

    Attributes:
        address: four numbers with dots.
        interface: the system's name for where it holds, such as wlan0; empty where the system does not say.
    """

    address: str
    interface: str = ""


def network_addresses(platform: str) -> list[NetworkAddress]:
    """The addresses of this machine for others, the likeliest first; none where it is in no network."""
    return ranked(_of_interfaces(platform), _on_the_way_out())


def ranked(found: Iterable[NetworkAddress], on_the_way_out: str | None) -> list[NetworkAddress]:
    """The addresses that other machines may use.

    Args:
        found: all addresses of this machine.
        on_the_way_out: the address that it gives itself when it talks to the world; None without a way there.

    Returns:
        Those of networks before those of tunnels, the one on the way out before its like. One that the machine gave
        itself, since nobody else did (169.254.x.x), is left out where there is any other.
    """
    usable = [each for each in dict.fromkeys(found) if not _is_for_this_machine_alone(each)]
    assigned = [each for each in usable if not ip_address(each.address).is_link_local]
    return sorted(assigned or usable, key=lambda each: (_is(TUNNELS, each), each.address != on_the_way_out))


def _is_for_this_machine_alone(each: NetworkAddress) -> bool:
    address = ip_address(each.address)
    return address.is_loopback or address.is_unspecified or _is(BRIDGES, each)


def _is(prefixes: tuple[str, ...], each: NetworkAddress) -> bool:
    return each.interface.startswith(prefixes)


def _on_the_way_out() -> str | None:
    """The address that this machine would send from; a datagram's socket that is connected sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(ELSEWHERE)
        except OSError:
            return None
        return str(asking.getsockname()[0])


def _of_interfaces(platform: str) -> list[NetworkAddress]:
    request = GET_ADDRESS.get(platform)
    if request is None or fcntl is None:
        return _of_the_name()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        found = [(name, _of_interface(asking, request, name)) for _index, name in socket.if_nameindex()]
    return [NetworkAddress(address, name) for name, address in found if address is not None]


def _of_interface(asking: socket.socket, request: int, name: str) -> str | None:
    """The address of one interface; None where it has none."""
    question = struct.pack(f"{REQUEST_BYTES}s", name.encode()[:NAME_BYTES])
    try:
        answer = fcntl.ioctl(asking.fileno(), request, question)
    except OSError:
        return None
    return socket.inet_ntoa(answer[ADDRESS])


def _of_the_name() -> list[NetworkAddress]:
    """The addresses under the machine's own name, which on Windows are all of them."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    except OSError:
        return []
    return [NetworkAddress(str(where[0])) for *_kind, where in found]
