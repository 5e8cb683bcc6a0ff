"""Markdown → blocks. One function a kind of token; the stream is read once, from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import unquote

from bulletin.errors import raise_for
from bulletin.inline.commonmark import Token, block_tokens, inline_tokens
from bulletin.model.blocks import Align, Block, Divider, Heading, Image, Item, List, Paragraph, Quote, Row, Table
from bulletin.model.origin import Origin, line_among
from bulletin.sources.faults import Faults
from bulletin.sources.fences import read_fence
from bulletin.sources.kinds import Kind
from bulletin.sources.pictures import is_remote
from bulletin.sources.texts import check_address, check_inline

_NOTE = re.compile(r"<!--\s*translators:((?:(?!-->).)*)-->", re.DOTALL)
_HARD_BREAK = re.compile(r"(?: +|(?<!\\)((?:\\\\)*)\\)$")
_ESCAPE = re.compile(r"\\([!-/:-@\[^-`|~])")
"""A Markdown escape, but for those of braces and backslashes, which plain fields read themselves."""


@dataclass(slots=True)
class _Reader:
    """The state of one reading."""

    tokens: list[Token]
    faults: Faults
    offset: int
    """Lines of the file before the Markdown."""
    kinds: Mapping[str, Kind]
    position: int = 0
    note: str = ""
    """The translators' comment that waits for its block."""
    blocks_by_token: dict[str, Callable[[Token], Block | None]] = field(default_factory=dict)

    def line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + 1 + self.offset

    def origin(self, token: Token) -> Origin:
        return Origin(file=self.faults.file, line=self.line(token))

    def take_note(self) -> str:
        note, self.note = self.note, ""
        return note

    def next(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    # ---- one block each; the opening token has been taken -------------------------------------------------

    def blocks(self, end: str = "") -> tuple[Block, ...]:
        """Read blocks up to the token of type `end`, which is taken."""
        found: list[Block] = []
        while self.position < len(self.tokens):
            token = self.next()
            if token.type == end:
                break
            block = self.block(token)
            if block is not None:
                found.append(block)
        return tuple(found)

    def block(self, token: Token) -> Block | None:
        match token.type:
            case "paragraph_open":
                return self.paragraph(token)
            case "heading_open":
                text = self.text(token)
                self.next()
                level = max(int(token.tag[1]) - 1, 1)
                return Heading(text=text, level=min(level, 3), translators=self.take_note(), origin=self.origin(token))
            case "blockquote_open":
                return self.quote(token)
            case "bullet_list_open" | "ordered_list_open":
                return self.list(token)
            case "table_open":
                return self.table(token)
            case "hr":
                return Divider(translators=self.take_note(), origin=self.origin(token))
            case "fence" | "code_block":
                return self.fence(token)
            case "html_block":
                self.html(token)
                return None
        raise AssertionError(f"unexpected token {token.type}")  # pragma: no cover - all block rules are above

    def text(self, opening: Token) -> str:
        """Take an inline token and return its source, having read it for its faults."""
        inline = self.next()
        check_inline(inline.content, self.line(inline if inline.map else opening), self.faults)
        return inline.content

    def paragraph(self, token: Token) -> Block:
        content = self.tokens[self.position].content
        if content.startswith(("![", "[![")) and (image := self.image(content, token)) is not None:
            self.position += 2
            return image
        text = self.text(token)
        self.next()
        return Paragraph(text=text, translators=self.take_note(), origin=self.origin(token))

    def image(self, content: str, token: Token) -> Image | None:
        """Return the picture that a paragraph consists of, linked or not; None where there is more to it."""
        tokens = inline_tokens(content)
        link = str(tokens[0].attrs["href"]) if tokens[0].type == "link_open" else ""
        if link and tokens[-1].type == "link_close":
            tokens = tokens[1:-1]
        if len(tokens) != 1 or tokens[0].type != "image":
            return None
        alt = _ESCAPE.sub(r"\1", tokens[0].content).strip()
        if not alt:
            self.faults.add_near(
                "alt-missing", "expected words for those who cannot see the picture, found none; write ![what it shows](…)",
                self.line(token), "![",
            )  # fmt: skip
        if link:
            check_address(link, self.line(token), self.faults)
        caption, src = str(tokens[0].attrs.get("title", "")), str(tokens[0].attrs["src"])
        check_inline(caption, self.line(token), self.faults)
        return Image(
            src=src if is_remote(src) else unquote(src), alt=alt, caption=caption, link=link,
            translators=self.take_note(), origin=self.origin(token),
        )  # fmt: skip

    def quote(self, token: Token) -> Quote:
        note = self.take_note()
        paragraphs: list[str] = []
        lines: dict[str, int] = {}
        while (inner := self.next()).type != "blockquote_close":
            if inner.type == "paragraph_open":
                lines[f"text.{len(paragraphs)}"] = self.line(inner)
                paragraphs.append(self.text(inner))
                self.next()
            else:
                self.block(inner)
                self.faults.add(
                    "quote", "expected paragraphs in a quote, found something else; move it out", self.line(inner)
                )
        speaker, role = "", ""
        if paragraphs:
            head, _, last = paragraphs[-1].rpartition("\n")
            if last.startswith("—"):
                speaker, _, role = _ESCAPE.sub(r"\1", last.removeprefix("—")).strip().partition(",")
                head = _HARD_BREAK.sub(r"\1", head)
                lines["speaker"] = lines["role"] = lines[f"text.{len(paragraphs) - 1}"] + paragraphs[-1].count("\n")
                paragraphs[-1:] = [head] if head else []
        if not paragraphs:
            self.faults.add(
                "quote", "expected the words of a quote, found none; write them above the speaker", self.line(token)
            )
        return Quote(
            text=tuple(paragraphs),
            speaker=speaker.strip(),
            role=role.strip(),
            translators=note,
            origin=replace(self.origin(token), line_of=partial(line_among, lines)),
        )

    def list(self, token: Token) -> List:
        note = self.take_note()
        closing = token.type.replace("open", "close")
        items: list[Item] = []
        while (inner := self.next()).type != closing:
            while self.tokens[self.position].type == "html_block":
                self.html(self.next())
            note = " ".join(filter(None, [note, self.take_note()]))
            opening, text = self.tokens[self.position], ""
            if opening.type == "paragraph_open":
                self.next()
                text = self.text(opening)
                self.next()
            items.append(Item(text=text, blocks=self.blocks("list_item_close"), origin=self.origin(inner)))
        ordered = token.type.startswith("ordered")
        start = int(token.attrs.get("start", 1)) if ordered else 1
        return List(items=tuple(items), ordered=ordered, start=start, translators=note, origin=self.origin(token))

    def table(self, token: Token) -> Table:
        note = self.take_note()
        rows: list[Row] = []
        cells: list[str] = []
        align: list[Align] = []
        row = self.origin(token)
        while (inner := self.next()).type != "table_close":
            if inner.type == "tr_open":
                row = self.origin(inner)
            elif inner.type in {"th_open", "td_open"}:
                cells.append(self.text(inner))
                if inner.type == "th_open":
                    align.append(_align(str(inner.attrs.get("style", ""))))
            elif inner.type == "tr_close":
                rows.append(Row(cells=tuple(cells), origin=row))
                cells = []
        columns = tuple(align) if any(align) else ()
        return Table(head=rows[0], rows=tuple(rows[1:]), align=columns, translators=note, origin=self.origin(token))

    def fence(self, token: Token) -> Block | None:
        line = self.line(token)
        if token.type == "fence" and not self.is_closed(token):
            self.faults.add(
                "fence-open", f"expected {token.markup} on a line of its own below, found the end; write it to close this block",
                line, 1,
            )  # fmt: skip
            return None
        first = token.content.split("\n", 1)[0]
        indent = max(self.faults.lines[line].find(first), 0) if token.level and line < len(self.faults.lines) else 0
        return read_fence(
            token.info, token.content, line=line, indent=indent, translators=self.take_note(), faults=self.faults,
            kinds=self.kinds,
        )  # fmt: skip

    def is_closed(self, token: Token) -> bool:
        if token.map is None or token.map[0] + 1 == token.map[1]:
            return False
        last = self.faults.lines[self.offset + token.map[1] - 1].lstrip(" >-*+0123456789.)\t")
        return last.startswith(token.markup) and not last.strip().strip(token.markup[0])

    def html(self, token: Token) -> None:
        comment = _NOTE.fullmatch(token.content.strip())
        if comment:
            self.note = " ".join(filter(None, [self.note, " ".join(comment[1].split())]))
            return
        found = token.content.strip().split("\n")[0][:60]
        self.faults.add_near(
            "raw-html",
            f"expected Markdown, found raw HTML {found!r}; write it in Markdown (of comments only <!-- translators: … --> is read)",
            self.line(token), found,
        )  # fmt: skip


def _align(style: str) -> Align:
    for align in ("left", "center", "right"):
        if style.endswith(align):
            return align
    return ""


def read_blocks(
    text: str, faults: Faults, *, offset: int = 0, kinds: Mapping[str, Kind] | None = None
) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text; record its faults at their lines, `offset` lines further down."""
    tokens, references = block_tokens(text)
    for label, line in references.items():
        faults.add(
            "reference", f"expected addresses in the links themselves, found a reference [{label}]; write [words](https://…)",
            line + 1 + offset, 1,
        )  # fmt: skip
    return _Reader(tokens, faults, offset, kinds or {}).blocks()


def markdown(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text written in a script.

    Raises ContentError with every fault, at its line and column.

    >>> [block.kind for block in markdown("Hello *you*.")]
    ['paragraph']
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = Faults("markdown", text)
    blocks = read_blocks(text, faults)
    raise_for(faults.findings)
    return blocks
