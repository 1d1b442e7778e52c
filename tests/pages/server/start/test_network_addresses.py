"""The addresses of this machine: those of its interfaces, in the order in which others are likely to reach it."""

from __future__ import annotations

import socket
import sys

import psutil
import pytest

from pages.server.start import network_addresses as module
from pages.server.start.network_addresses import NetworkAddress, network_addresses, ranked

WIFI, CABLE = NetworkAddress("192.168.1.20", "wlan0"), NetworkAddress("10.0.0.5", "eth0")
TUNNEL = NetworkAddress("10.8.0.2", "tun0")
LOOPBACK = NetworkAddress("127.0.0.1", "lo")
BY_ITSELF = NetworkAddress("169.254.7.9", "eth1")


def test_are_those_that_another_reader_of_the_system_finds() -> None:
    found = {
        NetworkAddress(each.address, name)
        for name, addresses in psutil.net_if_addrs().items()
        for each in addresses
        if each.family == socket.AF_INET
    }
    usable, own = set(ranked(found, None)), set(network_addresses(sys.platform))
    assert own <= usable
    if sys.platform in module.GET_ADDRESS:  # the first address of each interface
        assert {each.interface for each in own} == {each.interface for each in usable}


@pytest.mark.parametrize(
    ("found", "on_the_way_out", "expected"),
    [
        ([], None, []),
        ([LOOPBACK], None, []),
        ([LOOPBACK, CABLE, WIFI], None, [CABLE, WIFI]),
        ([LOOPBACK, CABLE, WIFI], "192.168.1.20", [WIFI, CABLE]),
        ([LOOPBACK, TUNNEL, WIFI], "10.8.0.2", [WIFI, TUNNEL]),
        ([TUNNEL], "10.8.0.2", [TUNNEL]),
        ([BY_ITSELF, WIFI], None, [WIFI]),
        ([BY_ITSELF, LOOPBACK], None, [BY_ITSELF]),
        ([WIFI, WIFI], None, [WIFI]),
        ([NetworkAddress("0.0.0.0", "eth0"), WIFI], None, [WIFI]),
    ],
)
def test_the_likeliest_comes_first(
    found: list[NetworkAddress], on_the_way_out: str | None, expected: list[NetworkAddress]
) -> None:
    assert ranked(found, on_the_way_out) == expected


@pytest.mark.parametrize("interface", ["docker0", "br-2f1c", "veth12", "virbr0", "cni0", "vmnet8"])
def test_bridges_on_this_machine_lead_to_no_other(interface: str) -> None:
    assert ranked([NetworkAddress("172.17.0.1", interface), WIFI], "172.17.0.1") == [WIFI]


def test_a_hotspot_of_this_machine_is_no_bridge() -> None:
    hotspot = NetworkAddress("192.168.2.1", "bridge100")
    assert ranked([hotspot], None) == [hotspot]


def test_a_system_without_that_request_has_the_addresses_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in ("192.168.137.1", "127.0.0.1")]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_arguments: asked)
    assert network_addresses("win32") == [NetworkAddress("192.168.137.1")]


def test_a_name_that_nobody_knows_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object) -> list[object]:
        raise socket.gaierror

    monkeypatch.setattr(module.socket, "getaddrinfo", unknown)
    assert network_addresses("win32") == []
