"""`lint_templates`: a theme → what is wrong with its templates."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from bulletin.findings import Finding, Place, error
from bulletin.rendering.environment import Jinja, mjml_environment, text_environment
from bulletin.rendering.lint.attributes import tag_findings
from bulletin.rendering.lint.expressions import expression_findings
from bulletin.rendering.lint.markup import Markup
from bulletin.rendering.lint.nesting import nesting_findings
from bulletin.rendering.lint.source import Source
from bulletin.rendering.lint.wording import wording_findings
from bulletin.rendering.theme import Theme

_SUFFIXES = (".mjml.j2", ".txt.j2")


def lint_templates(theme: Theme, kinds: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is wrong with the templates of a theme, the newsletter's own first, each file once.

    mrml drops unknown tags and attributes without a word, so that a misspelt one is found here or by a reader.
    `kinds` are kinds of block that need templates besides those that have one.
    """
    mjml, text = mjml_environment(theme.folders, theme.sources), text_environment(theme.folders, theme.sources)
    known = frozenset(mjml.list_templates())
    findings: list[Finding] = []
    for file, shown in _files(theme):
        findings += _file_findings(file, shown, mjml if shown.endswith(".mjml.j2") else text, known)
    return (*findings, *_pairs(theme, known, kinds))


def _files(theme: Theme) -> Iterator[tuple[Path, str]]:
    """Yield each template once, with the name its author knows it by.

    Themes inside a newsletter's folder are not its own: they count where the theme at hand is based on them.
    """
    names = {folder: name for name, folder in theme.sources}
    seen: set[Path] = set()
    for folder in theme.folders:
        for file in sorted(folder.rglob("*.j2")):
            between = [each for each in file.parents if each != folder and each.is_relative_to(folder)]
            if (
                file.name.endswith(_SUFFIXES)
                and file not in seen
                and not any((each / "theme.toml").is_file() for each in between)
            ):
                seen.add(file)
                yield file, f"{names.get(folder, 'templates')}/{file.relative_to(folder).as_posix()}"


def _file_findings(file: Path, shown: str, jinja: Jinja, known: Collection[str]) -> list[Finding]:
    try:
        source = Source(shown, file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        return [error("unreadable", f"expected a template in UTF-8, found: {problem}", Place(file=shown))]
    markup = Markup(source) if source.is_mjml else None
    found = [*expression_findings(source, jinja, known), *wording_findings(source, markup, jinja)]
    if markup is not None:
        found += [*tag_findings(markup), *nesting_findings(markup)]
    return sorted(dict.fromkeys(found), key=_position)


def _position(finding: Finding) -> tuple[int, int]:
    return (finding.place.line, finding.place.column) if finding.place else (0, 0)


def _pairs(theme: Theme, known: Collection[str], kinds: Collection[str]) -> Iterator[Finding]:
    """Yield each kind of block that lacks one of its two templates."""
    blocks = [name.removeprefix("blocks/") for name in known if name.startswith("blocks/")]
    found = {name.removesuffix(suffix) for name in blocks for suffix in _SUFFIXES if name.endswith(suffix)}
    for kind in sorted({name for name in found if not name.startswith("_")} | set(kinds)):
        for suffix in _SUFFIXES:
            if f"blocks/{kind}{suffix}" not in known:
                other = "the text part" if suffix == ".txt.j2" else "the HTML"
                text = f"expected a template for {other} of blocks of kind {kind!r}, found none"
                yield error("missing-pair", text, Place(file=_home(theme, kind, suffix)))


def _home(theme: Theme, kind: str, suffix: str) -> str:
    """Return where the missing template should stand: beside the other of the pair."""
    names = {folder: name for name, folder in theme.sources}
    for folder in theme.folders:
        if any((folder / "blocks" / f"{kind}{each}").is_file() for each in _SUFFIXES):
            return f"{names.get(folder, 'templates')}/blocks/{kind}{suffix}"
    return f"templates/blocks/{kind}{suffix}"
