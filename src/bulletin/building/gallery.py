"""`gallery.html`: all editions of an issue side by side, for the people who make it. One file, no network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template
from typing import Any

from bulletin.inline import plain, plain_text
from bulletin.l10n.formatter import language_name
from bulletin.model.issue import Issue
from bulletin.packaged import packaged_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One edition in the gallery."""

    record: dict[str, Any]
    """What its `edition.json` holds."""
    html: str
    text: str


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
    mails = {each.record["locale"]: each.html for each in shown}
    return page.substitute(
        title=f"{newsletter} · {escape(issue.id)}",
        count=len(shown),
        cards="\n".join(_card(each) for each in shown),
        views="\n".join(_view(number, view, shown) for number, view in enumerate(_VIEWS)),
        texts="\n".join(_text(each) for each in shown),
        mails=json.dumps(mails, ensure_ascii=False).replace("<", "\\u003c"),
    )


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
        f"{f'<ul>{refused}{findings}</ul>' if refused or findings else ''}</section>"
    )


def _finding(finding: dict[str, str]) -> str:
    where = f"{finding['where']}: " if finding["where"] else ""
    return f"{where}{finding['text']}"


def _view(number: int, view: tuple[str, str, str, int, int], shown: Sequence[Shown]) -> str:
    device, scheme, title, width, height = view
    lazy = ' loading="lazy"' if len(shown) > _AT_ONCE else ""
    frames = "".join(
        f'<iframe class="{device}" data-locale="{escape(each.record["locale"])}" data-scheme="{scheme}" '
        f'title="{escape(each.record["locale"])}: {title}" width="{width}" height="{height}"{lazy} sandbox="allow-same-origin"></iframe>'
        for each in shown
    )
    return f'<div class="view v{number}"><h3>{title}</h3><div class="strip">{frames}</div></div>'


def _text(each: Shown) -> str:
    locale = escape(each.record["locale"])
    return f'<pre lang="{locale}" dir="{each.record["dir"]}" tabindex="0" aria-label="{locale}: text">{escape(each.text)}</pre>'
