"""`interface_messages`: the built-in themes and the web's pages → the words that `locales/` translates. For maintainers.

``python -m bulletin.rendering.extract`` writes `locales/bulletin.pot` and brings every `bulletin.po` up to date with
the templates; ``… extract nl`` begins a language.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.errors import RenderError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.locales import po_file, pot_file
from bulletin.l10n.obsolete import retired
from bulletin.l10n.po.plurals import plural_forms
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import catalog_text, write_catalog
from bulletin.l10n.words import DOMAIN
from bulletin.model.languages import bcp47
from bulletin.model.message import MessageKey
from bulletin.packaged import packaged_folder
from bulletin.rendering.environment import mjml_environment, nodes, syntax

_ARGUMENTS = {"_": ("msgid",), "pgettext": ("context", "msgid"), "ngettext": ("msgid", "plural")}
"""The functions that look messages up, and what their first arguments are."""
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_HEADERS = (("Project-Id-Version", DOMAIN), ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
            ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>"), ("Language-Team", "LANGUAGE"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceMessage:
    """A message of the templates."""

    context: str = ""
    msgid: str
    plural: str | None = None
    note: str = ""
    """What translators are told of it."""
    references: tuple[str, ...] = ()
    """The templates that show it; without lines, so that the .pot changes only when the words do."""

    @property
    def key(self) -> MessageKey:
        """Context and msgid."""
        return self.context, self.msgid

    @property
    def entry(self) -> Entry:
        """The message as it stands in a catalog, not translated."""
        return Entry(
            context=self.context or None,
            msgid=self.msgid,
            plural=self.plural,
            msgstr=("",) if self.plural is None else ("", ""),
            notes=tuple(self.note.splitlines()),
            references=self.references,
            flags=("python-brace-format",) if "{" in self.msgid else (),
        )


def interface_messages(
    folders: Iterable[Path], notes: Mapping[MessageKey, str] | None = None, *, root: Path | None = None
) -> tuple[InterfaceMessage, ...]:
    """Return each message of the templates in the folders of themes, in the order of the files.

    References are relative to `root`, which is by default the folder that holds `templates/`.
    Raises RenderError where a message is not written out, or stands both with and without a plural.
    """
    found: dict[MessageKey, InterfaceMessage] = {}
    for message in _found(folders, root):
        first = found.setdefault(message.key, message)
        if first.plural != message.plural:
            places = ", ".join(first.references + message.references)
            raise RenderError(f"expected {message.msgid!r} with one plural everywhere, found two; mend it in {places}")
        references = tuple(dict.fromkeys((*first.references, *message.references)))
        found[message.key] = replace(first, references=references, note=(notes or {}).get(message.key, ""))
    return tuple(found.values())


def _found(folders: Iterable[Path], root: Path | None) -> Iterator[InterfaceMessage]:
    jinja = mjml_environment((), ())
    for folder in folders:
        for file in sorted(folder.rglob("*.j2")):
            name = file.relative_to(root or folder.parent.parent).as_posix()
            calls = syntax(jinja, file.read_text(encoding="utf-8"), name).find_all(nodes.Call)
            yield from (_message(call, name) for call in sorted(calls, key=lambda call: call.lineno) if _looks_up(call))


def _looks_up(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in _ARGUMENTS


def _message(call: nodes.Call, file: str) -> InterfaceMessage:
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    values = [node.value if isinstance(node, nodes.Const) else None for node in call.args]
    given = dict(zip(_ARGUMENTS[name], values, strict=False))
    texts = {argument: value for argument, value in given.items() if isinstance(value, str)}
    if len(texts) < len(_ARGUMENTS[name]):
        expected = " and ".join(f"{argument} between quotation marks" for argument in _ARGUMENTS[name])
        raise RenderError(f"{file}:{call.lineno}: expected {name}(…) with {expected}, found what nobody can translate")
    return InterfaceMessage(
        context=texts.get("context", ""), msgid=texts["msgid"], plural=texts.get("plural"), references=(file,)
    )


def read_notes(file: Path) -> dict[MessageKey, str]:
    """Return the notes of `locales/notes.toml`: msgid = note; messages with a context stand in its table."""
    notes: dict[MessageKey, str] = {}
    for name, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
        inner = value if isinstance(value, dict) else {name: value}
        notes |= {(name if isinstance(value, dict) else "", msgid): note for msgid, note in inner.items()}
    return notes


def shipped_messages() -> tuple[InterfaceMessage, ...]:
    """Return the messages of the built-in themes, then those of the web's pages, with their notes."""
    templates = packaged_folder("templates")
    themes = sorted(file.parent for file in templates.glob("*/theme.toml"))
    return interface_messages((*themes, templates / "web"), read_notes(packaged_folder("locales") / "notes.toml"))


