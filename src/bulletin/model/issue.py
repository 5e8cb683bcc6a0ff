"""Articles, sections and issues."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.model.blocks import Block, Image, Inline
from bulletin.model.marks import translate, web_address
from bulletin.model.newsletter import Newsletter
from bulletin.model.origin import Node
from bulletin.model.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Node):
    """One story."""

    slug: str
    """`[a-z0-9][a-z0-9-]*`, and not `issue`, `series` or `bulletin`; unique in its issue."""
    headline: Inline = field(default="", metadata=translate("Headline; under 60 characters", inline=True))
    """Required unless there is a `label`."""
    standfirst: Inline = field(
        default="", metadata=translate("Standfirst: one or two sentences under the headline", inline=True)
    )
    byline: Inline = field(default="", metadata=translate("Who wrote the article"))
    published: datetime.date | None = None
    link: Inline = field(default="", metadata=web_address("The article on the web"))
    locale: str = ""
    """The language it is written in; empty: the newsletter's."""
    editions: tuple[str, ...] = ()
    """The only editions it appears in; empty: all."""
    segments: tuple[str, ...] = ()
    """The only groups of readers whose mail it stands in; empty: everybody's. The web copy has what is everybody's."""
    label: Inline = field(default="", metadata=translate("Label above a sponsored article: Advertisement"))
    contents: bool = True
    """Whether the table of contents lists it."""
    standing: bool = False
    """Whether the next issue starts with it."""
    translators: str = ""
    """A note for those who translate it."""
    image: Image | None = None
    values: tuple[Value, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Node):
    """Articles under one head."""

    name: Inline = field(default="", metadata=translate("Name of a section"))
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Node):
    """One number of a newsletter."""

    newsletter: Newsletter
    id: str
    """Like a slug; not the newsletter's id."""
    number: int | None = None
    date: datetime.date
    """The cover date. It sends nothing."""
    title: Inline = field(default="", metadata=translate("Title of the issue, such as its month"))
    subject: Inline = field(metadata=translate("Subject of the mail; about 60 Latin or 30 Hangul characters"))
    preheader: Inline = field(
        default="", metadata=translate("Preheader: shown behind the subject in a list of mails; under 100 characters")
    )
    send: datetime.date | None = None
    """The day it is due; absent: never."""
    sections: tuple[Section, ...] = ()
    base: Path | None = field(default=None, compare=False, repr=False)
    """The folder that pictures are relative to. Takes no part in equality."""

    @property
    def key(self) -> tuple[str, str]:
        """What names this issue everywhere: (newsletter id, issue id)."""
        return self.newsletter.id, self.id

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in reading order."""
        return tuple(article for section in self.sections for article in section.articles)
