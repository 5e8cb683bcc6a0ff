"""What catalogs cost: reading 8,000 entries, and sync of 8,000 paragraphs beside GNU `msgmerge --previous`."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.findings import Place
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.states import State, state_of
from bulletin.l10n.sync import sync
from bulletin.model.message import Message

PARAGRAPHS = 8000
EVERY = 10
"""One paragraph in ten is changed."""
RUNS = 5
_SUBJECTS = ("The harbour board", "A new ferry", "The city council", "Every school on the quay", "The tidal scheme")
_VERBS = ("has set aside", "will open", "plans to repair", "asked for", "measured", "wants to share", "has finished")
_OBJECTS = ("two piers", "a market hall", "the north basin", "twelve cranes", "a night bus", "the old customs house")
_ENDS = ("before the summer", "with money from both cities", "after residents spoke up", "for the first time in years")


def paragraph(number: int) -> str:
    """Return a paragraph of two sentences, like others in its words and unlike them as a whole."""
    first = f"{_SUBJECTS[number % 5]} {_VERBS[number % 7]} {_OBJECTS[number % 6]} {_ENDS[number % 4]}, as report {number} says."
    second = (
        f"{_SUBJECTS[number // 5 % 5]} {_VERBS[number // 7 % 7]} {_OBJECTS[number // 6 % 6]} in year {number // 9}."
    )
    return f"{first} {second}"


def messages(texts: list[str]) -> list[Message]:
    """Return the messages of an issue whose articles have thirty paragraphs each."""
    return [
        Message(
            context=f"story-{number // 30}.paragraph.text", msgid=text, domain="bench", article=f"story-{number // 30}",
            places=(Place(file=f"story-{number // 30}.md", line=number % 30 * 2 + 5),), notes=("Paragraph",),
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip


def translated(asked: list[Message]) -> Catalog:
    """Return a catalog in which all is reviewed."""
    empty = sync(asked, locale="ko").catalog
    filled = (replace(entry, msgstr=(f"번역 {at}",)) for at, entry in enumerate(empty.entries))
    return replace(empty, entries=tuple(filled))


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def changed_texts() -> list[str]:
    """Return the paragraphs with one in ten changed by a word or two."""
    texts = [paragraph(number) for number in range(PARAGRAPHS)]
    return [text.replace(" in year ", " by the year ") if at % EVERY == 0 else text for at, text in enumerate(texts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Seconds, and how many of the changed paragraphs kept their translation as a suggestion."""

    read: float
    sync: float
    carried: int
    gnu: float | None
    """msgmerge's seconds on the same files; None where it is not installed."""
    gnu_carried: int = 0


def measured() -> Figures:
    """Return what reading and sync cost, and what msgmerge costs on the same files."""
    asked, now = messages([paragraph(number) for number in range(PARAGRAPHS)]), messages(changed_texts())
    with tempfile.TemporaryDirectory() as folder:
        po, pot, out, merged = (Path(folder, name) for name in ("ko.po", "new.pot", "out.po", "gnu.po"))
        write_catalog(po, translated(asked))
        write_catalog(pot, sync(now).catalog)
        read = statistics.median(seconds(lambda: read_catalog(po, locale="ko")) for _ in range(RUNS))

        def ours() -> None:
            write_catalog(out, sync(now, read_catalog(po, locale="ko")).catalog)

        timed = statistics.median(seconds(ours) for _ in range(RUNS))
        msgmerge = shutil.which("msgmerge")
        if msgmerge is None:
            return Figures(read=read, sync=timed, carried=_carried(out), gnu=None)
        command = [msgmerge, "--previous", "--quiet", "--no-wrap", "-o", str(merged), str(po), str(pot)]
        gnu = statistics.median(seconds(lambda: subprocess.run(command, check=True)) for _ in range(3))
        return Figures(read=read, sync=timed, carried=_carried(out), gnu=gnu, gnu_carried=_carried(merged))


def _carried(po: Path) -> int:
    return sum(state_of(entry) is State.CHANGED for entry in read_catalog(po, locale="ko").live)
