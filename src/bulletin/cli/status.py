"""`bulletin status`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from bulletin.cli.options import IssueArgument, JsonOption, LocaleOption, ProjectOption
from bulletin.errors import CatalogError

if TYPE_CHECKING:
    from bulletin.l10n.status import LocaleStatus
    from bulletin.model.edition import Words


def status(
    issue: IssueArgument, locale: LocaleOption = None, project: ProjectOption = None, *, as_json: JsonOption = False
) -> None:
    """Tell how far the translations are, in words."""
    from bulletin.l10n.catalogs import read_catalogs
    from bulletin.l10n.locales import translated_locales
    from bulletin.l10n.messages import messages
    from bulletin.l10n.status import status as status_of
    from bulletin.project import project_of

    found = project_of(issue, project)
    read = found.read(issue).issue
    asked = messages(read)
    told, problems = [], dict[str, CatalogError]()
    for tag in translated_locales(read.newsletter, locale or ()):
        try:
            told.append(status_of(read, asked, read_catalogs(found.locales, tag, read), tag))
        except CatalogError as problem:
            problems[tag] = problem
    if as_json:
        typer.echo(json.dumps({"locales": {each.locale: _record(each) for each in told}}, ensure_ascii=False, indent=2))
    elif told:
        _print(told)
    elif not problems:
        typer.echo("this newsletter has no editions beside its source; add them to `locales` in bulletin.toml")
    if problems:
        _raise(problems)


def _raise(problems: dict[str, CatalogError]) -> None:
    """Raise what is wrong with the catalogs of all locales as one, a file that several need once."""
    for locale in problems:
        typer.echo(f"{locale}: nothing can be said of this edition until its catalogs can be read", err=True)
    for problem in problems.values():
        if not problem.findings:
            raise problem
    raise CatalogError(findings=dict.fromkeys(each for problem in problems.values() for each in problem.findings))


def _record(told: LocaleStatus) -> dict[str, Any]:
    return {
        "words": asdict(told.words),
        "articles": {article: {"words": asdict(words)} for article, words in told.articles},
        "consequences": list(told.consequences),
    }


def _print(told: list[LocaleStatus]) -> None:
    from bulletin.cli.table import Column, print_table

    heads = ("words", "reviewed", "machine", "changed", "missing")
    columns = (Column("edition"), Column("article"), *(Column(head, number=True) for head in heads))
    rows = []
    for each in told:
        rows.append((each.locale, "all", *_cells(each.words)))
        rows += [("", article, *_cells(words)) for article, words in each.articles]
    print_table(columns, rows)
    for each in told:
        for line in each.consequences:
            typer.echo(line)


def _cells(words: Words) -> tuple[str, ...]:
    counts = (words.reviewed, words.machine, words.changed, words.missing)
    return f"{words.total:,}", *(_share(count, words.total) for count in counts)


def _share(count: int, total: int) -> str:
    """Return a count with its share; less than all is never 100 %."""
    if not count:
        return "–"
    return f"{count:,} ({max(int(100 * count / total), 1)} %)"
