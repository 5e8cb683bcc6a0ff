"""Approvals: an editor has seen an edition, and what is sent is what was seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.mail.template import MailTemplate
from bulletin.model.edition import Edition
from bulletin.posting.prepare import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an edition says, as hashes."""

    whole: str
    """Of all that its readers see."""
    articles: Mapping[str, str]
    """Of each article, by slug."""

    def to_json(self) -> str:
        """Return the hashes as the ledger keeps them."""
        return json.dumps({"whole": self.whole, "articles": dict(self.articles)}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Content:
        """Return the hashes that `to_json` wrote."""
        kept = json.loads(text)
        return cls(whole=kept["whole"], articles=kept["articles"])


def content_of(edition: Edition, template: MailTemplate) -> Content:
    """Return the hashes of an edition."""
    return Content(
        whole=template.content_hash,
        articles={
            article.slug: hashlib.sha256(repr(article).encode(errors="surrogatepass")).hexdigest()[:16]
            for article in edition.issue.articles
        },
    )


def changes(prepared: Prepared, approved: Mapping[str, str]) -> tuple[str, ...]:
    """Return what keeps an issue from being sent: each edition that nobody has approved, or that changed since.

    `approved` is what the ledger keeps, by locale.
    """
    told: list[str] = []
    for locale, edition in prepared.editions.items():
        content = content_of(edition, prepared.templates[locale])
        if locale not in approved:
            told.append(f"{locale}: nobody has approved this edition; look at it, then `bulletin approve`")
        elif (kept := Content.from_json(approved[locale])).whole != content.whole:
            told.append(f"{locale}: changed since it was approved: {_changed(kept, content)}; approve it again")
    return tuple(told)


def _changed(kept: Content, content: Content) -> str:
    """Name the articles in which two versions of an edition differ."""
    slugs = dict.fromkeys((*kept.articles, *content.articles))
    differing = [slug for slug in slugs if kept.articles.get(slug) != content.articles.get(slug)]
    return ", ".join(differing) or "subject, masthead, footer or design"
