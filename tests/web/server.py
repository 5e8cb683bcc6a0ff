"""A real server in a thread, and what it is asked."""

from __future__ import annotations

import datetime
import http.client
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

from uvicorn import Config, Server

from bulletin.mail.identity import Purpose, Secret
from bulletin.model.newsletter import Links, Mailbox, Newsletter, Publisher
from bulletin.sending.ledger.choices import Choice
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.testing import FrozenClock

SECRET = Secret(b"the secret of these tests, no other's")
PAPER = Newsletter(
    id="port-cities",
    title="Port Cities",
    locale="en-GB",
    locales=("ko", "ar", "de"),
    sender=Mailbox(name="Port Cities", address="news@example.org"),
    reply_to="editors@example.org",
    publisher=Publisher(name="The Port Cities Desk"),
    links=Links(unsubscribe="https://example.org/u/{token}", preferences="https://example.org/p/{token}"),
)
NOON = datetime.datetime(2023, 6, 6, 12, tzinfo=datetime.UTC)
ANN = SECRET.person_of(PAPER.id, "ann@example.org")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""
    text: str


class Threaded:
    """uvicorn in a thread; the application it serves can be changed between two requests."""

    def __init__(self) -> None:
        """Listen at once; what is asked before the server has started waits for it."""
        self.app: Any = None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        config = Config(
            self._pass_on, interface="asgi3", log_level="warning", lifespan="off", ws="none", http="h11", loop="asyncio"
        )
        self._server = Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})

    async def _pass_on(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            reply = connection.getresponse()
            text = reply.read().decode("utf-8")
            return Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, text)
        finally:
            connection.close()


@dataclass
class Desk:
    """The pages of one newsletter on a server, with the ledger behind them."""

    server: Threaded
    ledger: SqliteLedger
    newsletter: Newsletter = PAPER
    clock: FrozenClock = field(default_factory=lambda: FrozenClock(NOON))
    app: Any = None
    """For the server, where several newsletters' pages take turns."""

    @property
    def choice(self) -> Choice | None:
        """What Ann has chosen."""
        return self.ledger.choice(ANN)

    def path(self, page: Purpose, locale: str = "en-GB", *, token: Purpose | None = None) -> str:
        """Return where Ann's page is; `token` is for another purpose than the page's."""
        return f"/{page[0]}/{SECRET.token(token or page, self.newsletter.id, ANN, locale)}"

    def look(self, path: str, languages: str = "") -> Reply:
        """Ask for a page."""
        return self.server.ask("GET", path, headers={"Accept-Language": languages} if languages else {})

    def press(self, path: str, form: Mapping[str, str]) -> Reply:
        """Send a form as browsers do."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.server.ask("POST", path, urlencode(form), headers)
