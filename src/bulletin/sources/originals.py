"""`[original]` in a fence: the block's texts in the language in which they were first said or written.

::

    ```quote
    text = "The same tide stands in both our streets."
    speaker = "A guest from Busan"

    [original]
    locale = "ko"
    text = "같은 물때가 두 도시의 거리를 적십니다."
    ```
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field, fields, make_dataclass
from typing import Any, get_type_hints

from bulletin.model.issue import Article
from bulletin.model.languages import same_language
from bulletin.model.marks import Form
from bulletin.model.original import Original
from bulletin.model.own_words import blocks_with_original
from bulletin.sources.faults import Faults
from bulletin.sources.scalars import Locale
from bulletin.sources.shapes import Shape
from bulletin.sources.toml import Toml


def with_original(kind: str, fence: type[Shape], forms: Mapping[str, Form]) -> type[Shape]:
    """Return the shape of a fence that may hold a table `original` beside what `fence` holds.

    `forms` are those of the block's texts, by name. A text that the block needs its original needs too; an address, and
    what the block can do without, is taken from the translation where the original does not give it.
    """
    called = kind.title().replace("-", "")
    hints = get_type_hints(fence, include_extras=True)
    own = [each for each in fields(fence) if each.name in forms and each.name != "locale"]
    needed = [each.name for each in own if forms[each.name] is not Form.ADDRESS and _is_required(each)]
    spared = [(each.name, hints[each.name] | None, field(default=None)) for each in own if each.name not in needed]
    table = make_dataclass(
        f"{called}Original", [("locale", Locale), *((name, hints[name]) for name in needed), *spared],
        bases=(Shape,), kw_only=True, namespace={"__doc__": f"[original] of a {kind} fence.", "__module__": __name__},
    )  # fmt: skip
    return make_dataclass(
        f"{called}Fence", [("original", table | None, field(default=None))],
        bases=(fence,), kw_only=True, namespace={"__doc__": fence.__doc__, "__module__": __name__},
    )  # fmt: skip


def _is_required(each: Any) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def original_of(table: Any, toml: Toml, faults: Faults) -> Original | None:
    """Return what a table `original` holds, or record that it holds nothing but its locale."""
    if table is None:
        return None
    given = {name: value for name, value in vars(table).items() if value is not None}
    if len(given) == 1:
        texts = ", ".join(name for name in vars(table) if name != "locale")
        said = f"expected a text in {table.locale!r} under [original], found none; write one of {texts}, or delete the table"
        faults.add("missing-key", said, *toml.locate(("original",)))
        return None
    return Original(**given)


def check_originals(article: Article, locale: str, faults: Faults) -> None:
    """Record originals in the language of the article itself; `locale` is the newsletter's."""
    written = article.locale or locale
    for block in blocks_with_original(article):
        own = block.original.locale if block.original else ""
        origin = block.original_origin()
        if same_language(own, written):
            faults.add(
                "original-language",
                f"expected an original in another language than the article's ({written}), found {own!r}; "
                "move its text to the block and delete [original], or correct its locale",
                origin.place("locale").line if origin else 1, 1,
            )  # fmt: skip
