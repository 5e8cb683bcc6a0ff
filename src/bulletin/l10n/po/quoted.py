"""One quoted string of a PO file → its characters, or what is wrong with it."""

from __future__ import annotations

import re

from bulletin.l10n.po.faults import PoFaults

_WHOLE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CURLY = "“”„‟‘’‚«»「」『』＂"
_LAST_ASCII = 0x7F


def unquoted(quoted: str, line: int, column: int, faults: PoFaults, *, last: bool) -> str:
    """Return what stands between the quotes, escapes resolved.

    `last` says that the file ends right behind it, without a line end. Where something is wrong it is recorded.
    """
    if "\\" not in quoted and quoted.count('"') == 2 and quoted[0] == quoted[-1] == '"':  # noqa: PLR2004 - both quotes
        return quoted[1:-1]
    match = _WHOLE.fullmatch(quoted)
    if match is None:
        _explain(quoted, line, column, faults, last=last)
        return ""
    return _ESCAPE.sub(lambda escape: _resolved(escape, line, column, faults), match[1])


def _resolved(escape: re.Match[str], line: int, column: int, faults: PoFaults) -> str:
    octal, hexadecimal, letter = escape.groups()
    here = column + 1 + escape.start()
    if letter is not None:
        if letter not in _ESCAPES:
            faults.add("escape", f'expected an escape such as \\n, \\t, \\" or \\\\, found \\{letter}; '
                       f"write \\\\{letter} for a backslash", line, here)  # fmt: skip
        return _ESCAPES.get(letter, "")
    code = int(octal, 8) if octal else int(hexadecimal, 16)
    if not 0 < code <= _LAST_ASCII:
        what = "a NUL character" if code == 0 else "a byte of some other encoding"
        faults.add("escape", f"expected characters, found {escape[0]}, {what}; write the character itself", line, here)
        return ""
    return chr(code)


def _explain(quoted: str, line: int, column: int, faults: PoFaults, *, last: bool) -> None:
    """Record why a string is none."""
    end = column + len(quoted) - 1
    opened = _WHOLE.match(quoted)
    if quoted[0] in _CURLY or (opened is None and quoted[-1] in _CURLY and len(quoted) > 1):
        at = column if quoted[0] in _CURLY else end
        faults.add(
            "curly-quotes", f'expected straight quotes round a text, found {quoted[at - column]}; write "…"', line, at
        )
    elif quoted[0] != '"':
        faults.add("junk", f'expected a text in quotes, found {quoted[:20]!r}; write "…"', line, column)
    elif opened is not None and not any(map(str.isalnum, rest := quoted[opened.end() :])) and '"' not in rest:
        at = column + opened.end() + len(rest) - len(rest.lstrip())
        found = f"expected the line to end behind the closing quote, found {rest.strip()!r}"
        faults.add("junk", f"{found}; delete it", line, at)
    elif opened is not None:
        at = column + opened.end() - 1
        faults.add(
            "inner-quote",
            r"expected the text to end with the line, found a quote inside it; write \" for a quote",
            line,
            at,
        )
    elif last:
        faults.add(
            "cut-off",
            "expected the end of a text, found the end of the file: it was cut off; ask for it again",
            line,
            end,
        )
    elif quoted.endswith('"') and len(quoted) > 1:
        found = r"expected a quote to end the text, found \" at its end, which is a character of the text"
        faults.add("backslash", rf"{found}; write \\ for a backslash, or delete it", line, end - 1)
    else:
        advice = 'write " at the end of the text'
        faults.add("unterminated", f"expected a quote, found the end of the line; {advice}", line, end + 1)
