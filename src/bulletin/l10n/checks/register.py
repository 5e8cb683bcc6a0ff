"""Korean speech levels: an article ends its sentences in 합니다체 or 해요체, or in 해라체, not in both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bulletin.findings import Finding
from bulletin.l10n.checks.translated import Translated
from bulletin.l10n.states import State

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|\"[^\"]*\"|〈[^〉]*〉|《[^》]*》")
_SENTENCE_END = re.compile(r"([가-힣]+)([.!?…。]|\s*$)")
_POLITE = ("세요", "어요", "아요", "해요", "예요", "에요", "네요", "지요", "죠", "십시오", "까요")
_FORMAL = re.compile(r"(.)니[다까]$")
_NOUNS = ("바다", "캐나다", "우간다", "르완다", "판다", "플로리다", "소다")
"""Nouns that end as verbs do."""
_BIEUP = 17
"""The final consonant of 합, 습 and 입 (Unicode core specification §3.12)."""
_OWN_VOICE = ("quote", "button", "image")
"""Kinds of block that speak in another voice, or in none."""


def mixed_registers(texts: Sequence[Translated]) -> Iterator[tuple[Translated, Finding]]:
    """Find articles whose sentences end both in -다 and in -니다 or -요, outside quotes; once an article."""
    korean = [text for text in texts if text.locale.split("-")[0] == "ko" and text.state is State.REVIEWED]
    told = [text for text in korean if not set(text.message.context.split(".")[1:-1]) & set(_OWN_VOICE)]
    for _, group in groupby(sorted(told, key=lambda text: text.message.article), key=lambda text: text.message.article):
        article = [(text, _QUOTED.sub(" ", text.after)) for text in group]
        ends = [(text, *found) for text, shown in article for found in _SENTENCE_END.findall(shown)]
        polite = [(text, end) for text, end, _ in ends if _is_polite(end)]
        plain = [(text, end) for text, end, mark in ends if mark.strip() and _is_plain(end)]
        if polite and plain:
            (text, fewer), (_, more) = (plain[0], polite[0]) if len(plain) <= len(polite) else (polite[0], plain[0])
            yield text, text.finding(
                "ko-register", f"“…{fewer[-3:]}” and “…{more[-3:]}” stand in one article; end all sentences on one level "
                "(-습니다 as a public body writes), quotes as they were said",
            )  # fmt: skip


def _is_polite(end: str) -> bool:
    """Tell whether a sentence ends in 합니다체 or 해요체: 아닙니다, 가세요; 아니다 does not."""
    formal = _FORMAL.search(end)
    return end.endswith(_POLITE) or (formal is not None and (ord(formal[1]) - 0xAC00) % 28 == _BIEUP)


def _is_plain(end: str) -> bool:
    return end.endswith("다") and not _is_polite(end) and not end.endswith(_NOUNS)
