"""Words of a language in a template: all of them belong into `_()`, `pgettext()` or `ngettext()`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.findings import Finding
from bulletin.rendering.environment import Jinja, TemplateSyntaxError, nodes, syntax
from bulletin.rendering.lint.markup import Markup
from bulletin.rendering.lint.source import OUTPUT, STATEMENT, Construct, Source

_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ATTRIBUTES = re.compile(r"""\s*(?:[\w:-]+="[^"]*"\s*)+""")
"""What a template holds that is included inside a tag."""
_RUN = re.compile(f"[^{OUTPUT}{STATEMENT}]+")
_READ_OUT = frozenset({"alt", "title", "aria-label", "aria-description", "summary"})
"""Attributes that are read to people."""
_PLACING = frozenset({"wrap", "underline", "quoted", "first_of"})
"""Functions that put out the text they are given first."""


def wording_findings(source: Source, markup: Markup | None, jinja: Jinja) -> Iterator[Finding]:
    """Yield the words that stand in a template itself. `markup` is None for a template of text."""
    yield from _words(source, markup.words if markup else source.blank, 0)
    read_out = [
        attribute
        for tag in (markup.tags if markup else ())
        for attribute in tag.attributes
        if attribute.name.lower() in _READ_OUT
    ]
    for attribute in read_out:
        yield from _words(source, attribute.value, attribute.value_start)
    shown = [(0, len(source.text))] if markup is None else _shown(markup)
    shown += [(attribute.value_start, attribute.value_start + len(attribute.value)) for attribute in read_out]
    for found in source.constructs:
        if found.kind == "output" and any(start <= found.start < end for start, end in shown):
            yield from _constants(source, found, jinja)


def _words(source: Source, text: str, offset: int) -> Iterator[Finding]:
    """Yield each run of text that holds a letter."""
    plain = _ENTITY.sub(lambda match: " " * len(match[0]), text)
    for run in _RUN.finditer(plain):
        letter = _LETTER.search(run[0])
        if letter and not _ATTRIBUTES.fullmatch(run[0]):
            yield _word(source, run[0].strip(), offset + run.start() + letter.start())


def _word(source: Source, words: str, offset: int) -> Finding:
    shown = " ".join(words.split())[:40]
    return source.error("untranslated", f"expected words in _('…'), found {shown!r} in the template itself", offset)


def _shown(markup: Markup) -> list[tuple[int, int]]:
    """Return the stretches between tags."""
    edges = [0, *(edge for tag in markup.tags for edge in (tag.start, tag.end)), len(markup.source.text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _constants(source: Source, found: Construct, jinja: Jinja) -> Iterator[Finding]:
    """Yield the words that an expression puts out."""
    try:
        tree = syntax(jinja, source.text[found.start : found.end], source.file)
    except TemplateSyntaxError:
        return
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            for text in _put_out(node):
                if _LETTER.search(text):
                    inside = source.text.find(text, found.start, found.end)
                    yield _word(source, text, inside if inside >= 0 else found.start)


def _put_out(node: nodes.Node | None) -> Iterator[str]:
    """Yield the constant texts among which an expression chooses."""
    match node:
        case nodes.Const() if isinstance(node.value, str):
            yield node.value
        case nodes.CondExpr():
            yield from _put_out(node.expr1)
            yield from _put_out(node.expr2)
        case nodes.Or() | nodes.And():
            yield from _put_out(node.left)
            yield from _put_out(node.right)
        case nodes.Call() if isinstance(node.node, nodes.Name) and node.node.name in _PLACING and node.args:
            yield from _put_out(node.args[0])
        case nodes.Filter() if node.name == "default" and node.args:
            yield from _put_out(node.args[0])
