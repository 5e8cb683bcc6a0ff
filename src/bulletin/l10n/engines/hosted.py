"""The services that deep-translator reaches: their keys, their limits and how they spell languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bulletin.l10n.engines.translator import Markup

_CHINESE = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh": "zh-CN"}
_BAIDU = {
    "ko": "kor", "ja": "jp", "fr": "fra", "es": "spa", "ar": "ara", "vi": "vie", "bg": "bul", "da": "dan", "et": "est",
    "fi": "fin", "ro": "rom", "sl": "slo", "sv": "swe", "zh-Hans": "zh", "zh-Hant": "cht",
}  # fmt: skip
_DEEPL_LATER = ("ar", "he", "ko", "nb", "th", "vi", "en-gb", "en-us", "pt-br", "pt-pt", "zh-hans", "zh-hant")
"""What the service has learnt since deep-translator's table was written (developers.deepl.com/docs)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """One service."""

    type: str
    """deep-translator's class."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Variable of the environment → the class's argument; each is needed."""
    optional: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    """Further arguments of the class."""
    limit: int
    """The longest text, in characters as an address writes them where the text travels in one."""
    encoded: bool = True
    """Whether it does."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 → the service's code, where they differ."""
    more: tuple[str, ...] = ()
    """Codes that deep-translator's table lacks."""
    by_key: bool = False
    """Whether that table has the codes as its keys."""
    regions: bool = True
    """Whether a source may name its region, as a target may."""
    markup: Markup = Markup.TOKENS


HOSTED: Mapping[str, Hosted] = {
    "google": Hosted(
        type="GoogleTranslator", limit=4900, aliases={**_CHINESE, "he": "iw", "jv": "jw", "nb": "no", "fil": "tl"}
    ),
    "deepl": Hosted(
        type="DeeplTranslator", keys={"DEEPL_API_KEY": "api_key"}, limit=4000, aliases={"no": "nb"}, more=_DEEPL_LATER,
        regions=False,
    ),
    "microsoft": Hosted(
        type="MicrosoftTranslator", keys={"MICROSOFT_API_KEY": "api_key"}, optional={"MICROSOFT_REGION": "region"},
        settings={"textType": "html"}, limit=10_000, encoded=False, aliases={"sr": "sr-Latn", "no": "nb"},
        markup=Markup.HTML,
    ),
    "papago": Hosted(
        type="PapagoTranslator", keys={"PAPAGO_CLIENT_ID": "client_id", "PAPAGO_CLIENT_SECRET": "secret_key"},
        limit=5000, encoded=False, aliases=_CHINESE, more=("de", "it", "ru"), by_key=True,
    ),
    "mymemory": Hosted(type="MyMemoryTranslator", limit=499, aliases=_CHINESE),
    "baidu": Hosted(
        type="BaiduTranslator", keys={"BAIDU_APPID": "appid", "BAIDU_APPKEY": "appkey"}, limit=4000, aliases=_BAIDU,
        more=("ru", "it"),
    ),
}  # fmt: skip
