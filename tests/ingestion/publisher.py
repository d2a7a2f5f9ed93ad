"""A publisher on loopback HTTP with real headers and, on demand, real faults."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer


@dataclass
class Publisher:
    """Files by path (`/<host>/<path>`), and the faults each path answers with before behaving."""

    files: dict[str, bytes] = field(default_factory=dict)
    statuses: dict[str, list[int]] = field(default_factory=dict)
    breaks: dict[str, int] = field(default_factory=dict)
    asked: Counter = field(default_factory=Counter)
    sent: Counter = field(default_factory=Counter)
    ranges: list[str] = field(default_factory=list)
    content_type: str = "application/octet-stream"
    base: str = ""

    def put(self, url: str, body: bytes) -> None:
        """Publish a body at a publisher's URL."""
        self.files["/" + url.split("://", 1)[1].partition("?")[0]] = body

    def start(self) -> HTTPServer:
        """Serve on a free port, one request at a time and each on a connection of its own: faults come in their order.

        No thread is started per request: on a machine short of them the connection would close without an answer.
        """
        server = HTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{server.server_port}"
        return server


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            publisher.asked[path] += 1
            faults = publisher.statuses.get(path)
            if faults:
                return self._status(faults.pop(0), {"Retry-After": "0"})
            body = publisher.files.get(path)
            if body is None:
                return self._status(404, {})
            etag = f'"{hash(body):x}"'
            if self.headers.get("If-None-Match") == etag:
                return self._status(304, {"ETag": etag})
            return self._body(path, body, etag)

        def _status(self, status: int, headers: dict) -> None:
            self._head(status, {"Content-Length": "0", **headers})

        def _head(self, status: int, headers: dict) -> None:
            self.send_response(status)
            for name, value in {"Connection": "close", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def _body(self, path: str, body: bytes, etag: str) -> None:
            start = int((self.headers.get("Range") or "bytes=0-")[6:].partition("-")[0])
            if start:
                publisher.ranges.append(self.headers["Range"])
            part = body[start:]
            headers = {"ETag": etag, "Content-Length": str(len(part)), "Content-Type": publisher.content_type}
            if start:
                headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            self._head(206 if start else 200, headers)
            if publisher.breaks.get(path, 0) > 0:
                publisher.breaks[path] -= 1
                part = part[: len(part) // 2]
            self.wfile.write(part)
            publisher.sent[path] += len(part)

        def log_message(self, *_args) -> None:
            """Quiet."""

    return Handler
