"""Plural rules as gettext writes them (GNU gettext manual §11.2.6): read without ever running them as code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import add, eq, floordiv, ge, gt, le, lt, mod, mul, ne, sub

_TOKEN = re.compile(r"\s*(?:([0-9]{1,9})|(n)|(&&|\|\||==|!=|<=|>=|[<>!?:()%*/+-]))")
_FORMS = re.compile(r"nplurals\s*=\s*([0-9]{1,2})\s*;\s*plural\s*=\s*(.+?)\s*;?\s*", re.DOTALL)
_LONGEST = 1000
_NUMBERS = range(1001)
"""Rules that agree on these agree on everything that people count."""
_BINARY = (
    ("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"),
)  # fmt: skip
"""C's operators, those that bind least first."""

_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "||": lambda left, right: bool(left or right), "&&": lambda left, right: bool(left and right),
    "==": eq, "!=": ne, "<": lt, ">": gt, "<=": le, ">=": ge, "+": add, "-": sub, "*": mul, "/": floordiv, "%": mod,
}  # fmt: skip

_ONE = "nplurals=1; plural=0;"
_TWO = "nplurals=2; plural=(n != 1);"
_ABOVE_ONE = "nplurals=2; plural=(n > 1);"
_EAST = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
_WEST = "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"
_RULES = {
    **dict.fromkeys(("ko", "ja", "zh", "vi", "th", "id", "ms", "lo", "km", "my", "yo"), _ONE),
    **dict.fromkeys(("fr", "pt", "hy", "am", "bn", "fa", "gu", "hi", "kn", "mr", "zu", "pa", "ti"), _ABOVE_ONE),
    **dict.fromkeys(("ru", "uk", "be", "sr", "hr", "bs"), _EAST),
    **dict.fromkeys(("cs", "sk"), _WEST),
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "he": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "ga": "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n>=3 && n<=6 ? 2 : n>=7 && n<=10 ? 3 : 4);",
    "lt": "nplurals=3; plural=(n%10==1 && (n%100<11 || n%100>19) ? 0 : "
    "n%10>=2 && n%10<=9 && (n%100<11 || n%100>19) ? 1 : 2);",
    "lv": "nplurals=3; plural=(n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 && n%100!=11 ? 1 : 2);",
    "ro": "nplurals=3; plural=(n==1 ? 0 : n==0 || n%100>=1 && n%100<=19 ? 1 : 2);",
    "sl": "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    "mt": "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n==0 || n%100>=3 && n%100<=10 ? 2 : "
    "n%100>=11 && n%100<=19 ? 3 : 4);",
}
"""CLDR 46, plurals.xml, for whole numbers, categories in CLDR's order. A language that is absent has one and other."""


def plural_forms(locale: str) -> str:
    """Return the `Plural-Forms` of a locale, BCP 47.

    >>> plural_forms("ko"), plural_forms("en-GB")
    ('nplurals=1; plural=0;', 'nplurals=2; plural=(n != 1);')
    """
    return _TWO if locale == "pt-PT" else _RULES.get(locale.split("-", maxsplit=1)[0], _TWO)


@lru_cache(maxsize=64)
def plural_values(forms: str) -> tuple[int, tuple[int, ...]] | None:
    """Return how many forms a `Plural-Forms` header has, and which of them 0 to 1000 take; None where it is no rule.

    >>> plural_values("nplurals=2; plural=n>1;")[1][:4]
    (0, 0, 1, 1)
    """
    match = _FORMS.fullmatch(forms.strip())
    if match is None or len(forms) > _LONGEST:
        return None
    try:
        tokens = _tokens(match[2])
        values = tuple(_Rule(tokens, n).value() for n in _NUMBERS)
    except (ValueError, ZeroDivisionError, RecursionError, IndexError):
        return None
    count = int(match[1])
    return (count, values) if all(0 <= value < count for value in values) else None


def _tokens(expression: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    while expression[position:].strip():
        match = _TOKEN.match(expression, position)
        if match is None:
            raise ValueError(expression)
        tokens.append(match[0].strip())
        position = match.end()
    return tokens


@dataclass(slots=True)
class _Rule:
    """One reading of a rule for one number."""

    tokens: list[str]
    n: int
    position: int = 0

    def value(self) -> int:
        found = self.choice()
        if self.position != len(self.tokens):
            raise ValueError(self.tokens)
        return found

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.tokens[self.position]
        if expected and token != expected:
            raise ValueError(token)
        self.position += 1
        return token

    def choice(self) -> int:
        condition = self.binary(0)
        if self.peek() != "?":
            return condition
        self.take()
        yes = self.choice()
        self.take(":")
        no = self.choice()
        return yes if condition else no

    def binary(self, level: int) -> int:
        if level == len(_BINARY):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek() in _BINARY[level]:
            operator = self.take()
            left = _apply(operator, left, self.binary(level + 1))
        return left

    def unary(self) -> int:
        match token := self.take():
            case "!":
                return int(not self.unary())
            case "(":
                found = self.choice()
                self.take(")")
                return found
            case "n":
                return self.n
        return int(token)


def _apply(operator: str, left: int, right: int) -> int:
    return int(_OPERATIONS[operator](left, right))
