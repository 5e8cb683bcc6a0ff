"""Which tags are open where: unclosed ones, mismatched ones, and ones in a place where they do not belong.

Jinja may open an element in one branch and close it in another. What the branches of a template could explain is not
reported: a name that two branches treat differently is left out of account in that template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bulletin.findings import Finding
from bulletin.rendering.lint.components import COMPONENTS
from bulletin.rendering.lint.markup import Markup, Tag
from bulletin.rendering.lint.source import Construct, Source

_BLOCKS = frozenset({"if", "for", "macro", "call", "filter", "block", "set", "with", "autoescape"})
_WHOLE = frozenset({"macro", "call", "filter", "block", "set"})
"""What they enclose is a text of its own, in which every tag is closed."""
_ELSEWHERE = frozenset({"macro", "call", "filter", "set"})
"""What they enclose ends up elsewhere, nobody knows in which element."""
_HOLD_HTML = frozenset({"mj-text", "mj-raw", "mj-table", "mj-button", "mj-social-element"})


@dataclass(slots=True)
class _Group:
    """A block of Jinja: its branches, each a run of tags and groups."""

    keyword: str
    branches: list[list[Tag | _Group]] = field(default_factory=lambda: [[]])
    complete: bool = False
    """Whether one of the branches is always taken."""


def _tree(items: Sequence[Tag | Construct]) -> list[Tag | _Group] | None:
    """Return tags in the groups that Jinja makes; None where that cannot be told."""
    stack = [_Group("template")]
    for item in items:
        if isinstance(item, Tag):
            stack[-1].branches[-1].append(item)
        elif item.keyword in {"else", "elif"}:
            stack[-1].branches.append([])
            stack[-1].complete |= item.keyword == "else"
        elif item.keyword.startswith("end"):
            if len(stack) == 1 or item.keyword != f"end{stack[-1].keyword}":
                return None
            done = stack.pop()
            stack[-1].branches[-1].append(done)
        elif item.keyword in _BLOCKS and not (item.keyword == "set" and "=" in item.words):
            stack.append(_Group(item.keyword))
    return stack[0].branches[0] if len(stack) == 1 else None


def _items(source: Source, tags: Sequence[Tag]) -> list[Tag | Construct]:
    """Return tags and statements in order, without the statements inside tags."""
    inside = [(tag.start, tag.end) for tag in tags]
    statements = [
        found
        for found in source.constructs
        if found.kind == "statement" and not any(start < found.start < end for start, end in inside)
    ]
    return sorted([*tags, *statements], key=lambda item: item.start)


@dataclass(slots=True)
class _Effect:
    """What a run of tags leaves behind."""

    closed: list[Tag] = field(default_factory=list)
    """End tags of elements that were opened before it."""
    opened: list[Tag] = field(default_factory=list)
    """Elements that it leaves open."""

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(tag.name for tag in self.closed), tuple(tag.name for tag in self.opened)


@dataclass(slots=True)
class _Walk:
    """One walk over a template."""

    source: Source
    ignored: frozenset[str]
    """Names whose elements open and close in branches that differ."""
    doubtful: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def run(self, items: Sequence[Tag | _Group], outer: tuple[str, ...]) -> _Effect:
        """Return the effect of a run inside the elements `outer`, and note what is wrong in it."""
        effect = _Effect()
        for item in items:
            around = (*outer, *(tag.name for tag in effect.opened))
            if isinstance(item, _Group):
                self._apply(self._group(item, around), effect)
            elif item.closes:
                self._close(item, effect)
            else:
                self._check_parent(item, around)
                if not item.empty and not item.is_open and item.name not in self.ignored:
                    effect.opened.append(item)
        return effect

    def _close(self, tag: Tag, effect: _Effect) -> None:
        if tag.is_open or tag.name in self.ignored:
            return
        if not effect.opened:
            effect.closed.append(tag)
            return
        last = effect.opened[-1]
        if last.name != tag.name:
            where = self.source.place(last.start)
            text = f"expected </{last.name}> for line {where.line}, found </{tag.name}>"
            self.findings.append(self.source.error("mismatched-tag", text, tag.start))
            if tag.name not in [each.name for each in effect.opened]:
                return
            while effect.opened[-1].name != tag.name:
                effect.opened.pop()
        effect.opened.pop()

    def _group(self, group: _Group, around: tuple[str, ...]) -> _Effect:
        inside = () if group.keyword in _ELSEWHERE else around
        effects = [self.run(branch, inside) for branch in group.branches]
        if group.keyword in _WHOLE:
            for effect in effects:
                self.report(effect)
            return _Effect()
        if not group.complete and group.keyword in {"if", "for"}:
            effects.append(_Effect())
        if len({effect.names for effect in effects}) > 1:
            self.doubtful |= {name for effect in effects for names in effect.names for name in names}
            return _Effect()
        return effects[0]

    def _apply(self, change: _Effect, effect: _Effect) -> None:
        for tag in change.closed:
            self._close(tag, effect)
        effect.opened += change.opened

    def report(self, effect: _Effect) -> None:
        """Note what a text that should be whole leaves open, and what it closes without having opened it."""
        for tag in effect.closed:
            self.findings.append(
                self.source.error(
                    "unopened-tag", f"expected <{tag.name}> before it, found </{tag.name}> alone", tag.start
                )
            )
        for tag in effect.opened:
            self.findings.append(
                self.source.error(
                    "unclosed-tag", f"expected </{tag.name}>, found none for this <{tag.name}>", tag.start
                )
            )

    def _check_parent(self, tag: Tag, around: tuple[str, ...]) -> None:
        """Hold a tag against the element it stands in, where the template itself opens one."""
        if not around or tag.is_open:
            return
        if text := misplaced(tag, around[-1]):
            self.findings.append(self.source.error("wrong-parent", text, tag.start))


def misplaced(tag: Tag, parent: str) -> str:
    """Return what is wrong with a tag in its parent; nothing where it may stand there.

    mrml puts a component in the wrong place out all the same, broken.
    """
    inside_component = parent == "mjml" or parent.startswith("mj-")
    if not tag.is_component:
        if inside_component and parent not in _HOLD_HTML:
            return f"expected HTML in <mj-text> or <mj-raw>, found <{tag.name}> in <{parent}>"
        return ""
    known = COMPONENTS.get(tag.name)
    if known is None or (parent == "mj-attributes" and known.parents):
        return ""
    if parent in known.parents:
        return ""
    allowed = " or ".join(f"<{name}>" for name in sorted(known.parents)) or "no element"
    return f"expected <{tag.name}> in {allowed}, found it in <{parent}>"


def nesting_findings(markup: Markup) -> Iterator[Finding]:
    """Yield what is certainly wrong with the nesting of a template's tags."""
    tree = _tree(_items(markup.source, markup.tags))
    if tree is None:
        return
    ignored: frozenset[str] = frozenset()
    while True:
        walk = _Walk(markup.source, ignored)
        walk.report(walk.run(tree, ()))
        if walk.doubtful <= ignored:
            yield from walk.findings
            return
        ignored |= walk.doubtful
