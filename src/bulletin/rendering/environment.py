"""The one home of Jinja: sandboxed environments for MJML and for text, in which templates see only nouns."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, Template, TemplateNotFound
from jinja2 import TemplateError as _TemplateError
from jinja2 import TemplateSyntaxError, Undefined
from jinja2.filters import FILTERS
from jinja2.nodes import Template as TemplateNode
from jinja2.runtime import LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
from jinja2.utils import Namespace
from markupsafe import Markup

from bulletin.errors import RenderError
from bulletin.inline import Spans
from bulletin.rendering.literals import Literal
from bulletin.rendering.store import hold, not_storing

__all__ = ["Markup", "TemplateNode", "TemplateSyntaxError", "environment", "run"]

FILTERS_ALLOWED = ("batch", "default", "first", "last", "length", "list", "map", "reject", "rejectattr", "select",
                   "selectattr", "slice")  # fmt: skip
"""None of them makes text of text: a template neither joins nor escapes, it places."""
LARGEST = 4_000_000
"""Characters that a template may put out."""


def finalize_mjml(value: Any) -> Any:
    """Return what stands in the MJML for a value: a token for text, the value itself for literals and for macros."""
    if isinstance(value, Markup | Literal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises, naming the variable
    if not isinstance(value, str | Spans):
        raise RenderError(f"a template can place text, numbers and literals, not {type(value).__name__}: {value!r:.80}")
    return hold(value) or value


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja without the ways by which text could get round `finalize`."""

    intercepted_binops = frozenset(["+", "*", "%"])

    def _allows(self, value: Any) -> bool:
        return isinstance(value, LoopContext | Namespace | TemplateReference | Macro) or dataclasses.is_dataclass(value)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow what nouns and loops have; no methods of strings, paths or anything else."""
        if isinstance(obj, Mapping):
            return attr == "items"
        return self._allows(obj) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, what a loop offers, and the functions we hand in."""
        if isinstance(obj, Macro) or getattr(obj, "for_templates", False):
            return True
        owner = getattr(obj, "__self__", None)
        return isinstance(owner, LoopContext | Mapping) or obj is Namespace or type(obj).__name__ == "BlockReference"

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers only: text in languages is whole messages with names."""
        if isinstance(left, str) or isinstance(right, str):
            raise SecurityError(f"templates do not join text with {operator}: use one message with names, _('…{{name}}…')")
        return super().call_binop(context, operator, left, right)

    def compile(self, *args: Any, **options: Any) -> Any:
        """Compile with the store suspended: see `not_storing`."""
        with not_storing():
            return super().compile(*args, **options)


def environment(
    folders: tuple[Path, ...],
    names: tuple[tuple[str, Path], ...],
    functions: Mapping[str, Callable[..., Any]],
    finalize: Callable[[Any], Any] | None = None,
) -> ImmutableSandboxedEnvironment:
    """Return an environment over template folders, the first of which wins.

    `names` are (theme, folder): `{% extends "harbour/issue.mjml.j2" %}` reaches a built-in template that the
    newsletter overrides. `finalize` is that of MJML by default.
    """
    loader: BaseLoader = ChoiceLoader([
        *(FileSystemLoader(folder) for folder in folders),
        PrefixLoader({name: FileSystemLoader(folder) for name, folder in names}),
    ])
    made = _Environment(
        loader=loader,
        autoescape=finalize is None,
        finalize=finalize or finalize_mjml,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters = {name: FILTERS[name] for name in FILTERS_ALLOWED}
    made.globals = {"namespace": Namespace, **{name: _offered(function) for name, function in functions.items()}}
    return made


def _offered(function: Callable[..., Any]) -> Callable[..., Any]:
    def offered(*args: Any, **options: Any) -> Any:
        return function(*args, **options)

    offered.for_templates = True  # type: ignore[attr-defined] # the mark that the sandbox asks for
    return offered


def run(template: Template, context: Mapping[str, Any]) -> str:
    """Return what a template puts out. Raises RenderError naming template and line for whatever goes wrong in it."""
    size = 0
    pieces: list[str] = []
    try:
        for piece in template.generate(context):
            size += len(piece)
            if size > LARGEST:
                raise RenderError(f"{template.name}: expected at most {LARGEST:,} characters, found more; does a loop not end?")
            pieces.append(piece)
    except TemplateSyntaxError as problem:
        raise RenderError(f"{problem.name}:{problem.lineno}: {problem.message}") from problem
    except TemplateNotFound as problem:
        raise RenderError(f"{template.name}: expected a template {problem.name!r}, found none") from problem
    except (_TemplateError, TypeError, ValueError, RecursionError, ArithmeticError) as problem:
        raise RenderError(f"{template.name}{_line(problem, template)}: {problem}") from problem
    return "".join(pieces)


def _line(problem: BaseException, template: Template) -> str:
    """Return `:line` of the template in which an exception arose."""
    trace = problem.__traceback__
    line = ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == template.filename:
            line = f":{trace.tb_lineno}"
        trace = trace.tb_next
    return line