def _template(messages: Iterable[InterfaceMessage]) -> Catalog:
    return Catalog(domain=DOMAIN, headers=_HEADERS, entries=tuple(message.entry for message in messages))


def pot_text(messages: Iterable[InterfaceMessage]) -> str:
    """Return the text of the template from which translators begin."""
    return catalog_text(_template(messages))


def refreshed(catalog: Catalog, messages: Iterable[InterfaceMessage]) -> Catalog:
    """Return a catalog with the messages of today: translations stay, those nobody asks for become obsolete."""
    known = {(entry.key, entry.plural): entry for entry in (*catalog.obsolete, *catalog.live) if any(entry.msgstr)}
    live = [_carried(message.entry, known.pop((message.key, message.plural), None), catalog) for message in messages]
    gone, _ = retired(live, list(known.values()))
    return replace(catalog, entries=(*live, *gone)).with_header("Plural-Forms", plural_forms(catalog.locale))


def _carried(entry: Entry, old: Entry | None, catalog: Catalog) -> Entry:
    if old is None:
        forms = int(plural_forms(catalog.locale).split("=")[1].split(";")[0]) if entry.plural is not None else 1
        return replace(entry, msgstr=("",) * forms)
    flags = tuple(dict.fromkeys((*old.flags, *entry.flags)))
    return replace(old, notes=entry.notes, references=entry.references, flags=flags, obsolete=False)


def shipped_catalogs(folder: Path) -> tuple[Path, ...]:
    """Return the files of the interface's catalogs: `ko/LC_MESSAGES/bulletin.po`."""
    return tuple(sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def refresh(folder: Path, messages: Sequence[InterfaceMessage], begun: Iterable[str] = ()) -> tuple[Path, ...]:
    """Write the .pot and every catalog in `folder`, and begin those of the locales `begun`; return what changed."""
    template = _template(messages)
    changed = [pot_file(folder, DOMAIN)] if write_catalog(pot_file(folder, DOMAIN), template) else []
    shipped = (bcp47(file.parent.parent.name) for file in shipped_catalogs(folder))
    for locale in dict.fromkeys((*shipped, *map(bcp47, begun))):
        file = po_file(folder, locale, DOMAIN)
        begin = replace(template, locale=locale, entries=())
        old = read_catalog(file, locale=locale) if file.is_file() else begin
        changed += [file] if write_catalog(file, refreshed(old, messages)) else []
    return tuple(changed)


def main() -> None:
    """Refresh `locales/`; arguments are the locales to begin."""
    if wrong := [locale for locale in sys.argv[1:] if not _LOCALE.fullmatch(locale)]:
        sys.exit(
            f"expected locales to begin, such as nl or pt-BR, found {' '.join(wrong)}; none: refresh those that ship"
        )
    changed = refresh(packaged_folder("locales"), shipped_messages(), sys.argv[1:])
    sys.stdout.write("".join(f"{file}\n" for file in changed) or "nothing changed\n")


if __name__ == "__main__":
    main()
