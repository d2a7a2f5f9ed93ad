"""Places that take messages, on loopback: a webhook and a mail server, each keeping what arrived."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Sink:
    """Where it listens, and the messages that arrived: title and body."""

    def __init__(self, server: socketserver.BaseServer) -> None:
        self.port = server.server_address[1]
        self.messages: list[tuple[str, str]] = []
        server.messages = self.messages


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[Sink]:
    sink = Sink(server)
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    yield sink
    server.shutdown()
    server.server_close()
    thread.join()


def webhook() -> AbstractContextManager[Sink]:
    """Takes Apprise's JSON; its address is `json://127.0.0.1:<port>`."""
    return _serving(ThreadingHTTPServer(("127.0.0.1", 0), _Webhook))


def mail() -> AbstractContextManager[Sink]:
    """Takes mails without encryption: `mailto://127.0.0.1:<port>?…&mode=insecure`."""
    return _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail))


class _Webhook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.messages.append((told["title"], told["message"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Mail(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 sink")
        for line in self.rfile:
            verb = line.strip().upper()[:4]
            if verb == b"DATA":
                self._say("354 go on")
                self._keep(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def _keep(self, written: bytes) -> None:
        mail = message_from_bytes(written, policy=policy.default)
        body = mail.get_body(("plain", "html"))
        self.server.messages.append((mail["subject"], body.get_content()))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
