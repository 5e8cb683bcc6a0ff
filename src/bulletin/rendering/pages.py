"""`web_page`: a page for a browser, of a template in `templates/web`, in the colours and the fonts of a theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bulletin.l10n.words import InterfaceWords
from bulletin.packaged import packaged_folder
from bulletin.rendering.environment import Jinja, page_environment, run, template
from bulletin.rendering.given import language
from bulletin.rendering.theme import Theme


@dataclass(frozen=True, slots=True)
class _Lookup:
    """A way to look words up, as templates may call it."""

    function: Callable[..., Any]
    for_templates = True

    def __call__(self, *args: Any, **names: Any) -> Any:
        return self.function(*args, **names)


@cache
def _pages() -> Jinja:
    return page_environment(packaged_folder("templates") / "web")


def web_page(name: str, theme: Theme, words: InterfaceWords, given: Mapping[str, Any]) -> str:
    """Return the page that the template `name`.html.j2 makes of what it is `given`, every text escaped.

    It holds one `<style>`, asks for no other file and has no script. Raises RenderError where the template is at fault.
    """
    looked_up = {"_": _Lookup(words.gettext), "pgettext": _Lookup(words.pgettext), "ngettext": _Lookup(words.ngettext)}
    base = {"theme": theme.literals(), **language(words.locale, theme), **looked_up}
    return run(template(_pages(), f"{name}.html.j2"), {**base, **given})
