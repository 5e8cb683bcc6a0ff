"""`translate_catalog`: empty entries filled by a machine, marked for a person to look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from bulletin.errors import BulletinError, CatalogError
from bulletin.findings import Severity
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.engines.restore import restore
from bulletin.l10n.engines.shield import Shielded, shield
from bulletin.l10n.engines.translator import Failure, Translator, markup_of
from bulletin.l10n.glossary import Term, read_glossary
from bulletin.l10n.locales import po_file
from bulletin.l10n.messages import messages as messages_of
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.states import State, machine_comment, machine_mark, state_of
from bulletin.l10n.sync_project import sync_project
from bulletin.model.issue import Issue
from bulletin.model.message import Message, MessageKey

BATCH = 10
"""Messages asked for at once; what is done is saved after each batch."""
_PREVIEW = re.compile(r"\{([a-z][a-z0-9_]*)\} = (.+)")
"""A note on what a name stands for."""
_PATIENCE = 2
"""Batches in a row without one text, after which an engine is taken for dead."""

Save = Callable[[Catalog], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfilled:
    """A message that stays as it was, and why."""

    key: MessageKey
    where: str
    """`busan.md:31`; the context where it has no place."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A catalog with what a machine could fill."""

    catalog: Catalog
    filled: tuple[MessageKey, ...] = ()
    """In reading order."""
    failed: tuple[Unfilled, ...] = ()
    stopped: str = ""
    """Why the engine went no further; empty where it was asked for everything."""


def translate_catalog(
    catalog: Catalog,
    messages: Sequence[Message],
    translator: Translator,
    *,
    engine: str,
    locale: str,
    source: str,
    refresh: bool = False,
    terms: Sequence[Term] = (),
    save: Save | None = None,
    batch: int = BATCH,
) -> Translated:
    """Fill the empty entries of the messages that a locale asks for; with `refresh` also redo untouched machine text.

    A machine's text is *fuzzy* and has a comment with the engine's name; a person's is never touched. What fails its
    verification stays as it was. `save` gets the catalog after each batch, so that Ctrl-C or a dead engine loses none.
    Raises ConfigError where the engine refuses its key or the languages.
    """
    run = _Run(catalog=catalog, translator=translator, engine=engine, locale=locale, source=source, terms=terms)
    wanted = [message for message in messages if _is_wanted(message, catalog, locale, refresh=refresh)]
    silent = 0
    for some in _batches(wanted, batch):
        answered = run.fill(some)
        if save:
            save(run.catalog)
        silent = 0 if answered else silent + 1
        if run.stopped or (silent == _PATIENCE and run.stop()):
            break
    return Translated(catalog=run.catalog, filled=tuple(run.filled), failed=tuple(run.failed), stopped=run.stopped)


def _is_wanted(message: Message, catalog: Catalog, locale: str, *, refresh: bool) -> bool:
    entry = catalog.by_key.get(message.key)
    if entry is None or entry.plural is not None or message.optional or not message.asked_for(locale):
        return False
    state = state_of(entry)
    return state is State.MISSING or (refresh and state is State.MACHINE)


def _batches(messages: Sequence[Message], size: int) -> Iterator[list[Message]]:
    """Yield messages by their language, in reading order, and not more of them than `size`."""
    for _, group in groupby(messages, key=lambda message: message.language):
        some = list(group)
        yield from (some[start : start + size] for start in range(0, len(some), size))


