"""What an issue says, before any translation: descriptions of pictures, link text, headings, names in two spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.errors import ContentError
from bulletin.findings import Finding, Place
from bulletin.inline import Spans, plain, plain_text
from bulletin.inline.read import spans
from bulletin.l10n.checks.columns import columns
from bulletin.l10n.checks.rules import found
from bulletin.l10n.checks.terms import spellings
from bulletin.l10n.checks.vague import says_nothing, vague
from bulletin.l10n.checks.wording import LIMITS
from bulletin.l10n.contexts import article_of, context_of
from bulletin.l10n.glossary import Term
from bulletin.l10n.markup import nested_links
from bulletin.l10n.visible import visible
from bulletin.model.blocks import Button, Heading, Image
from bulletin.model.issue import Article, Issue
from bulletin.model.marks import Form
from bulletin.model.origin import Node
from bulletin.model.walk import Visit, map_text


def content_findings(issue: Issue, glossary: Sequence[Term] = ()) -> tuple[Finding, ...]:
    """Return what a careful editor would change in the source, each at its place."""
    texts = _texts(issue)
    found = [finding for read, visit in texts for finding in _of_one(read, visit, issue.newsletter.locale)]
    found += (finding for article in issue.articles for finding in _headings(article))
    return (*found, *_spellings(texts, glossary))


def _texts(issue: Issue) -> list[tuple[Spans, Visit]]:
    """Return the texts of an issue that can be read, addresses aside, in reading order."""
    taken: list[tuple[Spans, Visit]] = []

    def take(text: str | Spans, visit: Visit) -> str | Spans:
        if visit.mark.form is not Form.ADDRESS:
            try:
                taken.append((spans(text) if visit.mark.form is Form.INLINE else plain(text), visit))
            except ContentError:
                return text  # reading says so
        return text

    map_text(issue, take)
    return taken


def _place(visit: Visit) -> Place | None:
    nodes = (node for node in reversed(visit.trail) if isinstance(node, Node))
    return next((place for node in nodes if (place := node.where(visit.field))), None)


def _of_one(read: Spans, visit: Visit, locale: str) -> Iterator[Finding]:
    article, owner = article_of(visit), visit.trail[-1]
    language = (article.locale if article else "") or locale
    shown = visible(read.parts)
    limit = LIMITS.get(context_of(visit), LIMITS.get(visit.field, 0))
    if limit and (width := columns(shown)) > limit:
        yield found(
            "too-long", f"expected a {visit.field} of at most {limit} columns, found {width}; shorten it", _place(visit)
        )
    if isinstance(owner, Image) and visit.field == "alt" and says_nothing(shown, language, owner.src):
        advice = "does not say what the picture shows; say it in a few words, as you would on the telephone"
        yield found("alt-says-nothing", f"“{shown}” {advice}", _place(visit))
    labels = [plain_text(link.parts) for link in nested_links(read.parts)]
    labels += [shown] if isinstance(owner, Button) and visit.field == "label" else []
    for words in labels:
        if vague(words, language):
            advice = "read alone, as a screen reader lists links, does not say where it leads; name what is there"
            yield found("vague-link", f"“{words}”, {advice}", _place(visit))


def _headings(article: Article) -> Iterator[Finding]:
    """Find headings that leave out a level: the headline stands above level 1."""
    level = 0
    for block in article.blocks:
        if isinstance(block, Heading):
            if block.level > level + 1:
                above = _marks(level) if level else "the headline"
                text = f"expected at most {_marks(level + 1)} behind {above}, found {_marks(block.level)}"
                yield found("heading-order", f"{text}; write {_marks(level + 1)}", block.where("text"))
            level = block.level


def _marks(level: int) -> str:
    """Return a heading's level as people write it: the headline is the one with a single mark."""
    return "#" * (level + 1)


def _spellings(texts: list[tuple[Spans, Visit]], glossary: Sequence[Term]) -> Iterator[Finding]:
    """Find names that stand in the issue in two spellings, at the first place of the second."""
    for term in glossary:
        seen: list[str] = []
        for read, visit in texts:
            new = [form for form in spellings(term, visible(read.parts)) if form not in seen]
            seen += new
            standing = spellings(term, "\n".join(seen))
            if len(standing) > 1:
                both = " and ".join(f"“{form}”" for form in standing[:2])
                yield found("two-spellings", f"{both} stand in one issue; choose one", _place(visit))
                break
