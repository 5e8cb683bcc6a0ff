"""The HTML that may stand in `mj-text`, `mj-raw` and flowing templates: what mail clients keep, nothing that acts."""

from __future__ import annotations

VOID = frozenset({"br", "col", "hr", "img", "meta", "wbr"})
"""Elements without an end tag (WHATWG HTML §13.1.2)."""

EVERYWHERE = frozenset({"class", "dir", "id", "lang", "role", "style", "title", "translate"})
"""Attributes of every element; `aria-*` and `data-*` are known as well."""

_CELL = "width height align valign colspan rowspan bgcolor background scope headers nowrap"
_ATTRIBUTES = {
    "a": "href target rel name",
    "abbr": "", "address": "", "b": "", "bdi": "", "bdo": "", "big": "", "blockquote": "cite",
    "br": "clear", "caption": "align", "center": "", "cite": "", "code": "",
    "col": "span width align valign", "colgroup": "span width align valign",
    "dd": "", "del": "cite datetime", "dfn": "", "div": "align", "dl": "", "dt": "", "em": "",
    "figcaption": "", "figure": "", "font": "color face size",
    "h1": "align", "h2": "align", "h3": "align", "h4": "align", "h5": "align", "h6": "align",
    "hr": "align color noshade size width", "i": "",
    "img": "src srcset sizes alt width height border align hspace vspace",
    "ins": "cite datetime", "kbd": "", "li": "type value", "mark": "",
    "meta": "name content",
    "ol": "start type reversed", "p": "align", "pre": "", "q": "cite",
    "rp": "", "rt": "", "ruby": "", "s": "", "samp": "", "small": "", "span": "", "strike": "", "strong": "",
    "sub": "", "sup": "",
    "table": "align background bgcolor border cellpadding cellspacing height summary width",
    "tbody": "align valign", "td": _CELL, "tfoot": "align valign", "th": _CELL, "thead": "align valign",
    "time": "datetime", "tr": "align bgcolor height valign",
    "tt": "", "u": "", "ul": "type", "var": "", "wbr": "",
}  # fmt: skip

ELEMENTS: dict[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in _ATTRIBUTES.items()}
"""Element → its own attributes."""

_SCRIPTS = "mail clients drop it, and filters hold it against the sender"
_REMOTE = "it loads what is not in the message"
_FORMS = "forms do not work in mail: link to one"
DANGEROUS: dict[str, str] = {
    **dict.fromkeys(("script", "noscript", "template", "slot"), _SCRIPTS),
    **dict.fromkeys(("iframe", "frame", "frameset", "object", "embed", "applet", "param", "link", "base"), _REMOTE),
    **dict.fromkeys(("audio", "video", "source", "track", "picture", "map", "area"), _REMOTE),
    **dict.fromkeys(
        ("form", "input", "button", "select", "option", "textarea", "label", "fieldset", "output", "datalist"), _FORMS
    ),
    **dict.fromkeys(("svg", "math", "canvas"), "many clients drop it: use a picture"),
    **dict.fromkeys(("html", "head", "body", "title"), "MJML makes it"),
    "style": "use <mj-style> in the head, or the `style` attribute",
    "marquee": "text that moves cannot be read by all",
    "blink": "text that blinks cannot be read by all",
}
"""Elements that templates must do without, and why."""
