"""What can go wrong while a connection is opened, as one sentence each."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from bulletin.errors import ConfigError, DeliveryError
from bulletin.sending.transports.replies import Reply


@contextmanager
def saying(host: str, name: str, secrets: tuple[str, ...] = ()) -> Iterator[None]:
    """Turn every fault of a connection's opening into a DeliveryError that names the server and no secret."""
    try:
        yield
    except DeliveryError as problem:
        raise DeliveryError(f"{name}: {problem}", retryable=problem.retryable, slow_down=problem.slow_down) from problem
    except smtplib.SMTPAuthenticationError as problem:
        raise _refused(name, "expected the login to be taken", problem, secrets) from None
    except smtplib.SMTPResponseException as problem:
        raise _refused(name, "expected to be let in", problem, secrets) from None
    except smtplib.SMTPServerDisconnected as problem:
        raise DeliveryError(f"{name}: the connection was lost: {problem}", retryable=True) from problem
    except smtplib.SMTPException as problem:
        raise DeliveryError(f"{name}: {_missing(str(problem))}", retryable=False) from problem
    except ssl.SSLCertVerificationError as problem:
        raise DeliveryError(
            f"{name}: expected a certificate for {host} by an authority that is trusted here, found: "
            f"{problem.verify_message}; name the server as its certificate does, or its authority with ?ca=FILE",
            retryable=False,
        ) from problem
    except ssl.SSLError as problem:
        raise DeliveryError(
            f"{name}: expected TLS 1.2 or newer, found: {problem.reason or problem}; "
            "smtps:// is encrypted from the start (port 465), smtp+starttls:// after a command (port 587)",
            retryable=False,
        ) from problem
    except UnicodeError as problem:
        raise ConfigError(
            f"{name}: expected a host name, and user and password in ASCII, found others: {type(problem).__name__}"
        ) from None
    except ValueError as problem:
        raise DeliveryError(f"{name}: expected a login challenge in base64, found: {problem}", retryable=True) from None
    except OSError as problem:
        passing = not (isinstance(problem, socket.gaierror) and problem.errno == socket.EAI_NONAME)
        reason = "no answer in time" if isinstance(problem, TimeoutError) else problem.strerror or str(problem)
        raise DeliveryError(f"{name}: no connection: {reason}", retryable=passing) from problem


def _refused(
    name: str, expected: str, problem: smtplib.SMTPResponseException, secrets: tuple[str, ...]
) -> DeliveryError:
    said = problem.smtp_error
    reply = Reply(problem.smtp_code, (said.encode() if isinstance(said, str) else said,))
    found = str(reply)
    if any(secret in found for secret in secrets):
        found = f"{reply.code} (its words hold the password, and are left out)"
    return DeliveryError(f"{name}: {expected}, found {found}", retryable=reply.passing, slow_down=reply.closing)


def _missing(said: str) -> str:
    if "STARTTLS" in said:
        return (
            "expected the server to announce STARTTLS, found that it does not; nothing was sent in the clear; "
            "use smtps:// if it is encrypted from the start, or smtp:// where that is no matter"
        )
    return (
        "expected the server to take a login by CRAM-MD5, PLAIN or LOGIN, found none of them announced; "
        "unset BULLETIN_SMTP_USER if none is wanted, or use smtp+starttls:// where logins need encryption"
    )
