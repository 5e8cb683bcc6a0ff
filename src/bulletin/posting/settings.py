"""What a send is told: by bulletin.toml, by the command line, by the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import ConfigError
from bulletin.mail.identity import Secret
from bulletin.project import Project
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.transport import Transport
from bulletin.sending.transports.named import transport_of

SECRET = "BULLETIN_SECRET"  # noqa: S105 - the name of the variable, not its value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Whom to send to, how, and where to keep account of it; empty: as bulletin.toml says."""

    to: Path | None = None
    transport: str = ""
    state: Path | None = None
    new_ledger: bool = False
    """Whether a ledger that does not exist may be begun for a transport that leaves this machine."""
    skip_faulty: bool = False
    """Whether faulty rows of the subscribers' file are left out, instead of stopping everything."""


def secret_of(environ: Mapping[str, str]) -> Secret:
    """Return the newsletter's secret. Raises ConfigError where there is none, or one that could be guessed."""
    value = environ.get(SECRET, "")
    if not value:
        raise ConfigError(
            f"expected the newsletter's secret in the environment variable {SECRET}, found none; make one with "
            "`openssl rand -base64 32`, keep it with your passwords, and set it wherever the newsletter is sent from"
        )
    return Secret(value.encode())


def state_of(project: Project, settings: Settings) -> Path:
    """Return the path of the ledger."""
    return settings.state or project.root / project.settings.delivery.state


def audience_of(project: Project, settings: Settings) -> Path:
    """Return the file of subscribers. Raises ConfigError where none is named or there is none."""
    named = project.settings.delivery.to
    file = settings.to or (project.root / named if named else None)
    if file is None:
        raise ConfigError(
            'expected a file of subscribers, found none named; write --to FILE, or `to = "subscribers.csv"` under '
            "[delivery] in bulletin.toml"
        )
    if not file.is_file():
        raise ConfigError(f"expected a file of subscribers at {file}, found none; name another with --to FILE")
    return file


def transport_for(project: Project, settings: Settings, environ: Mapping[str, str]) -> Transport:
    """Return the transport. Raises ConfigError where none is named, or the address is wrong."""
    url = settings.transport or project.settings.delivery.transport
    if not url:
        raise ConfigError(
            'expected a transport, found none named; write --transport URL, or `transport = "smtp://localhost"` under '
            "[delivery] in bulletin.toml"
        )
    return transport_of(url, environ=environ, base=Path() if settings.transport else project.root)


def ledger_for(project: Project, settings: Settings, secret: Secret, transport: Transport) -> SqliteLedger:
    """Return the ledger, begun where there is none.

    Raises ConfigError where messages would leave this machine and nobody has said that the ledger is the newsletter's: a
    fresh copy of the folder has none, or one that knows of a trial only, and would mail everybody again.
    """
    file = state_of(project, settings)
    if transport.network and not settings.new_ledger and not file.exists():
        raise ConfigError(
            f"expected the ledger at {file}, found none: without it nobody knows who has received this issue already; "
            "name it with --state PATH, or begin a new one with --new-ledger"
        )
    ledger = SqliteLedger.open(file, secret)
    if settings.new_ledger:
        ledger.begin()
    elif transport.network and not ledger.begun:
        ledger.close()
        raise ConfigError(
            f"expected a ledger that messages were sent with, found one at {file} that knows of approvals and trials only; "
            "if nothing was sent from anywhere else, say so once with --new-ledger; else name the right one with --state PATH"
        )
    return ledger


def kept_ledger(project: Project, settings: Settings, secret: Secret) -> SqliteLedger:
    """Return the ledger that there is. Raises ConfigError where there is none."""
    file = state_of(project, settings)
    if not file.exists():
        raise ConfigError(f"expected the ledger at {file}, found none; nothing has been sent from here")
    return SqliteLedger.open(file, secret)
