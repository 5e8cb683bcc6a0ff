"""The shape of the code: one straight line of layers, one home for each package of others, honest public names."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import bulletin

PACKAGE = Path(bulletin.__file__).parent
LAYERS = (
    ("errors", "findings", "packaged", "beside", "kept", "inline"), ("model",), ("sources",), ("l10n",), ("rendering",), ("mail",),
    ("sending",), ("testing", "web", "project"), ("building",), ("posting",), ("cli",), ("__main__",),
)  # fmt: skip
HOMES = {
    "babel": tuple(
        f"l10n/formatter/{name}.py"
        for name in ("conventions", "days", "events", "formatter", "hours", "lists", "money", "numbers")
    ),
    "deep_translator": ("l10n/engines/deep.py",),
    "icalendar": ("rendering/calendar.py",),
    "idna": ("mail/address.py",),
    "jinja2": ("rendering/environment.py",),
    "markdown_it": ("inline/commonmark.py",),
    "mjml": ("rendering/skeleton.py",),
    "PIL": ("rendering/redraw.py",),
    "polib": ("l10n/po/write.py",),
    "rapidfuzz": ("l10n/matching.py",),
    "rich": ("cli/table.py", "cli/progress.py"),
    "starlette": ("web/asgi.py",),
    "tree_sitter": ("sources/lines.py",),
    "tree_sitter_toml": ("sources/lines.py",),
    "uvicorn": ("web/serving.py",),
    "wcwidth": ("rendering/wide.py",),
}
SEVERAL_HOMES = {
    "markupsafe": "rendering",  # Markup is Jinja's own type of text that is markup
    "pydantic": "sources",  # shapes are declared, validated and extended in one folder
    "pydantic_core": "sources",
    "typer": "cli",
}
CLOCK = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
    "time.monotonic",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def layer_of(part: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if part.removesuffix(".py") in layer)


@pytest.mark.parametrize("file", [file for file in modules() if name_of(file) != "__init__.py"], ids=name_of)
def test_a_module_imports_from_its_own_layer_or_from_the_left(file: Path) -> None:
    own = layer_of(file.relative_to(PACKAGE).parts[0])
    for module in imports(file):
        if module.startswith("bulletin."):
            assert layer_of(module.split(".")[1]) <= own, f"{name_of(file)} imports {module}"


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_each_package_of_others_has_one_home(file: Path) -> None:
    for module in imports(file):
        package = module.split(".")[0]
        if package in HOMES:
            assert name_of(file) in HOMES[package]
        elif package in SEVERAL_HOMES:
            assert name_of(file).split("/")[0] == SEVERAL_HOMES[package]
        else:
            assert package in sys.stdlib_module_names or package == "bulletin", f"{package} has no home"


@pytest.mark.parametrize("file", [file for file in modules() if name_of(file) != "sending/clock.py"], ids=name_of)
def test_only_one_module_reads_the_clock(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ".".join(ast.unparse(node.func).split(".")[-2:])
            assert called not in CLOCK, f"{name_of(file)}:{node.lineno} calls {called}"


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    assert [name_of(file) for file in modules() if len(file.read_text(encoding="utf-8").splitlines()) > 300] == []


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{name_of(file)}:{node.lineno} {node.name}"
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert long == []


def test_the_first_lines_of_the_readme_import() -> None:
    from bulletin import Article, Issue, Mailbox, Newsletter, Section, Theme, localise, markdown, render

    assert all((Article, Issue, Mailbox, Newsletter, Section, Theme, localise, markdown, render))


def test_every_public_name_is_its_object_after_all_submodules_were_imported() -> None:
    names = [".".join(file.relative_to(PACKAGE).with_suffix("").parts) for file in modules()]
    program = (
        "import importlib, types, bulletin\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module('bulletin.' + name.removesuffix('.__init__')) if name != '__init__' else None\n"
        "bad = [name for name in bulletin.__all__ if isinstance(getattr(bulletin, name), types.ModuleType)]\n"
        "print(bad)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_two_lists_of_public_names_agree() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {alias.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert typed == bulletin._HOMES
    assert sorted(typed) == sorted(bulletin.__all__)
    assert all(getattr(import_module(home), name) is getattr(bulletin, name) for name, home in typed.items())


def test_importing_the_package_loads_none_of_its_modules() -> None:
    program = "import sys, bulletin; print([name for name in sys.modules if name.startswith('bulletin.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rendr'"):
        bulletin.rendr  # noqa: B018 - the access is the test
