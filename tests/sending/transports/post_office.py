"""A post office of this machine's own: Postfix takes the mail, Dovecot shows it to its readers."""

from __future__ import annotations

import contextlib
import imaplib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.sending.transports.conftest import Authority, free_port, listening, missing

USER, PASSWORD = "ann@reader.test", "open-sesame"
_PATIENCE = 30.0

MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {home}/log/postfix
maillog_file_prefixes = {home}
myhostname = mail.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
local_header_rewrite_clients =
smtputf8_enable = yes
message_size_limit = 1000000
virtual_mailbox_domains = reader.test
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = texthash:{home}/boxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_tls_cert_file = {home}/server.pem
smtpd_tls_key_file = {home}/server.pem
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_recipient_restrictions = {rule}
"""
MASTER = """\
127.0.0.1:{smtp} inet n - n - - smtpd
127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """\
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log/dovecot
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:~
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%Ln
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service auth {{
  inet_listener {{
    port = {auth}
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """A mail server with its readers' boxes, on ports of this machine."""

    home: Path
    smtp: int
    smtps: int
    imap: int

    def letters(self, reader: str, count: int) -> list[bytes]:
        """Return what a reader's box holds, over IMAP, once there are `count` letters in it."""
        latest = time.monotonic() + _PATIENCE
        while True:
            found = self._fetched(reader)
            if len(found) >= count:
                return found
            assert time.monotonic() < latest, self.log()
            time.sleep(0.02)

    def _fetched(self, reader: str) -> list[bytes]:
        with imaplib.IMAP4("127.0.0.1", self.imap, timeout=_PATIENCE) as imap:
            imap.login(reader, PASSWORD)
            imap.select(readonly=True)
            _, [numbers] = imap.search(None, "ALL")
            found = []
            for number in numbers.split():
                _, parts = imap.fetch(number.decode(), "(BODY.PEEK[])")
                found += [part[1] for part in parts if isinstance(part, tuple)]
            return found

    def log(self) -> str:
        """Return what both programs wrote down."""
        return "\n".join(file.read_text(errors="replace")[-4000:] for file in sorted((self.home / "log").iterdir()))


def _found(program: str) -> str | None:
    """Return where a program is; not everybody looks for one among the administrators'."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _programs() -> None:
    if os.geteuid() != 0:
        pytest.skip("Postfix is started by root only")
    for program in ("postfix", "dovecot"):
        if _found(program) is None:
            missing(f"no {program}: apt-get install postfix dovecot-imapd")


@contextlib.contextmanager
def open_post_office(home: Path, authority: Authority, *, rule: str, readers: Iterable[str]) -> Iterator[PostOffice]:
    """Run both programs below `home`, a folder that everybody may enter."""
    _programs()
    nobody = pwd.getpwnam("nobody")
    ports = {name: free_port() for name in ("smtp", "smtps", "imap", "auth")}
    facts = {**ports, "home": home, "uid": nobody.pw_uid, "gid": nobody.pw_gid, "password": PASSWORD, "rule": rule}
    for name in ("config", "queue", "data", "log", "mail", "run"):
        (home / name).mkdir()
    os.chown(home / "mail", nobody.pw_uid, nobody.pw_gid)
    shutil.chown(home / "data", "postfix")
    (home / "config" / "main.cf").write_text(MAIN.format(**facts))
    (home / "config" / "master.cf").write_text(MASTER.format(**facts))
    (home / "dovecot.conf").write_text(DOVECOT.format(**facts))
    (home / "boxes").write_text("".join(f"{reader}@reader.test {reader}/\n" for reader in readers))
    certificate = authority.ca.issue_cert("localhost", "127.0.0.1")
    (home / "server.pem").write_bytes(
        certificate.private_key_pem.bytes() + b"".join(part.bytes() for part in certificate.cert_chain_pems)
    )
    postfix = [_found("postfix") or "postfix", "-c", str(home / "config")]
    dovecot = subprocess.Popen([_found("dovecot") or "dovecot", "-F", "-c", str(home / "dovecot.conf")])
    try:
        listening(ports["imap"])
        listening(ports["auth"])
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        listening(ports["smtp"])
        yield PostOffice(home, ports["smtp"], ports["smtps"], ports["imap"])
    finally:
        subprocess.run([*postfix, "stop"], check=False, capture_output=True)
        dovecot.terminate()
        dovecot.wait(20)
