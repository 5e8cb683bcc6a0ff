"""`MailTemplate`: a rendered edition, compiled once, from which each reader's message is spliced."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bulletin.errors import ConfigError
from bulletin.mail.assembly import Assembled, assemble, assemble_eight_bit
from bulletin.mail.blueprint import Blueprint, blueprint
from bulletin.mail.identity import Secret
from bulletin.mail.inserts import Reader
from bulletin.mail.stored import dump_blueprint, load_blueprint
from bulletin.mail.values import check_head, recipient, values
from bulletin.model.delivery import Delivery
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.slotted import Rendered


@dataclass(frozen=True, slots=True, repr=False)
class MailTemplate:
    """One edition's message for all its readers. It is safe to fill from many threads."""

    blueprint: Blueprint
    secret: Secret
    _usual: Assembled
    _eight_bit: Assembled | None
    """For servers that announce 8BITMIME; None where no body fits its lines."""
    _in_head: tuple[int, ...]
    """The numbers of the values that stand in headers."""

    @classmethod
    def compile(
        cls,
        mail: Rendered,
        *,
        secret: str | bytes | Secret,
        date: datetime.datetime,
        headers: Mapping[str, str] | None = None,
        test: bool = False,
        banner: str = "",
    ) -> MailTemplate:
        """Compile a mail: all work that is the same for every reader is done here.

        `date`, with its offset from UTC, gives the Date header. `headers` are the sender's own, X-Campaign say. With
        `test`, for an editor's own inbox, the subject begins with `[TEST ko]` and personal links change nothing;
        `banner` is set on top of both bodies. Raises ConfigError for a draft, and where a setting is no header.
        """
        if mail.draft:
            raise ConfigError(
                "expected an edition, found a draft, which is for looking at; localise it without `draft`"
            )
        made = blueprint(mail, date=date, more=headers, test=test, banner=banner)
        return cls._of(made, _secret(secret))

    @classmethod
    def load(cls, data: bytes, *, secret: str | bytes | Secret) -> MailTemplate:
        """Return the template that `dump` gave. Raises ConfigError for other octets or those of another version."""
        return cls._of(load_blueprint(data), _secret(secret))

    def dump(self) -> bytes:
        """Return the template as octets. They hold no secret; loaded with the same one, it gives the same messages."""
        return dump_blueprint(self.blueprint)

    @classmethod
    def _of(cls, made: Blueprint, secret: Secret) -> MailTemplate:
        usual = assemble(made)
        return cls(made, secret, usual, assemble_eight_bit(made), tuple(number for _, number in usual.head.holes))

    def __repr__(self) -> str:
        return f"MailTemplate({'/'.join(self.key)}, {self.locale}, {self.content_hash[:12]})"

    @property
    def key(self) -> tuple[str, str]:
        """The newsletter's id and the issue's."""
        return self.blueprint.newsletter, self.blueprint.issue

    @property
    def locale(self) -> str:
        """BCP 47."""
        return self.blueprint.locale

    @property
    def content_hash(self) -> str:
        """SHA-256 of what readers see, in hexadecimal digits; neither date nor secret nor settings take part."""
        return self.blueprint.content_hash

    @property
    def fields(self) -> tuple[str, ...]:
        """The reader's fields that its slots ask for, sorted; name and address are used besides."""
        return self.blueprint.fields

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments that some of its passages are for, sorted."""
        return self.blueprint.segments

    def fill(self, subscriber: Subscriber) -> bytes:
        """Return a reader's message, as every server takes it.

        Lines end in CRLF and have at most 998 octets. The same reader gets the same octets each time. Raises
        DeliveryError, not retryable, where the reader's address is none.
        """
        return self.delivery(0, subscriber).message

    def delivery(
        self,
        position: int,
        subscriber: Subscriber,
        *,
        eight_bit: bool = False,
        smtputf8: bool = False,
        person: bytes | None = None,
    ) -> Delivery:
        """Return a reader's message with its envelope, `position` being their row of the plan.

        `eight_bit` and `smtputf8` tell what the server has announced (RFC 6152, RFC 6531). `person` is the reader's key in
        the plan: who has chosen another address since is the same person (None: as `Secret.person` says now). Raises
        DeliveryError, not retryable, with the reason why this one person cannot be written to.
        """
        plan = self.blueprint
        address = recipient(subscriber.address, smtputf8=smtputf8)
        person = person or self.secret.person(plan.newsletter, subscriber)
        reader = Reader(
            subscriber=subscriber, newsletter=plan.newsletter, locale=plan.locale, person=person, secret=self.secret
        )
        message_id = self.secret.message_id(plan.newsletter, plan.message_name, person, plan.domain)
        raw = values(plan, reader, address, message_id)
        check_head(raw, self._in_head, international=address.international)
        chosen = self._for_server(raw) if eight_bit else self._usual
        return Delivery(
            position=position,
            sender=plan.sender,
            recipient=str(address),
            message=chosen.filled(raw, subscriber.segments),
            smtputf8=address.international,
            eight_bit=chosen.eight_bit or address.international,
        )

    def _for_server(self, raw: Sequence[bytes]) -> Assembled:
        """Return the message in 8bit, if there is one and these values keep its lines and its parts whole."""
        made = self._eight_bit
        return made if made is not None and made.holds(raw, self.blueprint.boundary.encode("ascii")) else self._usual


def _secret(given: str | bytes | Secret) -> Secret:
    if isinstance(given, Secret):
        return given
    return Secret(given.encode() if isinstance(given, str) else given)
