"""Somebody's own words: what stands in another language than its article, which has a translation of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.errors import ContentError
from bulletin.inline import Spans

Texts = str | Spans | tuple[str | Spans, ...]


@dataclass(frozen=True, slots=True, init=False)
class Original:
    """The texts of a block in the language in which they were first said or written.

    The edition of that language shows them as they stand; for all others the block's own texts are the source.

    >>> Original(locale="ko", text=("바다가 우리를 잇습니다.",), speaker="부산시 대표단").names
    ('speaker', 'text')
    """

    locale: str
    """BCP 47; another language than the article's."""
    texts: tuple[tuple[str, Texts], ...] = field(init=False)
    """(name of a field, what it says), by name, at least one. An empty text shows none."""

    def __init__(self, /, *, locale: str, **texts: Texts) -> None:
        """Hold the texts by the names of the block's fields. Raises ContentError where there is none."""
        if not texts:
            raise ContentError(f'expected the words of an original in {locale!r}, found none; write text="…" say')
        object.__setattr__(self, "locale", locale)
        object.__setattr__(self, "texts", tuple(sorted(texts.items())))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields that it has, sorted."""
        return tuple(name for name, _ in self.texts)
