import socket
from typing import Any

import pytest
from tests.capture.site import Reply, Site, html

from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.guard import Guard, check_scheme
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import FetchError, UsageError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "192.0.0.192", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        "not an address",
    ],
)  # fmt: skip
def test_addresses_inside_are_refused(address: str) -> None:
    assert not Guard().allows(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_addresses_outside_are_allowed(address: str) -> None:
    assert Guard().allows(address)


def test_a_setting_names_networks_inside_that_may_be_asked() -> None:
    guard = Guard.allowing("127.0.0.2/32, fd00::/8")
    assert guard.allows("127.0.0.2")
    assert guard.allows("fd00::1")
    assert not guard.allows("127.0.0.1")


def test_a_setting_that_names_no_network_is_told() -> None:
    with pytest.raises(UsageError, match="names no networks"):
        Guard.allowing("localhost")


def answering(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let name look-ups give these addresses, one answer after the other."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_kinds: int, **_more: int) -> list[Any]:
        if host[0].isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        given = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in given]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_with_one_address_inside_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(FetchError, match="an address inside") as caught:
        Guard().resolve("two-faced.example.jp", 80)
    assert caught.value.kind == "refused"


def test_a_name_is_looked_up_once_and_connected_to_as_it_was_then(
    monkeypatch: pytest.MonkeyPatch, site: Site, fetcher: Fetcher
) -> None:
    site.pages["/"] = html("<p>one</p>")
    port = site.root.rpartition(":")[2]
    asked = answering(monkeypatch, ["127.0.0.1"], ["8.8.8.8"])
    got = fetcher.fetch(f"http://rebinding.example.jp:{port}/")
    assert (got.ip, asked) == ("127.0.0.1", ["rebinding.example.jp"])
    assert site.asked[0].headers["host"] == f"rebinding.example.jp:{port}"


def test_a_redirect_to_an_address_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, site: Site, fetcher: Fetcher
) -> None:
    site.pages["/out"] = Reply(b"", 302, {"Location": "http://metadata.example.jp/latest"})

    def look_up(host: str, port: int, *_kinds: int, **_more: int) -> list[Any]:
        ip = "169.254.169.254" if host.startswith("metadata") else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(FetchError, match=r"169\.254\.169\.254") as caught:
        Visitor(fetcher, delay=0).visit(f"{site.root}/out")
    assert caught.value.kind == "refused"


@pytest.mark.parametrize("address", ["http://2130706433/", "http://0x7f.1/", "http://127.1/"])
def test_other_ways_to_write_an_address_inside_are_refused(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        Fetcher("test").fetch(address)
    assert caught.value.kind in ("refused", "unreachable")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "gopher://a.example.jp/", "http:///a", "https://user:secret@a.example.jp/", "http://[::1/"],
)
def test_what_is_no_plain_web_address_is_refused_without_saying_secrets(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        check_scheme(address)
    assert "secret" not in str(caught.value)
