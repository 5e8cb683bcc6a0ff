r"""References in braces: `{fund}`, `{reader.name|friend}`, `{reader.name:Dear …|Dear reader}`; `\{` is a brace.

A brace that opens no well-formed reference is a brace: the grammar below is all there is.
"""

import re

from bulletin.inline.spans import Slot, Span, Spans, Text, ValueRef, joined

_REFERENCE = re.compile(
    r"""\{(?:
        reader\.(?P<slot>[a-z_][A-Za-z0-9_]*)
        (?: :(?P<before>[^{}|…\n]*)…(?P<after>[^{}|…\n]*) )?
        (?: \|(?P<fallback>[^{}|\n]*) )?
      | (?P<value>[a-z][a-z0-9_]*)
    )\}""",
    re.VERBOSE,
)

_PLAIN = re.compile(r"\\(?P<escaped>[{}\\])|(?P<reference>\{)")


def reference_at(text: str, position: int) -> tuple[ValueRef | Slot, int] | None:
    """Return the reference that opens at `position` and the position behind it, or None.

    >>> reference_at("worth {fund}.", 6)
    (ValueRef(name='fund'), 12)
    """
    match = _REFERENCE.match(text, position)
    if match is None:
        return None
    if value := match["value"]:
        return ValueRef(value), match.end()
    slot = Slot(
        name=match["slot"],
        fallback=match["fallback"] or "",
        before=match["before"] or "",
        after=match["after"] or "",
    )
    return slot, match.end()


def plain(text: str | Spans) -> Spans:
    r"""Read a field that knows values and slots but no markup: a subject, an `alt`, an address.

    >>> plain("Dear {reader.name|friend}").parts
    (Text(text='Dear '), Slot(name='name', fallback='friend', before='', after='', place=<SlotPlace.PLAIN: 'plain'>))
    >>> plain(r"a \{brace} of 5 * 3").parts
    (Text(text='a {brace} of 5 * 3'),)
    """
    if isinstance(text, Spans):
        return text
    if "{" not in text and "\\" not in text:
        return joined(text)
    pieces: list[Span] = []
    position = 0
    while (match := _PLAIN.search(text, position)) is not None:
        pieces.append(Text(text[position : match.start()]))
        found = reference_at(text, match.start()) if match["reference"] else None
        piece, position = found or (Text(match["escaped"] or "{"), match.end())
        pieces.append(piece)
    pieces.append(Text(text[position:]))
    return joined(*pieces)
