"""Plural rules: ours agree with CLDR, and others' are compared by value, never run as code."""

import pytest
from babel import Locale
from babel.plural import to_python

from bulletin.l10n.po.plurals import plural_forms, plural_values

TAGS = ("ko", "ja", "zh", "vi", "th", "id", "en", "de", "es", "it", "pt", "fr", "nl", "sv", "da", "fi", "et", "hu", "tr", "el", "bg", "he", "hi",
        "ar", "cy", "ga", "pl", "ru", "uk", "be", "sr", "hr", "bs", "cs", "sk", "sl", "lt", "lv", "ro", "mt", "fa", "bn", "gu", "am", "zu", "ms")  # fmt: skip
ORDER = ("zero", "one", "two", "few", "many", "other")


@pytest.mark.parametrize("tag", TAGS)
def test_a_rule_parts_whole_numbers_as_cldr_does(tag: str) -> None:
    categories = [to_python(Locale.parse(tag).plural_form)(n) for n in range(1001)]
    used = [name for name in ORDER if name in categories]
    assert plural_values(plural_forms(tag)) == (len(used), tuple(used.index(name) for name in categories))


def test_a_rule_written_differently_is_the_same_rule() -> None:
    assert plural_values("nplurals=2; plural=n!=1") == plural_values(" nplurals = 2; plural = (n == 1) ? 0 : 1; ")


@pytest.mark.parametrize(
    "forms",
    ["", "nplurals=2", "nplurals=2; plural=n/0;", "nplurals=1; plural=1;", "nplurals=2; plural=__import__('os');",
     "nplurals=2; plural=n n;", "nplurals=2; plural=(n;", f"nplurals=2; plural={'(' * 900}n;", "nplurals=2; plural=n ? 1;"],
)  # fmt: skip
def test_what_is_no_rule_is_none(forms: str) -> None:
    assert plural_values(forms) is None
