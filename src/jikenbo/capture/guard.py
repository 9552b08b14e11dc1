"""Which machines may be asked: only those outside, looked up once, so that no second look-up can say another one."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self
from urllib.parse import urlsplit

from jikenbo.errors import FetchError, UsageError

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
# IPv6 networks whose addresses carry an IPv4 address that a gateway would reach: NAT64 (RFC 6052, RFC 8215).
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
# Metadata services stand here, and Python before 3.12.4 takes most of it for the open net.
_CLOSED = IPv4Network("192.0.0.0/24")
_SCHEMES = frozenset(("http", "https"))


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses loopback, private, link-local, metadata and all other addresses inside; `inside` names exceptions."""

    inside: tuple[Network, ...] = ()

    @classmethod
    def allowing(cls, networks: str) -> Self:
        """A guard with exceptions written as networks between commas; UsageError for what is no network."""
        try:
            return cls(tuple(ip_network(part.strip()) for part in networks.split(",") if part.strip()))
        except ValueError as cause:
            raise UsageError(
                f"{networks!r} names no networks.", "Write them as 127.0.0.0/8, with commas between."
            ) from cause

    def resolve(self, host: str, port: int) -> str:
        """The address of a host, to be connected to as it is; FetchError if any of its addresses lies inside."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as cause:
            raise FetchError(f"The host {host} is not known.", "Check the address.", kind="unknown") from cause
        addresses = [str(entry[4][0]) for entry in found]
        # All must be outside: a name with one address in each world is how a guard is led past.
        for one in addresses:
            if not self.allows(one):
                message = f"{host} leads to {one}, an address inside, which is not fetched."
                raise FetchError(message, "If it is meant, name its network in JIKENBO_ALLOW_INSIDE.", kind="refused")
        return addresses[0]

    def allows(self, written: str) -> bool:
        """Whether an address may be connected to."""
        try:
            address = ip_address(written.partition("%")[0])
        except ValueError:
            return False
        if any(address in network for network in self.inside if network.version == address.version):
            return True
        return all(one.is_global and not one.is_multicast and one not in _CLOSED for one in _meant(address))


def _meant(address: Address) -> list[Address]:
    """The address with the IPv4 address that it wraps, if it wraps one."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    wrapped = [address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _TRANSLATED):
        # The network of translated addresses is not global by the registry; what counts is where it leads.
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, *(one for one in wrapped if one)]


def check_scheme(address: str) -> None:
    """FetchError for an address that is not of the web, has no host, or carries a name and password."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError as cause:
        raise FetchError(f"{address} is no address.", "Check it.", kind="refused") from cause
    if parts.scheme.lower() not in _SCHEMES or not host:
        raise FetchError(f"{address} is no http or https address.", "Check it.", kind="refused")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"The address at {host} carries a name or password.", "Leave them out.", kind="refused")
