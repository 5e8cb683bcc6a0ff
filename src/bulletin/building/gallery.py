"""`gallery.html`: all editions of an issue side by side, for the people who make it. One file, no network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from bulletin.building.task import Held, Shown
from bulletin.inline import plain, plain_text
from bulletin.model.issue import Issue
from bulletin.packaged import packaged_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A mail that is shown: an edition, or its draft beside it."""

    name: str
    """By which its frames find it."""
    edition: Shown
    mail: Held
    caption: str
    """What it is, where that is not plain: between drafts."""

    @property
    def locale(self) -> str:
        """The locale of the edition, escaped."""
        return escape(self.edition.record["locale"])


_VIEWS = (
    ("desktop", "light", "Desktop, light", 680, 900),
    ("phone", "light", "Phone, light", 375, 900),
    ("desktop", "dark", "Desktop, dark", 680, 900),
    ("phone", "dark", "Phone, dark", 375, 900),
)
"""Device, scheme, title, width and height of each frame in pixels."""
_AT_ONCE = 6
"""More editions than these are loaded as they are scrolled to."""


_PLACEHOLDER = re.compile(r"\$([a-z]+)")


def held(html: str, text: str) -> Held:
    """Return a mail as the page holds it."""
    script = json.dumps(html, ensure_ascii=False).replace("<", "\\u003c")
    return Held(html=script.encode(), text=escape(text).encode())


def gallery_page(issue: Issue, shown: Sequence[Shown]) -> bytes:
    """Return the page. Each mail is held once and shown in four frames, which cannot run scripts."""
    page = (packaged_folder("templates") / "gallery" / "gallery.html").read_text(encoding="utf-8")
    newsletter = escape(plain_text(plain(issue.newsletter.title)))
    pages = tuple(page for each in shown for page in _pages(each, named=any(other.draft for other in shown)))
    values: dict[str, Iterable[bytes]] = {
        "title": [f"{newsletter} · {escape(issue.id)}".encode()],
        "cards": ["\n".join(_card(each) for each in shown).encode()],
        "views": ["\n".join(_view(number, view, pages) for number, view in enumerate(_VIEWS)).encode()],
        "texts": _between(b"\n", map(_text, pages)),
        "mails": (b"{", *_between(b", ", map(_mail, pages)), b"}"),
    }
    made: list[bytes] = []
    for at, part in enumerate(_PLACEHOLDER.split(page)):
        made += values[part] if at % 2 else [part.encode()]
    return b"".join(made)


def _between(separator: bytes, groups: Iterable[Sequence[bytes]]) -> Iterator[bytes]:
    for at, group in enumerate(groups):
        if at:
            yield separator
        yield from group


def _pages(each: Shown, *, named: bool) -> tuple[_Page, ...]:
    """Return what is shown of an edition: it, and behind it its draft if it has one; with captions where `named`."""
    caption = ("would not be sent" if each.record["refused"] else "as it is sent") if named else ""
    page = _Page(name=each.record["locale"], edition=each, mail=each.mail, caption=caption)
    if each.draft is None:
        return (page,)
    return page, replace(
        page, name=f"{page.name} draft", mail=each.draft.mail, caption="draft, for the people who make it"
    )


def _frame(page: _Page) -> tuple[str, str]:
    """Return what stands before and behind what shows a page: its caption, if it has one."""
    if not page.caption:
        return "", ""
    language = escape(page.edition.language)
    kind = "draft" if page.name.endswith(" draft") else "real"
    caption = f'<figcaption dir="ltr"><bdi>{language}</bdi>: {escape(page.caption)}</figcaption>'
    return f'<figure class="{kind}">{caption}', "</figure>"


def _card(each: Shown) -> str:
    record = each.record
    locale = escape(record["locale"])
    refused = "".join(f"<li>{escape(reason)}</li>" for reason in record["refused"])
    findings = "".join(
        f"<li class={finding['severity']}>{escape(_finding(finding))}</li>" for finding in record["findings"]
    )
    size = record["bytes"]
    return (
        f'<section class="edition"><h2><bdi lang="{locale}">{escape(each.language)}</bdi> <code>{locale}</code>'
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
        f'{before}<iframe class="{device}" data-locale="{page.locale}" data-scheme="{scheme}" '
        f'data-mail="{escape(page.name)}" title="{escape(page.name)}: {title}" width="{width}" height="{height}"{lazy} '
        f'sandbox="allow-same-origin"></iframe>{after}'
        for page in pages
        for before, after in [_frame(page)]
    )
    return f'<div class="view v{number}"><h3>{title}</h3><div class="strip">{frames}</div></div>'


def _text(page: _Page) -> tuple[bytes, ...]:
    before, after = _frame(page)
    opening = f'<pre lang="{page.locale}" dir="{page.edition.record["dir"]}" tabindex="0" aria-label="{escape(page.name)}: text">'
    return f"{before}{opening}".encode(), page.mail.text, f"</pre>{after}".encode()


def _mail(page: _Page) -> tuple[bytes, ...]:
    """Return a mail as a member of the JSON object."""
    return json.dumps(page.name).encode(), b": ", page.mail.html