class _Run:
    """The state of one run."""

    def __init__(
        self, *, catalog: Catalog, translator: Translator, engine: str, locale: str, source: str, terms: Sequence[Term]
    ) -> None:
        self.catalog = catalog
        self.filled: list[MessageKey] = []
        self.failed: list[Unfilled] = []
        self.stopped = ""
        self._translator = translator
        self._engine = engine
        self._locale = locale
        self._source = source
        self._terms = terms
        self._known: dict[tuple[str, str], str | Failure] = {}

    def fill(self, messages: Sequence[Message]) -> bool:
        """Fill what can be filled; tell whether the engine had an answer, if it was asked."""
        language = messages[0].language or self._source
        new = [
            msgid for msgid in dict.fromkeys(each.msgid for each in messages) if (language, msgid) not in self._known
        ]
        shields = {each.msgid: self._shield(each, language) for each in messages if each.msgid in new}
        asked = [
            text.text for each in shields.values() if isinstance(each, Shielded) for text in each.asked if text.wanted
        ]
        answers = self._ask(asked, language)
        remaining = iter(answers)
        for msgid, shown in shields.items():
            self._known[language, msgid] = self._restored(shown, remaining, language)
        entries: dict[MessageKey, Entry] = {}
        for message in messages:
            self._take(message, self._known[language, message.msgid], entries)
        if entries:
            live = (each if each.obsolete else entries.get(each.key, each) for each in self.catalog.entries)
            self.catalog = replace(self.catalog, entries=tuple(live))
        return not asked or any(isinstance(each, str) for each in answers)

    def _shield(self, message: Message, language: str) -> Shielded | Failure:
        previews = {found[1]: found[2] for line in message.notes if (found := _PREVIEW.fullmatch(line))}
        return shield(message.msgid, markup_of(self._translator), language, self._locale, self._terms, previews)

    def stop(self) -> bool:
        """Take the engine for dead."""
        self.stopped = self.failed[-1].reason
        return True

    def _ask(self, texts: Sequence[str], language: str) -> Sequence[str | Failure]:
        if not texts:
            return ()
        try:
            answers = tuple(self._translator.translate(texts, language, self._locale))
        except BulletinError:
            raise
        except Exception as problem:  # noqa: BLE001 - an engine of others may raise anything; what is done is kept
            answers = (Failure(reason=f"the engine raised {type(problem).__name__}", final=True),) * len(texts)
        if len(answers) != len(texts):
            answers = (Failure(reason=f"expected {len(texts)} texts from the engine, found {len(answers)}"),) * len(
                texts
            )
        answers = tuple(each if isinstance(each, str | Failure) else Failure(reason="no text") for each in answers)
        self.stopped = next((each.reason for each in answers if isinstance(each, Failure) and each.final), "")
        return answers

    def _restored(self, shown: Shielded | Failure, answers: Iterator[str | Failure], language: str) -> str | Failure:
        if isinstance(shown, Failure):
            return shown
        own = [next(answers) if text.wanted else text.text for text in shown.asked]
        failure = next((each for each in own if isinstance(each, Failure)), None)
        return failure or restore(shown, [each for each in own if isinstance(each, str)], language, self._locale)

    def _take(self, message: Message, result: str | Failure, entries: dict[MessageKey, Entry]) -> None:
        if isinstance(result, Failure):
            where = str(message.places[0]) if message.places else message.context
            self.failed.append(Unfilled(key=message.key, where=where, reason=result.reason))
            return
        entries[message.key] = filled_by_machine(self.catalog.by_key[message.key], result, self._engine)
        self.filled.append(message.key)


def filled_by_machine(entry: Entry, text: str, engine: str) -> Entry:
    """Return an entry with a machine's text: fuzzy, with the mark instead of an older one, other comments kept."""
    kept = tuple(line for line in entry.comments if machine_mark(replace(entry, comments=(line,))) is None)
    comments = (*kept, machine_comment(engine, entry.msgid, text))
    return replace(entry.accepted(), msgstr=(text,), comments=comments).marked_fuzzy()


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Writes what a machine filled into a file that a person may have open."""

    file: Path
    locale: str
    last: Catalog
    """What this run knows the file to hold."""
    progress: Callable[[str], None] | None = None

    def save(self, catalog: Catalog) -> None:
        """Put new entries where the file's are as they were; what somebody wrote there meanwhile stays."""
        current = read_catalog(self.file, locale=self.locale)
        known, new = self.last.by_key, catalog.by_key
        entries = (
            each if each.obsolete or each != known.get(each.key) else new.get(each.key, each)
            for each in current.entries
        )
        write_catalog(self.file, replace(current, entries=tuple(entries)))
        self.last = catalog
        if self.progress:
            self.progress(self.file.name)


def translate_project(
    locales: Path,
    issue: Issue,
    locale: str,
    translator: Translator,
    *,
    engine: str,
    refresh: bool = False,
    progress: Callable[[str], None] | None = None,
) -> tuple[Translated, ...]:
    """Sync an issue's catalogs of a locale in the folder `locales`, then fill them, the series' first.

    Each file is written after each batch, whole or not at all; see `translate_catalog`.

    Raises ContentError where the issue cannot be read, CatalogError where a catalog or the glossary cannot be,
    ConfigError where the engine refuses or a file cannot be written.
    """
    synced = sync_project(locales, issue, only=(locale,))
    if faults := [each for each in synced.findings if each.severity is Severity.ERROR]:
        raise CatalogError(findings=faults)
    asked, terms = messages_of(issue), read_glossary(locales / "glossary.csv")
    done: list[Translated] = []
    for domain in (issue.newsletter.id, issue.id):
        file = po_file(locales, locale, domain)

        start = read_catalog(file, locale=locale)
        writer = _Writer(file=file, locale=locale, last=start, progress=progress)
        own = [message for message in asked if message.domain == domain]
        done.append(
            translate_catalog(
                start,
                own,
                translator,
                engine=engine,
                locale=locale,
                source=issue.newsletter.locale,
                refresh=refresh,
                terms=terms,
                save=writer.save,
            )
        )
        if done[-1].stopped:
            break
    return tuple(done)
