"""Pictures that an article names are files, pictures, and inside the newsletter."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow

from bulletin.model.blocks import Image, Item, List, Paragraph
from bulletin.model.issue import Article
from bulletin.sources.faults import Faults
from bulletin.sources.pictures import check_pictures, images, picture_problem

if TYPE_CHECKING:
    from pathlib import Path


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Pillow.new("RGB", (4, 3), "navy").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_pictures_that_mail_shows_pass(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a").write_bytes(picture(kind))
    assert not picture_problem(tmp_path / "a")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing, which mail programs do not show"),
        (b'<?xml version="1.0"?><svg/>', "an SVG drawing"),
        (b"", "something else"),
        (b"%PDF-1.7", "something else"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "something else"),
        (b"BM\x00\x00", "something else"),
    ],
)
def test_what_is_no_picture_is_told(tmp_path: Path, raw: bytes, found: str) -> None:
    (tmp_path / "a.png").write_bytes(raw)
    assert picture_problem(tmp_path / "a.png").startswith(f"expected a PNG, JPEG, GIF or WebP picture, found {found}")


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop.png").symlink_to("loop.png")
    assert "found no file" in picture_problem(tmp_path / "none.png")
    assert "found a folder" in picture_problem(tmp_path)
    assert "expected a picture that can be read" in picture_problem(tmp_path / "loop.png")
    assert "control character" in picture_problem(tmp_path / "a\x00.png")
    assert "File name too long" in picture_problem(tmp_path / ("a" * 300 + ".png"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert "found a folder or something else" in picture_problem(tmp_path / "pipe.png")


def test_pictures_are_found_wherever_they_stand() -> None:
    lead, first, nested = (Image(src=f"{name}.png", alt="a") for name in ("lead", "first", "nested"))
    deep = List(items=(Item(text="a", blocks=(List(items=(Item(text="b", blocks=(nested,)),)),)),))
    story = Article(slug="busan", headline="h", image=lead, blocks=(Paragraph(text="a"), first, deep))
    assert list(images(story)) == [lead, first, nested]


@pytest.mark.parametrize(
    ("src", "problem"),
    [
        ("images/quay.png", ""),
        ("./images/../images/quay.png", ""),
        ("../../logo.png", ""),
        ("../../../outside.png", "expected a picture in the newsletter's folder"),
        ("/etc/hostname", "expected a picture in the newsletter's folder"),
        ("images/Quay.png", "found no file; check the name (capitals count)"),
        ("https://example.org/a.png", "is not measured; write it as a ```figure with width and height"),
    ],
)
def test_each_picture_of_an_article_is_checked(tmp_path: Path, src: str, problem: str) -> None:
    root = tmp_path / "paper"
    folder = root / "issues" / "2023-06"
    (folder / "images").mkdir(parents=True)
    for file in (folder / "images" / "quay.png", root / "logo.png", tmp_path / "outside.png"):
        file.write_bytes(picture())
    faults = Faults("busan.md", f"![a]({src})")
    check_pictures(Article(slug="busan", headline="h", blocks=(Image(src=src, alt="a"),)), folder, root, faults)
    assert bool(faults.findings) is bool(problem)
    if problem:
        assert problem in faults.findings[0].text
        assert str(faults.findings[0].place) == "busan.md:1:6"


def test_a_picture_at_a_web_address_with_its_size_passes(tmp_path: Path) -> None:
    faults = Faults("busan.md")
    image = Image(src="https://example.org/a.png", alt="a", width=600, height=400)
    check_pictures(Article(slug="busan", headline="h", image=image), tmp_path, tmp_path, faults)
    assert faults.findings == []
