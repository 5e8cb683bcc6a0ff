"""A real HTTP server on this machine that answers as a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode())


Reply = tuple[int, bytes | object] | tuple[int, bytes | object, dict[str, str]]


@dataclass
class StandIn:
    url: str
    answer: Callable[[Request], Reply]
    requests: list[Request] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: an answer that waits for it is one that does not come."""

    def asked(self, path: str = "/translate") -> list[Request]:
        return [each for each in self.requests if each.path == path]


@contextmanager
def standing_in(answer: Callable[[Request], Reply]) -> Iterator[StandIn]:
    made: list[StandIn] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: object) -> None:
            pass

        def do_GET(self) -> None:
            self.take("GET")

        def do_POST(self) -> None:
            self.take("POST")

        def take(self, method: str) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Request(method, parts.path, parse_qs(parts.query), dict(self.headers), body)
            made[0].requests.append(request)
            status, data, *headers = made[0].answer(request)
            sent = data if isinstance(data, bytes) else json.dumps(data).encode()
            try:
                self.send_response(status)
                for name, value in (headers[0] if headers else {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)
            except OSError:
                self.close_connection = True  # the client has gone

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.append(StandIn(f"http://127.0.0.1:{server.server_port}", answer))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield made[0]
    finally:
        made[0].release.set()
        server.shutdown()
        server.server_close()
        thread.join()


LANGUAGES = [{"code": code, "name": code, "targets": ["en", "es", "ko", "zh"]} for code in ("en", "es", "ko", "zh")]


def libre(change: Callable[[str], object]) -> Callable[[Request], Reply]:
    """Answer as LibreTranslate does: a list for a list."""

    def answer(request: Request) -> Reply:
        if request.path == "/languages":
            return 200, LANGUAGES
        return 200, {"translatedText": [change(text) for text in request.json["q"]]}

    return answer
