"""Editions of one issue share what was read of it, and are what each would be alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import issues

from bulletin.l10n import messages as counting
from bulletin.l10n import source_texts as reading
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import counted_messages, messages
from bulletin.l10n.source_texts import source_texts
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue

LOCALES = ("ko", "cy", "de")


def catalog(issue: Issue, locale: str, lacking: int) -> Catalog:
    """Return a catalog in which one text in so many has no translation."""
    entries = (
        Entry(context=message.context, msgid=message.msgid, msgstr=("" if at % lacking == 0 else message.msgid,))
        for at, message in enumerate(messages(issue), 1)
    )
    return Catalog(locale=locale, entries=tuple(entries))


def editions(issue: Issue, lacking: int, *, apart: bool) -> list[Edition]:
    made: list[Edition] = []
    for locale in LOCALES:
        if apart:
            reading._texts_of.cache_clear()
            counting._counted.cache_clear()
        made += [
            localise(issue, [catalog(issue, locale, lacking)], locale=locale, draft=draft) for draft in (False, True)
        ]
    return made


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(issue=issues(), lacking=st.sampled_from([2, 7, 1000]))
def test_an_edition_is_the_same_after_others_of_its_issue(issue: Issue, lacking: int) -> None:
    assert editions(issue, lacking, apart=False) == editions(issue, lacking, apart=True)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(issues())
def test_an_equal_issue_is_read_for_itself(issue: Issue) -> None:
    other = replace(issue)
    assert source_texts(issue) is source_texts(issue)
    assert source_texts(issue) is not source_texts(other)
    assert counted_messages(issue) is counted_messages(issue)
    assert counted_messages(other) == counted_messages(issue)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(issues())
def test_what_is_counted_are_the_messages(issue: Issue) -> None:
    for counted, told in zip(counted_messages(issue), messages(issue), strict=True):
        assert replace(counted, notes=()) == replace(told, notes=())
