"""`translation_findings`: the messages of an issue and the catalogs of a locale → what is wrong. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bulletin.findings import Finding
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.checks import characters, markup, terms, together, values, wording
from bulletin.l10n.checks.register import mixed_registers
from bulletin.l10n.checks.rules import SEVERITIES, unknown_checks
from bulletin.l10n.checks.rules import found as rule_found
from bulletin.l10n.checks.translated import Translated, translated
from bulletin.l10n.glossary import Term
from bulletin.l10n.judging import unread_ignores
from bulletin.l10n.states import State
from bulletin.model.marks import Form
from bulletin.model.message import Message

IGNORED = "ignored-error"
Check = Callable[[Translated], Iterator[Finding]]

REVIEWED: tuple[Check, ...] = (
    markup.lost_emphasis,
    characters.double_space,
    characters.invisible_characters,
    characters.unpaired_directions,
    characters.decomposed,
    wording.copied_source,
    wording.too_long,
    wording.length_ratio,
    wording.end_punctuation,
    wording.particle_left,
    wording.vague_words,
    values.different_dates,
    values.different_numbers,
)
"""What a translator would want to see, asked of texts that somebody has reviewed. Addresses are no wording."""


def translation_findings(
    messages: Iterable[Message],
    catalogs: Sequence[Catalog],
    *,
    locale: str,
    source: str,
    glossary: Sequence[Term] = (),
) -> tuple[Finding, ...]:
    """Return what is wrong with the translations of `messages` into `locale`, each at the place of its entry.

    `catalogs` are those of the locale, then those it falls back to; `source` is the newsletter's language, `glossary`
    its glossary. An entry's comment `# bulletin-ignore: id` silences a check for it.
    """
    texts = tuple(translated(messages, catalogs, locale, source, glossary))
    found = [finding for text in texts for finding in (*text.heard(_of_one(text)), *_silenced(text))]
    for text, finding in (
        *terms.absent_terms(texts, glossary),
        *mixed_registers(texts),
        *together.two_translations(texts),
    ):
        found += text.heard([finding])
    return tuple(found)


def _silenced(text: Translated) -> Iterator[Finding]:
    """Say that a text whose fault a comment silences falls back all the same: what nobody lists nobody mends."""
    for fault in text.faults:
        if fault.rule in text.ignored and text.state is State.REVIEWED:
            said = f"{fault.rule} is silenced here, and the source is shown all the same: {fault.text}"
            yield Finding(rule=IGNORED, severity=SEVERITIES[IGNORED], text=said, place=text.place)


def _of_one(text: Translated) -> Iterator[Finding]:
    yield from markup.unusable(text)
    yield from unknown_checks(text.unknown_ignored(), text.place)
    for line in unread_ignores(text.entry):
        advice = "write it at the beginning of a comment of its own"
        yield rule_found("unknown-check", f"expected “bulletin-ignore: id”, found {line[:60]!r}; {advice}", text.place)
    if text.state is State.REVIEWED and text.message.form is not Form.ADDRESS and not text.message.optional:
        for check in REVIEWED:
            yield from check(text)
