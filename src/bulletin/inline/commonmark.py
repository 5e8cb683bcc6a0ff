"""The one home of markdown-it-py: CommonMark and tables, with braces and CJK-friendly emphasis."""

from collections.abc import Callable, MutableMapping
from functools import cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from bulletin.inline.braces import reference_at
from bulletin.inline.flanking import flanks, is_punctuation

__all__ = ["Token", "block_tokens", "inline_tokens"]


class _State(StateInline):
    """Inline state that judges delimiter runs by the CJK-friendly rule."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: FBT001, N802, N803 - their names
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before, after = self.src[start - 1 : start], self.src[end : end + 1]
        left, right = flanks(after, before), flanks(before, after)
        if canSplitWord:
            return Scanned(left, right, end - start)
        opens = left and (not right or is_punctuation(before))
        closes = right and (not left or is_punctuation(after))
        return Scanned(opens, closes, end - start)


class _Parser(ParserInline):
    """The inline parser, over that state."""

    def parse(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _brace(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of their rules
    """Read a reference before escapes and emphasis can touch it."""
    if state.src[state.pos] != "{":
        return False
    found = reference_at(state.src, state.pos)
    if found is None or found[1] > state.posMax:
        return False
    reference, end = found
    if not silent:
        token = state.push("reference", "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"reference": reference}
    state.pos = end
    return True


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser = _Parser()
    parser.ruler, parser.ruler2 = markdown.inline.ruler, markdown.inline.ruler2
    parser.ruler.before("escape", "reference", _brace)
    markdown.inline = parser
    markdown.normalizeLink = partial(_address, markdown.normalizeLink)  # type: ignore[method-assign]
    return markdown


def _address(encode: Callable[[str], str], address: str) -> str:
    """Encode an address as CommonMark does, but for the references in it."""
    stand_in = "ref"  # no end of it is a beginning, so that it is found only where it was put
    while stand_in in address:
        stand_in = stand_in.replace("e", "ee", 1)
    pieces: list[str] = []
    references: list[str] = []
    start = at = 0
    while (at := address.find("{", at)) >= 0:
        found = reference_at(address, at)
        if found:
            pieces.append(address[start:at])
            references.append(address[at : found[1]])
            start = found[1]
        at = found[1] if found else at + 1
    encoded = encode(stand_in.join([*pieces, address[start:]])).split(stand_in)
    if len(encoded) != len(references) + 1:  # a stand-in was drawn into the Punycode of a domain
        return encode(address)
    return "".join(text + reference for text, reference in zip(encoded, [*references, ""], strict=True))


def block_tokens(text: str) -> tuple[list[Token], dict[str, int]]:
    """Return the block tokens of a Markdown text, and its link reference definitions: label → line, from 0.

    Inline tokens hold their source in `content`, unread. Raw HTML comes out as `html_block`, for the caller to refuse.
    """
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    _markdown().block.parse(text, _markdown(), env, tokens)
    return tokens, {label: reference["map"][0] for label, reference in env.get("references", {}).items()}


def inline_tokens(text: str) -> list[Token]:
    """Return the inline tokens of one paragraph's source."""
    tokens: list[Token] = []
    _markdown().inline.parse(text, _markdown(), {}, tokens)
    return tokens
