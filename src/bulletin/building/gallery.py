"""`gallery.html`: all editions of an issue side by side, for the people who make it. One file, no network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from string import Template
from typing import Any

from bulletin.building.task import Shown
from bulletin.inline import plain, plain_text
from bulletin.l10n.formatter import language_name
from bulletin.model.issue import Issue
from bulletin.packaged import packaged_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A mail that is shown: an edition, or its draft beside it."""

    name: str
    """By which its frames find it."""
    record: dict[str, Any]
    html: str
    text: str
    caption: str
    """What it is, where that is not plain: between drafts."""


_VIEWS = (
    ("desktop", "light", "Desktop, light", 680, 900),
    ("phone", "light", "Phone, light", 375, 900),
    ("desktop", "dark", "Desktop, dark", 680, 900),
    ("phone", "dark", "Phone, dark", 375, 900),
)
"""Device, scheme, title, width and height of each frame in pixels."""
_AT_ONCE = 6
"""More editions than these are loaded as they are scrolled to."""


def gallery_page(issue: Issue, shown: Sequence[Shown]) -> str:
    """Return the page. Each mail is held once and shown in four frames, which cannot run scripts."""
    page = Template((packaged_folder("templates") / "gallery" / "gallery.html").read_text(encoding="utf-8"))
    newsletter = escape(plain_text(plain(issue.newsletter.title)))
    pages = tuple(page for each in shown for page in _pages(each, named=any(other.draft for other in shown)))
    mails = {page.name: page.html for page in pages}
    return page.substitute(
        title=f"{newsletter} · {escape(issue.id)}",
        count=len(shown),
        cards="\n".join(_card(each) for each in shown),
        views="\n".join(_view(number, view, pages) for number, view in enumerate(_VIEWS)),
        texts="\n".join(_text(page) for page in pages),
        mails=json.dumps(mails, ensure_ascii=False).replace("<", "\\u003c"),
    )


def _pages(each: Shown, *, named: bool) -> tuple[_Page, ...]:
    """Return what is shown of an edition: it, and behind it its draft if it has one; with captions where `named`."""
    locale = each.record["locale"]
    caption = ("would not be sent" if each.record["refused"] else "as it is sent") if named else ""
    page = _Page(name=locale, record=each.record, html=each.html, text=each.text, caption=caption)
    if each.draft is None:
        return (page,)
    name, draft = f"{locale} draft", each.draft
    return page, replace(page, name=name, html=draft.html, text=draft.text, caption="draft, for the people who make it")


def _framed(page: _Page, shown: str) -> str:
    """Return what shows a page, with its caption if it has one."""
    if not page.caption:
        return shown
    language = escape(language_name(page.record["locale"]))
    kind = "draft" if page.name.endswith(" draft") else "real"
    return f'<figure class="{kind}"><figcaption dir="ltr"><bdi>{language}</bdi>: {escape(page.caption)}</figcaption>{shown}</figure>'


def _card(each: Shown) -> str:
    record = each.record
    locale = escape(record["locale"])
    refused = "".join(f"<li>{escape(reason)}</li>" for reason in record["refused"])
    findings = "".join(
        f"<li class={finding['severity']}>{escape(_finding(finding))}</li>" for finding in record["findings"]
    )
    size = record["bytes"]
    return (
        f'<section class="edition"><h2><bdi lang="{locale}">{escape(language_name(record["locale"]))}</bdi> <code>{locale}</code>'
        f"{' <b class=refused>would not be sent</b>' if refused else ''}</h2>"
        f'<p class="subject" lang="{locale}" dir="auto">{escape(record["subject"])}</p>'
        f'<p class="preheader" lang="{locale}" dir="auto">{escape(record["preheader"])}</p>'
        f'<p class="size">HTML {size["html"] / 1000:.1f} kB · text {size["text"] / 1000:.1f} kB · '
        f"message {size['message'] / 1000:.0f} kB · {record['words']['total']:,} words</p>"
        f'<p class="files"><a href="{locale}/email.html">email.html</a> <a href="{locale}/email.txt">email.txt</a> '
        f'<a href="{locale}/email.eml">email.eml</a> <a href="{locale}/index.html">web copy</a></p>'
        f"{_draft_of(each)}"
        f"{f'<ul>{refused}{findings}</ul>' if refused or findings else ''}</section>"
    )


def _draft_of(each: Shown) -> str:
    """Return where the draft of an edition is, and what in it is not reviewed."""
    if each.draft is None:
        return ""
    record = each.draft.record
    states = " · ".join(f"{count} {escape(state)}" for state, count in record["texts"].items())
    return (
        f'<p class="files"><a href="{escape(record["html"])}">draft.html</a> '
        f'<a href="{escape(record["text"])}">draft.txt</a> {f"not reviewed: {states}" if states else "every text is reviewed"}</p>'
    )


def _finding(finding: dict[str, str]) -> str:
    where = f"{finding['where']}: " if finding["where"] else ""
    return f"{where}{finding['text']}"


def _view(number: int, view: tuple[str, str, str, int, int], pages: Sequence[_Page]) -> str:
    device, scheme, title, width, height = view
    lazy = ' loading="lazy"' if len(pages) > _AT_ONCE else ""
    frames = "".join(
        _framed(
            page,
            f'<iframe class="{device}" data-locale="{escape(page.record["locale"])}" data-scheme="{scheme}" '
            f'data-mail="{escape(page.name)}" title="{escape(page.name)}: {title}" width="{width}" height="{height}"{lazy} '
            'sandbox="allow-same-origin"></iframe>',
        )
        for page in pages
    )
    return f'<div class="view v{number}"><h3>{title}</h3><div class="strip">{frames}</div></div>'


def _text(page: _Page) -> str:
    locale, name = escape(page.record["locale"]), escape(page.name)
    opening = f'<pre lang="{locale}" dir="{page.record["dir"]}" tabindex="0" aria-label="{name}: text">'
    return _framed(page, f"{opening}{escape(page.text)}</pre>")
