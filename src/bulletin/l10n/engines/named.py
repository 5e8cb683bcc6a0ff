"""`engine_of`: an engine by its name, as `--engine` takes it. Keys come from the environment only."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from bulletin.errors import ConfigError
from bulletin.l10n.engines.apertium import Apertium
from bulletin.l10n.engines.calling import Calling, calling
from bulletin.l10n.engines.deep import Deep
from bulletin.l10n.engines.hosted import HOSTED
from bulletin.l10n.engines.http import Service, service_at
from bulletin.l10n.engines.libre import KEY, Libre
from bulletin.l10n.engines.translator import Translator

_WITH_ADDRESS: Mapping[str, Callable[[str, Mapping[str, str]], Translator]] = {
    "libre": lambda url, keys: Libre(service=Service(url=service_at(url, "libre")), key=keys.get(KEY, "").strip()),
    "apertium": lambda url, _: Apertium(service=Service(url=service_at(url, "apertium"))),
    "python": lambda path, _: calling(path),
}


def engine_of(
    name: str | Translator | Callable[[str, str, str], str], *, environ: Mapping[str, str] | None = None
) -> Translator:
    """Return an engine.

    `libre:URL` (LIBRE_API_KEY where the server wants one), `apertium:URL`, `python:module:function`, `google`,
    `deepl` (DEEPL_API_KEY), `microsoft` (MICROSOFT_API_KEY, and MICROSOFT_REGION where the key has one), `papago`
    (PAPAGO_CLIENT_ID, PAPAGO_CLIENT_SECRET), `mymemory`, `baidu` (BAIDU_APPID, BAIDU_APPKEY); or any function of
    (text, source, target), or an object that is an engine already. Raises ConfigError for an unknown name, a wrong
    address or a key that is not set.

    >>> engine_of("apertium:http://localhost:2737").markup
    <Markup.HTML: 'html'>
    """
    if not isinstance(name, str):
        return name if isinstance(name, Translator) else Calling(function=name)
    kind, _, rest = name.partition(":")
    keys = os.environ if environ is None else environ
    if make := _WITH_ADDRESS.get(kind):
        return make(rest, keys)
    if kind not in HOSTED:
        raise ConfigError(_unknown(kind))
    if rest:
        raise ConfigError(f"expected --engine {kind} alone, found more behind it; keys are read from the environment")
    return _hosted(kind, keys)


def engine_name(name: str) -> str:
    """Return what a catalog says of an engine: its name without address or function.

    >>> engine_name("libre:http://localhost:5000")
    'libre'
    """
    return name.partition(":")[0]


def _hosted(kind: str, environ: Mapping[str, str]) -> Deep:
    hosted = HOSTED[kind]
    missing = [variable for variable in hosted.keys if not environ.get(variable, "").strip()]
    if missing:
        raise ConfigError(f"{kind}: expected a key in the environment, found none; set {' and '.join(missing)}")
    named = {**hosted.keys, **hosted.optional}
    keys = {argument: value for variable, argument in named.items() if (value := environ.get(variable, "").strip())}
    return Deep(name=kind, hosted=hosted, keys=keys)


def _unknown(kind: str) -> str:
    names = [*(f"{name}:…" for name in _WITH_ADDRESS), *HOSTED]
    close = get_close_matches(kind, [*_WITH_ADDRESS, *HOSTED], 1)
    meant = f"; did you mean {close[0]}?" if close else ""
    # an unknown name is not shown at length: it may be a key in the wrong place
    return f"expected an engine ({', '.join(names)}), found {kind[:12]!r}{meant}"
