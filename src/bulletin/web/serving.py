"""`serve`: the pages by a server of our own, for small lists; in front of it stands a web server with TLS."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from bulletin.errors import ConfigError
from bulletin.mail.identity import Secret
from bulletin.model.newsletter import Newsletter
from bulletin.rendering.theme import Theme
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.web.asgi import application, missing


def serve(
    newsletter: Newsletter,
    state: Path,
    secret: Secret,
    *,
    host: str = "127.0.0.1",
    port: int = 8025,
    theme: Theme | None = None,
    localised: Mapping[str, Newsletter] | None = None,
    tell: Callable[[str], object] = print,
) -> None:
    """Serve the pages until the process is told to end (SIGINT, SIGTERM); `tell` learns where. See `application`.

    The ledger must be there: one that was begun here would let a send take everybody for somebody new. Requests are
    not logged, since their addresses are keys to readers' choices.
    Raises ConfigError where there is no ledger, the port is taken, or uvicorn is not installed.
    """
    try:
        from uvicorn import Config, Server
    except ImportError as problem:
        raise missing(problem) from problem
    with SqliteLedger.open(state, secret, create=False) as ledger:
        app = application(newsletter, ledger, secret, theme=theme, localised=localised)
        config = Config(
            app,
            interface="asgi3",
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            loop="asyncio",
        )
        with _listening(host, port) as listening:
            place = f"[{host}]" if ":" in host else host
            tell(f"The pages are at http://{place}:{listening.getsockname()[1]}; Ctrl-C ends them.")
            Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises ConfigError where the system refuses it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ConfigError(
            f"expected a free port to listen on, found that {host}:{port} cannot be had: {reason}; "
            "name another with --host and --port"
        ) from problem
