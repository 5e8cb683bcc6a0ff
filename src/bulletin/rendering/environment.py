"""The one home of Jinja: sandboxed environments for MJML and for text, in which templates see only nouns."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2 import TemplateError as _TemplateError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from bulletin.errors import RenderError
from bulletin.inline import Spans, plain, plain_text
from bulletin.kept import read_kept, write_kept
from bulletin.rendering.blame import shortened, where
from bulletin.rendering.literals import Css, Literal
from bulletin.rendering.store import hold, not_storing
from bulletin.rendering.text import PLAIN, current_part
from bulletin.rendering.tracing import Traced, asked, judged, pinned, untraced

__all__ = [
    "Jinja", "Markup", "TemplateSyntaxError", "mjml_environment", "nodes", "page_environment", "run", "source_of",
    "syntax", "template", "text_environment",
]  # fmt: skip

_KEPT = "templates-1"
"""Where compiled templates are kept: raise the number with whatever changes what a template compiles to."""
FILTERS_ALLOWED = ("batch", "default", "first", "last", "length", "list", "map", "reject", "rejectattr", "select",
                   "selectattr", "slice")  # fmt: skip
"""None of them makes text of text: a template neither joins nor escapes, it places."""
LARGEST = 4_000_000
"""Characters that a template may put out."""
_WRITTEN = "; count(…) and date(…) write what languages write differently"
_ONE_MESSAGE = "use one message with names, _('…{name}…')"
_FAULTS = (
    _TemplateError, TypeError, ValueError, AttributeError, LookupError, RecursionError, ArithmeticError, MemoryError,
)  # fmt: skip
"""What a mistake in a template raises, of Jinja's own and of Python's."""


def finalize_mjml(value: Any) -> Any:
    """Return what stands in the MJML for a value: a token for text, the value itself for literals and for macros."""
    if isinstance(value, Markup | Literal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises, naming the variable
    noun = untraced(value)
    if isinstance(noun, Literal):
        return pinned(value)
    if not isinstance(noun, str | Spans) or isinstance(noun, Markup):
        found = f"{type(noun).__name__}: {noun!r:.80}"
        raise RenderError(f"a template can place text, whole numbers and literals, not {found}{_WRITTEN}")
    return hold(value) or value


@pass_context
def finalize_text(_context: Any, value: Any) -> Any:
    """Return what stands in the text for a value: a token, as in MJML; the output of a macro passes as it is.

    It asks for the context so that Jinja leaves constants to each rendering, unescaped.
    """
    if isinstance(value, Undefined):
        return str(value)
    part = current_part()
    if part is None or isinstance(value, Markup):
        return value
    return hold(asked(value, PLAIN) if isinstance(value, Traced) else part.plain(value)) or value


def finalize_page(value: Any) -> Any:
    """Return what stands in a web page for a value: a theme's literals as they are, text as characters to be escaped."""
    if isinstance(value, Spans):
        return plain_text(plain(value))
    return Markup(value) if isinstance(value, Literal | Css) else finalize_mjml(value)  # noqa: S704 - their alphabets are safe


