"""An HTTPS proxy that answers in the publishers' place, with certificates of an authority of its own."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.live.publishers import Answer, Publishers

SITE = Path(__file__).parent / "site"
_CHUNK = 1 << 16


@contextmanager
def rehearsing(publishers: Publishers, folder: Path) -> Iterator[dict[str, str]]:
    """Serves for the time of the block; gives the variables under which a process meets them. `folder`: scratch."""
    _certify(folder, publishers.hosts)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _proxy(publishers, folder))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = f"http://127.0.0.1:{server.server_port}"
    try:
        yield {
            "LIVE": "1",
            "HTTPS_PROXY": proxy,
            "https_proxy": proxy,
            "NO_PROXY": "127.0.0.1,localhost",
            "no_proxy": "127.0.0.1,localhost",
            "REQUESTS_CA_BUNDLE": str(folder / "authority.pem"),
            **publishers.overrides,
        }
    finally:
        server.shutdown()
        server.server_close()


def _proxy(publishers: Publishers, folder: Path) -> type[BaseHTTPRequestHandler]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    hosts = set(publishers.hosts)

    class Publisher(_Quiet):
        """Inside of the tunnel: one publisher."""

        host = ""

        def do_GET(self) -> None:
            url = f"https://{self.host}{self.path}"
            self.close_connection = True
            with suppress(ConnectionError, ssl.SSLError):
                self._send(url, publishers.answer(url, self.headers))

        def _send(self, url: str, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.is_chunked:
                self.send_header("Transfer-Encoding", "chunked")
            elif answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("Connection", "close")
            self.end_headers()
            body = answer.body[: len(answer.body) // 2] if publishers.breaks(url) else answer.body
            self.wfile.write(_chunked(body) if answer.is_chunked else body)

    class Proxy(_Quiet):
        """The proxy itself: opens tunnels to publishers, and to nobody else."""

        def do_CONNECT(self) -> None:
            host = self.path.partition(":")[0]
            self.close_connection = True
            if host not in hosts:
                publishers.asked[host, 502] += 1
                self.send_error(502, f"{host} is no publisher of the rehearsal")
                return
            self.send_response(200)
            self.end_headers()
            with suppress(OSError), context.wrap_socket(self.connection, server_side=True) as tunnel:
                type("To", (Publisher,), {"host": host})(tunnel, self.client_address, self.server)

    return Proxy


class _Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Quiet."""


def _chunked(body: bytes) -> bytes:
    pieces = (body[at : at + _CHUNK] for at in range(0, len(body), _CHUNK))
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _certify(folder: Path, hosts: list[str]) -> None:
    """Write `authority.pem`, and `server.pem` and `server.key` for these hosts, good for a day."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name = _named("Rehearsal of the publishers")
    authority = _signed(authority_name, authority_name, authority_key.public_key(), authority_key, [])
    server = _signed(_named("publishers"), authority_name, key.public_key(), authority_key, hosts)
    (folder / "authority.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    (folder / "server.pem").write_bytes(server.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _signed(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    signing: ec.EllipticCurvePrivateKey,
    hosts: list[str],
) -> x509.Certificate:
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not hosts, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=not hosts,
                crl_sign=not hosts,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        made = made.add_extension(names, critical=False)
    return made.sign(signing, hashes.SHA256())
