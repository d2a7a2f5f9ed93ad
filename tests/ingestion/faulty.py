"""A publisher on a raw socket: each answer is written byte for byte, so that it can lie."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[[dict[str, str]], tuple[str, dict[str, str], bytes]]


@dataclass
class Faulty:
    """Answers in turn, the last one for good; `asked` are the headers of each request, in lower case."""

    answers: list[Answer]
    asked: list[dict[str, str]] = field(default_factory=list)
    base: str = ""

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = connection.recv(65536)
            if not chunk:
                return
            received += chunk
        lines = received.decode("latin-1").split("\r\n")[1:]
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines if line)}
        self.asked.append(headers)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        status, sent, body = answer(headers)
        # Not said, a client would try again on this connection, and meet its end where it is quicker.
        told = {"Connection": "close", **sent}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        try:
            connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)
        except OSError:
            return


@contextmanager
def faulty(*answers: Answer) -> Iterator[Faulty]:
    """A server for the time of the block."""
    made = Faulty(list(answers))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made.base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        threading.Thread(target=made.serve, args=(listening,), daemon=True).start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)


def whole(body: bytes, **headers: str) -> Answer:
    """The file as it should be sent."""
    return sent("200 OK", {"Content-Length": str(len(body)), **headers}, body)


def cut(body: bytes, at: int, **headers: str) -> Answer:
    """The file, told whole, and a connection that ends after `at` bytes."""
    return sent("200 OK", {"Content-Length": str(len(body)), **headers}, body[:at])


def part(body: bytes, start: int, end: int | None = None, total: int | None = None, **headers: str) -> Answer:
    """A 206 of the bytes from `start`."""
    end = len(body) if end is None else end
    told = f"bytes {start}-{end - 1}/{len(body) if total is None else total}"
    sizes = {"Content-Range": told, "Content-Length": str(end - start)}
    return sent("206 Partial Content", {**sizes, **headers}, body[start:end])


def sent(status: str, headers: dict[str, str], body: bytes = b"") -> Answer:
    """An answer as it is given. Underscores in names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _asked: (status, named, body)