class _Template(Template):
    """A template whose module is made anew for each import: Jinja's would keep the tokens of another rendering."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        keys = ctx.globals_keys - self.globals.keys() if ctx is not None else ()
        return self.make_module({key: ctx.parent[key] for key in keys} if ctx is not None else None)


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja without the ways by which text could get round `finalize`."""

    template_class = _Template
    allowed: dict[tuple[type, str], bool]
    """What was found of attributes: it is the same for all values of a type."""
    intercepted_binops = frozenset(["+", "*", "%", "**"])

    def _allows(self, value: Any) -> bool:
        if isinstance(value, LoopContext | Namespace | TemplateModule | TemplateReference | Macro):
            return True
        return dataclasses.is_dataclass(value) and not getattr(value, "for_templates", False)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow what nouns and loops have; no methods of strings, paths or anything else."""
        obj = untraced(obj)
        if isinstance(obj, type):
            return False
        key = type(obj), attr
        if key not in self.allowed:
            named = attr == "items" if isinstance(obj, Mapping) else self._allows(obj)
            self.allowed[key] = named and super().is_safe_attribute(obj, attr, value)
        return self.allowed[key]

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, what a loop offers, and the functions we hand in."""
        if isinstance(obj, Macro | LoopContext) or getattr(obj, "for_templates", False):
            return True
        owner = getattr(obj, "__self__", None)
        return isinstance(owner, LoopContext | Mapping) or obj is Namespace or type(obj).__name__ == "BlockReference"

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers only: text in languages is whole messages with names."""
        if isinstance(left, str) or isinstance(right, str):
            raise SecurityError(f"templates do not join text with {operator}: {_ONE_MESSAGE}")
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            found = f"{type(left).__name__} {operator} {type(right).__name__}"
            raise SecurityError(f"templates calculate with numbers, by + - * / // %, found {found}")
        return super().call_binop(context, operator, left, right)

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """Refuse `~`: on the output of a macro it would escape content into MJML instead of storing it."""
        for joining in source.find_all(nodes.Concat):
            raise TemplateSyntaxError(f"templates do not join text with ~: {_ONE_MESSAGE}", joining.lineno, args[0])
        return super()._generate(source, *args, **options)

    def compile(self, *args: Any, **options: Any) -> Any:
        """Compile with the store suspended: see `not_storing`."""
        with not_storing():
            return super().compile(*args, **options)


class _Compiled(BytecodeCache):
    """Compiled templates, kept in the user's cache folder: compiling them is most of what a small build costs."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code from the cache, if it is there and ours."""
        try:
            if (code := read_kept(_KEPT, self._name(bucket))) is not None:
                bucket.bytecode_from_string(code)
        except (ValueError, EOFError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        write_kept(_KEPT, self._name(bucket), bucket.bytecode_to_string())

    def _name(self, bucket: Bucket) -> str:
        return f"{bucket.key}-{bucket.checksum[:12]}"


Jinja = ImmutableSandboxedEnvironment


def _environment(
    folders: tuple[Path, ...], sources: tuple[tuple[str, Path], ...], finalize: Callable[..., Any], *, autoescape: bool
) -> Jinja:
    loader = ChoiceLoader(
        [
            *(FileSystemLoader(folder) for folder in folders),
            PrefixLoader({name: FileSystemLoader(folder) for name, folder in sources}),
        ]
    )
    made = _Environment(
        loader=loader,
        autoescape=autoescape,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(),
    )
    made.allowed = {}
    made.tests = {name: judged(test) for name, test in made.tests.items()}
    made.filters = {name: FILTERS[name] for name in FILTERS_ALLOWED}
    made.globals = {"namespace": Namespace}
    return made


def mjml_environment(folders: tuple[Path, ...], sources: tuple[tuple[str, Path], ...]) -> Jinja:
    """Return the environment of the MJML templates: every value becomes a token.

    The first of `folders` wins. `sources` are (theme, folder): `{% extends "harbour/issue.mjml.j2" %}` reaches the
    template that a newsletter overrides.
    """
    return _environment(folders, sources, finalize_mjml, autoescape=True)


def text_environment(folders: tuple[Path, ...], sources: tuple[tuple[str, Path], ...]) -> Jinja:
    """Return the environment of the text templates: see `mjml_environment`, and `TextPart` for what values become.

    It counts as escaping, so that macros give `Markup`, which passes as it is; no character of text is escaped.
    """
    return _environment(folders, sources, finalize_text, autoescape=True)


def page_environment(folder: Path) -> Jinja:
    """Return the environment of web pages, which no compiler sees: what stands in them is escaped at once."""
    return _environment((folder,), (), finalize_page, autoescape=True)


def template(jinja: Jinja, name: str) -> Template:
    """Return a template. Raises RenderError where there is none, or where it cannot be compiled, with its line."""
    try:
        return jinja.get_template(name)
    except TemplateNotFound as problem:
        kind = name.removeprefix("blocks/").partition(".")[0]
        advice = f"a block of kind {kind!r} needs it" if name.startswith("blocks/") else "every theme has it"
        raise RenderError(f"expected a template {name}, found none; {advice}") from problem
    except TemplateSyntaxError as problem:
        raise RenderError(f"{problem.name}:{problem.lineno}: {problem.message}") from problem
    except _FAULTS as problem:
        raise RenderError(f"{name}: {shortened(problem)}") from problem


def syntax(jinja: Jinja, source: str, name: str) -> nodes.Template:
    """Return the syntax tree of a template's source. Raises TemplateSyntaxError."""
    return jinja.parse(source, name)


def source_of(jinja: Jinja, name: str) -> str:
    """Return the source of a template. Raises RenderError where there is none."""
    template(jinja, name)
    assert jinja.loader is not None  # noqa: S101 - ours always have one
    return jinja.loader.get_source(jinja, name)[0]


def run(template: Template, context: Mapping[str, Any]) -> str:
    """Return what a template puts out. Raises RenderError naming template and line for whatever goes wrong in it."""
    size = 0
    pieces: list[str] = []
    try:
        for piece in template.generate(context):
            size += len(piece)
            if size > LARGEST:
                expected = f"expected at most {LARGEST:,} characters"
                raise RenderError(f"{template.name}: {expected}, found more; does a loop not end?")
            pieces.append(piece)
        return "".join(pieces)
    except TemplateSyntaxError as problem:
        raise RenderError(f"{problem.name}:{problem.lineno}: {problem.message}") from problem
    except TemplateNotFound as problem:
        raise RenderError(f"{template.name}: expected a template {problem.name!r}, found none") from problem
    except _FAULTS as problem:
        raise RenderError(f"{where(problem, str(template.name))}: {shortened(problem)}") from problem
