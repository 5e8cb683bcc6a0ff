"""`bulletin serve-unsubscribe`."""

from __future__ import annotations

import gc
import os
from functools import partial
from typing import Annotated

import typer

from bulletin.cli.options import ProjectOption, StateOption


def serve_unsubscribe(
    host: Annotated[str, typer.Option("--host", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port.", min=0, max=65535)] = 8025,
    state: StateOption = None,
    project: ProjectOption = None,
) -> None:
    """Serve the pages behind “unsubscribe” and “preferences”, for small lists; put a web server with TLS before it."""
    from bulletin.posting.settings import Settings, secret_of, state_of
    from bulletin.project import project_of
    from bulletin.rendering.theme import Theme
    from bulletin.web import localised_newsletters, serve

    gc.enable()  # it may serve for months
    found = project_of(".", project)
    newsletter = found.newsletter
    serve(
        newsletter,
        state_of(found, Settings(state=state)),
        secret_of(os.environ),
        host=host,
        port=port,
        theme=Theme.named(newsletter.theme, templates=found.templates, brand=dict(newsletter.brand)),
        localised=localised_newsletters(found),
        tell=partial(typer.echo, err=True),
    )
