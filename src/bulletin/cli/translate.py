"""`bulletin translate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bulletin.cli.options import IssueArgument, ProjectOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin.l10n.translate import Translated

STOPPED = 3
"""Exit code: the engine went no further."""


def translate(
    issue: IssueArgument,
    locale: Annotated[str, typer.Option("--locale", help="The edition to fill.", metavar="LOCALE")],
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            help="libre:URL, apertium:URL, google, deepl, microsoft, papago, mymemory, baidu or python:module:function; "
            "keys come from the environment (DEEPL_API_KEY, …).",
            metavar="ENGINE",
        ),
    ],
    refresh: Annotated[bool, typer.Option("--refresh", help="Redo machine text that nobody has touched.")] = False,  # noqa: FBT002 - typer calls by name
    project: ProjectOption = None,
) -> None:
    """Fill empty entries by machine, marked for review. What a person wrote is never touched."""
    from bulletin.cli.progress import steps
    from bulletin.l10n.engines.named import engine_name, engine_of
    from bulletin.l10n.locales import translated_locales
    from bulletin.l10n.translate import translate_project
    from bulletin.project import project_of

    translator = engine_of(engine)
    found = project_of(issue, project)
    opened = found.read(issue).issue
    translated_locales(opened.newsletter, (locale,))  # refuses any other
    try:
        with steps("Translating") as step:
            done = translate_project(
                found.locales, opened, locale, translator, engine=engine_name(engine), refresh=refresh, progress=step
            )
    except KeyboardInterrupt:
        typer.echo(f"{locale}: stopped; what was filled is kept, run it again to go on from here", err=True)
        raise
    _print_done(done, locale)
    if done[-1].stopped:
        raise typer.Exit(STOPPED)


def _print_done(done: Sequence[Translated], locale: str) -> None:
    for each in done:
        for failure in each.failed:
            typer.echo(f"{failure.where}: left as it was: {failure.reason}", err=True)
    filled, failed = (sum(len(getattr(each, name)) for each in done) for name in ("filled", "failed"))
    if not filled and not failed:
        typer.echo(f"{locale}: nothing to fill")
        return
    texts = "text" if filled == 1 else "texts"
    rest = f", {failed} left as {'it was' if failed == 1 else 'they were'}" if failed else ""
    typer.echo(f"{locale}: {filled} {texts} filled by machine{rest}; a translator looks at each and clears *fuzzy*")
    if stopped := done[-1].stopped:
        typer.echo(f"{locale}: the engine went no further: {stopped}; run it again to go on from here", err=True)
