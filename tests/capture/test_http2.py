"""HTTP/2 over TLS, against a real server of a few lines."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from tests.capture.test_exchange_records import accepted, records

from jikenbo.capture.fetch import Fetcher, Limits
from jikenbo.capture.guard import Guard
from jikenbo.capture.warc import WarcFolder, read_back
from jikenbo.errors import FetchError

BODY = "不正アクセスに関するお知らせ".encode()


def certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(plain + made.public_bytes(serialization.Encoding.PEM))
    return folder / "both.pem"


def answer(connection: ssl.SSLSocket) -> None:
    http = H2Connection(H2Configuration(client_side=False))
    http.initiate_connection()
    connection.sendall(http.data_to_send())
    while data := connection.recv(65536):
        for event in http.receive_data(data):
            if isinstance(event, RequestReceived):
                http.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html"), ("x-of", "h2")])
                http.send_data(event.stream_id, BODY, end_stream=True)
        connection.sendall(http.data_to_send())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.set_alpn_protocols(["h2"])
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    plain, _peer = listening.accept()
                    with context.wrap_socket(plain, server_side=True) as secure:
                        answer(secure)
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}/a", ssl.create_default_context(cafile=file)


def test_http2_is_spoken_and_marked_in_its_records(server: tuple[str, ssl.SSLContext], tmp_path: Path) -> None:
    address, trust = server
    got = Fetcher("Jikenbo/test", Guard.allowing("127.0.0.0/8"), Limits(seconds=5), trust=trust).fetch(address)
    assert got.protocols[0] == "h2"
    assert got.protocols[1].startswith("tls/1.")
    assert got.head == b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nx-of: h2\r\n\r\n"
    assert got.request.startswith(b"GET /a HTTP/1.1\r\nHost: 127.0.0.1:")
    with WarcFolder(tmp_path / "w") as warcs:
        place = warcs.put_exchange(got)
    assert read_back(tmp_path / "w", place) == BODY
    assert accepted(tmp_path / "w") == 3
    named = [value for name, value in records(tmp_path / "w")[1][0].headers if name == "WARC-Protocol"]
    assert named == list(got.protocols)


def test_a_certificate_that_nobody_vouches_for_is_refused(server: tuple[str, ssl.SSLContext]) -> None:
    with pytest.raises(FetchError, match="certificate"):
        Fetcher("Jikenbo/test", Guard.allowing("127.0.0.0/8"), Limits(seconds=5)).fetch(server[0])
