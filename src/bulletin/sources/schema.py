"""JSON Schemas (draft 2020-12) of what the files hold, made of the same shapes that read them."""

from __future__ import annotations

from typing import Any

from bulletin.sources.fences import fence_shapes
from bulletin.sources.kinds import KindFile
from bulletin.sources.shapes import ArticleHead, IssueFile, NewsletterFile
from bulletin.sources.validate import adapter

_SHAPES = {
    "bulletin": (NewsletterFile, "bulletin.toml: the newsletter"),
    "issue": (IssueFile, "issue.toml: one issue"),
    "article": (ArticleHead, "The front matter of an article, between +++ lines"),
    "kind": (KindFile, "templates/blocks/*.toml: a kind of block of the newsletter's own"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by name: `bulletin`, `issue`, `article` (its fences under `$defs`) and `kind`."""
    made: dict[str, dict[str, Any]] = {}
    for name, (shape, title) in _SHAPES.items():
        content = adapter(shape).json_schema()
        content = {"$schema": "https://json-schema.org/draft/2020-12/schema", **content, "title": title}
        if name == "article":
            for fence, shape_ in fence_shapes().items():
                part = adapter(shape_).json_schema()
                content.setdefault("$defs", {}).update(part.pop("$defs", {}))
                content["$defs"][f"fence-{fence}"] = part
        made[name] = content
    return made
