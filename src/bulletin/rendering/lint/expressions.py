"""Rules for the Jinja in a template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from bulletin.findings import Finding
from bulletin.rendering.environment import FILTERS_ALLOWED, Jinja, TemplateSyntaxError, nodes, syntax
from bulletin.rendering.lint.attributes import near
from bulletin.rendering.lint.source import Source

MESSAGES = {"_": 1, "pgettext": 2, "ngettext": 2}
"""The functions that look messages up, and how many arguments extraction must be able to read."""
_ADVICE = "write one message with names, _('…{name}…')"


@dataclass(slots=True)
class _Finder:
    """Finds columns: Jinja's tree knows lines only."""

    source: Source
    seen: Counter[tuple[int, str]] = field(default_factory=Counter)

    def error(self, rule: str, text: str, node: nodes.Node, pattern: str) -> Finding:
        """Return a finding at the next place in the node's line where `pattern` stands in Jinja."""
        offset = self.offset(node.lineno, pattern)
        return self.source.error(rule, text, offset)

    def offset(self, line: int, pattern: str) -> int:
        starts = [0, *(match.end() for match in re.finditer("\n", self.source.text))]
        start = starts[min(line, len(starts)) - 1]
        end = self.source.text.find("\n", start)
        text = self.source.text[start : end if end >= 0 else None]
        found = [match.start() for match in re.finditer(pattern, text)]
        at = self.seen[line, pattern]
        self.seen[line, pattern] += 1
        return start + (found[min(at, len(found) - 1)] if found else len(text) - len(text.lstrip()))


def expression_findings(source: Source, jinja: Jinja, known: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with a template's Jinja. `known` are the names of all templates."""
    finder = _Finder(source)
    try:
        tree = syntax(jinja, source.text, source.file)
    except TemplateSyntaxError as problem:
        yield _syntax_error(source, finder, problem)
        return
    yield from _joins(finder, tree)
    yield from _filters(finder, tree)
    yield from _messages(finder, tree)
    yield from _references(finder, tree, known)
    for node in tree.find_all(nodes.EvalContextModifier):
        yield finder.error(
            "autoescape", "expected no {% autoescape %}: every value is escaped for its place", node, r"\{%"
        )


def _syntax_error(source: Source, finder: _Finder, problem: TemplateSyntaxError) -> Finding:
    message = problem.message or "it cannot be read"
    if "'trans'" in message:
        text = f"expected no {{% trans %}}: {_ADVICE}"
        return source.error("trans-tag", text, finder.offset(problem.lineno, r"\{%[-+]?\s*trans"))
    return source.error("template-syntax", f"Jinja: {message}", finder.offset(problem.lineno, r"\{[{%]"))


def _joins(finder: _Finder, tree: nodes.Template) -> Iterator[Finding]:
    for concat in tree.find_all(nodes.Concat):
        yield finder.error("joined-text", f"expected whole messages, found text joined with ~; {_ADVICE}", concat, "~")
    for kind, operator in ((nodes.Add, "+"), (nodes.Mul, "*"), (nodes.Mod, "%")):
        for node in tree.find_all(kind):
            if _is_text(node.left) or _is_text(node.right):
                pattern = re.escape(operator) + r"(?!\})"
                text = f"expected whole messages, found text joined with {operator}; {_ADVICE}"
                yield finder.error("joined-text", text, node, pattern)


def _is_text(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Const):
        return isinstance(node.value, str)
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in MESSAGES


def _filters(finder: _Finder, tree: nodes.Template) -> Iterator[Finding]:
    for node in tree.find_all(nodes.Filter):
        if node.name not in FILTERS_ALLOWED:
            text = (
                f"no filter `{node.name}` is allowed{near(node.name, FILTERS_ALLOWED)}: a template places text as it is"
            )
            yield finder.error("forbidden-filter", text, node, rf"(?<=[|\s]){re.escape(node.name)}\b")


def _messages(finder: _Finder, tree: nodes.Template) -> Iterator[Finding]:
    for node in tree.find_all(nodes.Call):
        if not isinstance(node.node, nodes.Name) or node.node.name not in MESSAGES:
            continue
        first = node.args[: MESSAGES[node.node.name]]
        constant = all(isinstance(each, nodes.Const) and isinstance(each.value, str) for each in first)
        if not constant or len(first) < MESSAGES[node.node.name]:
            name = node.node.name
            text = f"expected a message between quotation marks in {name}(…), found what nobody can translate"
            yield finder.error("variable-message", text, node, rf"(?<!\w){name}\s*\(")


def _references(finder: _Finder, tree: nodes.Template, known: Collection[str]) -> Iterator[Finding]:
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        if getattr(node, "ignore_missing", False):
            continue
        names = _names(getattr(node, "template"))  # noqa: B009 - mypy sees no common base of the four
        if names and not any(name in known for name in names):
            text = f"no template {names[0]!r} is there{near(names[0], known)}"
            yield finder.error("missing-template", text, node, re.escape(names[0]))


def _names(node: nodes.Expr) -> list[str]:
    """Return the names that a statement could mean; none where they are not written out."""
    items = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    values = [item.value for item in items if isinstance(item, nodes.Const)]
    return [value for value in values if isinstance(value, str)] if len(values) == len(items) else []
