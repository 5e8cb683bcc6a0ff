"""The gate: whether an edition may be sent. What is not reviewed is not sent."""

from __future__ import annotations

from bulletin.model.edition import Edition
from bulletin.model.languages import PSEUDO_LOCALES, same_language
from bulletin.model.newsletter import EditionPolicy

DRAFT_REFUSED = "a draft is never sent"
"""Why no draft passes, however far its texts are."""


def refusals(
    edition: Edition, policy: EditionPolicy, *, missing: frozenset[str], unusable: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return why an edition must not be sent, one reason a rule; nothing where it may.

    `missing` names the issue's own fields that have no reviewed translation which can be used, `unusable` those of them
    that have one with a fault. The source edition is never refused.
    """
    if edition.locale in PSEUDO_LOCALES:
        return ("a pseudo-locale is for looking at",)
    if same_language(edition.locale, edition.source.newsletter.locale):
        return ()
    reasons = [
        f"the {name} {'cannot be used as it is written' if name in unusable else 'is not reviewed'}"
        for name in policy.mandatory
        if name in missing
    ]
    words = edition.words
    share = words.reviewed / words.total if words.total else 1.0
    if share < policy.min_reviewed:
        reasons.append(f"{percent(share)} of the words are reviewed, and {percent(policy.min_reviewed)} are asked for")
    if not edition.issue.articles and edition.source.articles:
        reasons.append("no article is ready")
    if "headline" in policy.mandatory and policy.not_ready == "mix":
        reasons += [f"the headline of {slug} is not reviewed" for slug in _bare(edition)]
    return tuple(reasons)


def _bare(edition: Edition) -> list[str]:
    """Return the mixed articles whose headline is still the source's."""
    originals = {article.slug: article.headline for article in edition.source.articles}
    mixed = {fallback.article for fallback in edition.fallbacks}
    return [
        article.slug
        for article in edition.issue.articles
        if article.slug in mixed and str(article.headline) == str(originals[article.slug])
    ]


def percent(share: float) -> str:
    """Return a share as whole hundredths, never rounded up to all.

    >>> percent(0.999), percent(1.0)
    ('99 %', '100 %')
    """
    return f"{int(share * 100)} %"
