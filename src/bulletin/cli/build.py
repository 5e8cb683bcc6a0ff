"""`bulletin build`."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bulletin.cli.options import IssueArgument, JsonOption, LocaleOption, ProjectOption

if TYPE_CHECKING:
    from bulletin.building.build import Build


def build(
    context: typer.Context,
    issue: IssueArgument,
    locale: LocaleOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to build; by default build/ in the newsletter.", metavar="DIR")
    ] = None,
    project: ProjectOption = None,
    *,
    draft: Annotated[
        bool, typer.Option("--draft", help="Beside each edition, show its texts that are not reviewed, marked.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make every edition of an issue, and a gallery to look at."""
    from bulletin.building.build import build_issue
    from bulletin.building.side_by_side import cores
    from bulletin.cli.progress import steps
    from bulletin.project import project_of

    found = project_of(issue, project)
    with steps("Building", quiet=as_json) as step:
        step("every edition" if not locale else ", ".join(locale))
        folder, locales = out or found.root / "build", tuple(locale or ())
        made = build_issue(
            found, issue, out=folder, locales=locales, draft=draft, progress=step, processes=cores(), begun=context.obj,
            meanwhile=_load_what_is_left,
        )  # fmt: skip
    if as_json:
        record: dict[str, Any] = {"issue": made.issue.id, "out": str(made.out), "editions": list(made.editions)}
        record |= {"drafts": list(made.drafts)} if draft else {}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    _print_summary(made)


def _load_what_is_left() -> None:
    """Load what is needed once all editions are made."""
    from bulletin.rendering.wrap import display_width

    for name in ("building.gallery", "cli.table"):
        import_module(f"bulletin.{name}")
    display_width("ไทย")  # the tables for subjects in other scripts


def _print_summary(made: Build) -> None:
    from bulletin.cli.table import Column, print_table

    columns = (
        Column("edition"), Column("subject", folds=True), Column("HTML", number=True), Column("message", number=True),
        Column("words", number=True), Column("state"),
    )  # fmt: skip
    print_table(columns, [_row(edition) for edition in made.editions])
    seen = dict.fromkeys(_line(finding) for each in (*made.editions, *made.drafts) for finding in each["findings"])
    for line in seen:
        typer.echo(line, err=True)
    for each in made.drafts:
        states = ", ".join(f"{count} {state}" for state, count in each["texts"].items())
        typer.echo(f"{each['locale']}: {made.out / each['html']}: {states or 'every text is reviewed'}")
    typer.echo(f"Look at {made.out / 'gallery.html'}")


def _row(edition: dict[str, Any]) -> tuple[str, ...]:
    size, words = edition["bytes"], edition["words"]
    state = "would not be sent: " + "; ".join(edition["refused"]) if edition["refused"] else "ready"
    sizes = f"{size['html'] / 1000:,.1f} kB", f"{size['message'] / 1000:,.0f} kB"
    return edition["locale"], edition["subject"], *sizes, _words(words), state


def _words(words: dict[str, int]) -> str:
    """Return how many words are reviewed, of how many where that is not all."""
    reviewed, total = words["reviewed"], words["total"]
    return f"{total:,}" if reviewed == total else f"{reviewed:,} of {total:,}"


def _line(finding: dict[str, str]) -> str:
    where = f"{finding['where']}: " if finding["where"] else ""
    return f"{where}{finding['severity']}: {finding['text']} [{finding['rule']}]"
