"""Words that say nothing, by language: link text such as “here”, descriptions such as “image”."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path, PurePosixPath

_DATA = Path(__file__).with_name("vague.toml")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_FILE = re.compile(r"[\w .()+-]+\.(?:png|jpe?g|gif|webp|svg|avif|heic|bmp|tiff?)", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc[fn]?|pxl|dji|p|image|photo|screenshot)[ _-]?\d[\d _-]*", re.IGNORECASE)


@cache
def _words() -> dict[str, dict[str, frozenset[str]]]:
    tables = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {
        language: {kind: frozenset(_bare(word) for word in words) for kind, words in kinds.items()}
        for language, kinds in tables.items()
    }


def _bare(text: str) -> str:
    """Return words without case, outer punctuation and doubled spaces."""
    return " ".join(_EDGES.sub("", unicodedata.normalize("NFC", text)).casefold().split())


def _known(locale: str, kind: str) -> frozenset[str]:
    return _words().get(locale.split("-", maxsplit=1)[0], {}).get(kind, frozenset())


def vague(words: str, locale: str) -> bool:
    """Tell whether link text, read alone, does not say where it leads.

    >>> vague("Click here!", "en-GB"), vague("여기", "ko"), vague("the full report", "en-GB")
    (True, True, False)
    """
    return _bare(words) in _known(locale, "links")


def says_nothing(alt: str, locale: str, src: str = "") -> bool:
    """Tell whether a description does not say what a picture shows: a word for any picture, or a file's name.

    >>> says_nothing("Photo", "en"), says_nothing("quay 2", "en", "images/quay_2.png"), says_nothing("A quay", "en")
    (True, True, False)
    """
    bare = _bare(alt)
    stem = PurePosixPath(src.split("?", maxsplit=1)[0]).stem
    names_file = bool(stem) and _as_name(alt) in {_as_name(stem), _as_name(PurePosixPath(src).name)}
    file_like = bool(_FILE.fullmatch(alt.strip()) or _CAMERA.fullmatch(alt.strip()))
    return not bare or bare in _known(locale, "pictures") or names_file or file_like


def _as_name(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
