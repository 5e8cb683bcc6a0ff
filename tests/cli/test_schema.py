"""`bulletin schema`: JSON Schemas that agree with what the readers accept."""

import datetime
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bulletin.cli.main import run
from bulletin.sources.schema import schemas


def as_json(value: Any) -> Any:
    """TOML's dates and times as editors hand them to a schema: text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


def front_matter(file: Path) -> str:
    return file.read_text(encoding="utf-8").split("+++")[1]


def documents(examples: Path) -> list[tuple[str, str, str]]:
    found = [
        ("bulletin", file.name, file.read_text(encoding="utf-8")) for file in sorted(examples.rglob("bulletin.toml"))
    ]
    found += [("issue", file.name, file.read_text(encoding="utf-8")) for file in sorted(examples.rglob("issue.toml"))]
    found += [("article", file.name, front_matter(file)) for file in sorted(examples.glob("*/issues/*/*.md"))]
    return found + [
        ("kind", file.name, file.read_text(encoding="utf-8")) for file in sorted(examples.rglob("blocks/*.toml"))
    ]


def test_the_examples_are_valid_by_the_schemas(examples: Path) -> None:
    made = schemas()
    checked = documents(examples)
    assert {name for name, _, _ in checked} == {"bulletin", "issue", "article", "kind"}
    for name, _, text in checked:
        jsonschema.validate(as_json(tomllib.loads(text)), made[name])


def fences(examples: Path) -> list[tuple[str, str]]:
    """The fences of built-in kinds in all articles: (kind, TOML)."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(examples.glob("*/issues/*/*.md"))]
    found = [
        each for text in texts for each in re.findall(r"^```([a-z-]+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]
    return [(kind, toml) for kind, toml in found if f"fence-{kind}" in schemas()["article"]["$defs"]]


def test_the_fences_of_the_examples_are_valid_by_the_schemas(examples: Path) -> None:
    article = schemas()["article"]
    checked = fences(examples)
    assert {"quote", "event", "note", "button"} <= {kind for kind, _ in checked}
    assert any("original" in tomllib.loads(toml) for _, toml in checked)
    for kind, toml in checked:
        fence = {"$schema": article["$schema"], "$defs": article["$defs"], "$ref": f"#/$defs/fence-{kind}"}
        jsonschema.validate(as_json(tomllib.loads(toml)), fence)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bulletin", 'id = "a"\ntitle = "A"\nlocale = "en"\n'),
        ("bulletin", 'id = "a"\ntitle = "A"\nlocale = "en"\ncolour = "red"\n[sender]\naddress = "a@example.org"\n'),
        ("issue", 'date = 2023-06-01\nsubject = 5\n[[sections]]\narticles = ["a"]\n'),
        ("article", 'headline = "A"\n[values]\nfund = { money = 1, currency = "pounds" }\n'),
        ("article", 'headline = "A"\n[image]\nsrc = "a.png"\n'),
    ],
    ids=["no sender", "unknown key", "wrong type", "no currency", "no alt"],
)
def test_what_the_readers_refuse_the_schemas_refuse(name: str, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(tomllib.loads(text)), schemas()[name])


def test_every_schema_is_a_schema() -> None:
    for content in schemas().values():
        jsonschema.Draft202012Validator.check_schema(content)


def test_the_schemas_can_be_written_as_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "--out", str(tmp_path)]) == 0
    assert json.loads((tmp_path / "article.schema.json").read_text(encoding="utf-8")) == schemas()["article"]
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schemas()
