"""Pictures are scaled, turned upright, stripped and named by what they hold."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow
from PIL import PngImagePlugin

from bulletin.errors import ContentError
from bulletin.inline import Slot, SlotPlace
from bulletin.model.blocks import Image
from bulletin.model.newsletter import Links
from bulletin.rendering.pictures import bare_png, localised, publish

Made = Callable[..., Any]


def drawn(size: tuple[int, int], mode: str = "RGB") -> Pillow.Image:
    """Return a picture with its left half red and its right half blue, noisy enough to be a photograph."""
    picture = Pillow.effect_noise(size, 40).convert("RGB")
    picture.paste((200, 20, 20), (0, 0, size[0] // 2, size[1]))
    return picture.convert(mode)


def saved(folder: Path, name: str, picture: Pillow.Image, **options: Any) -> Path:
    file = folder / name
    picture.save(file, **options)
    return file


def opened(asset: Any) -> Pillow.Image:
    picture = Pillow.open(io.BytesIO(asset.data))
    picture.load()
    return picture


def test_a_picture_wider_than_twice_its_place_is_scaled_down(tmp_path: Path) -> None:
    asset = publish(saved(tmp_path, "a.jpg", drawn((1200, 600))), 300)
    assert (asset.width, asset.height, asset.mime) == (600, 300, "image/jpeg")
    assert opened(asset).size == (600, 300)


def test_a_picture_that_fits_is_published_as_it_is(tmp_path: Path) -> None:
    file = saved(tmp_path, "a.png", drawn((100, 50)))
    assert publish(file, 300).data == file.read_bytes()


def test_rotation_that_the_camera_noted_is_applied(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    asset = publish(saved(tmp_path, "a.jpg", drawn((200, 100)), exif=exif), 300)
    picture = opened(asset)
    assert (asset.width, asset.height) == picture.size == (100, 200)
    assert not picture.getexif()
    assert picture.getpixel((50, 20))[0] > 150


def test_metadata_are_dropped(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x010E] = "SECRET place"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET words")
    files = [
        saved(tmp_path, "a.jpg", drawn((100, 100)), exif=exif, comment=b"SECRET comment"),
        saved(tmp_path, "b.png", drawn((100, 100)), pnginfo=text),
        saved(tmp_path, "c.webp", drawn((100, 100)), exif=exif),
        saved(tmp_path, "d.gif", drawn((100, 100), "P"), comment=b"SECRET comment"),
    ]
    for file in files:
        assert b"SECRET" in file.read_bytes(), file.name
        assert b"SECRET" not in publish(file, 300).data, file.name


def test_a_gif_in_motion_is_left_as_it_is(tmp_path: Path) -> None:
    frames = [Pillow.new("P", (800, 10), colour) for colour in range(3)]
    for index, frame in enumerate(frames):
        frame.putpalette([index * 80, 0, 0] * 256)
    file = saved(tmp_path, "a.gif", frames[0], save_all=True, append_images=frames[1:], duration=100)
    asset = publish(file, 100)
    assert asset.data == file.read_bytes()
    assert getattr(opened(asset), "n_frames", 1) == 3


@pytest.mark.parametrize(("mode", "mime"), [("RGB", "image/jpeg"), ("RGBA", "image/png")])
def test_webp_is_converted(tmp_path: Path, mode: str, mime: str) -> None:
    picture = drawn((100, 50), mode)
    if mode == "RGBA":
        picture.putalpha(128)
    asset = publish(saved(tmp_path, "a.webp", picture), 300)
    assert asset.mime == mime
    assert opened(asset).format == mime.removeprefix("image/").upper()


def test_a_photograph_for_print_is_converted_to_the_colours_of_screens(tmp_path: Path) -> None:
    asset = publish(saved(tmp_path, "a.jpg", drawn((100, 50), "CMYK")), 300)
    assert opened(asset).mode == "RGB"


def test_a_photograph_of_several_pictures_is_a_jpeg(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    drawn((100, 50)).save(file, "MPO", save_all=True, append_images=[drawn((100, 50))])
    asset = publish(file, 300)
    assert (asset.mime, opened(asset).format) == ("image/jpeg", "JPEG")


@pytest.mark.parametrize("width", [100, 900])
@pytest.mark.parametrize("commented", [False, True])
def test_a_palette_keeps_what_is_transparent_in_it(tmp_path: Path, width: int, *, commented: bool) -> None:
    picture = Pillow.new("P", (width, 50), 0)
    picture.putpalette([255, 255, 255, 200, 0, 0] + [0, 0, 0] * 254)
    picture.paste(1, (0, 0, width // 2, 50))
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "x")
    file = saved(tmp_path, "a.png", picture, transparency=0, **({"pnginfo": text} if commented else {}))
    shown = opened(publish(file, 200)).convert("RGBA")
    assert shown.getpixel((2, 20)) == (200, 0, 0, 255)
    assert shown.getpixel((shown.width - 2, 20))[3] == 0


def test_a_picture_of_the_language_wins(tmp_path: Path) -> None:
    for name in ("quay.png", "quay.ko.png", "quay.pt.png", "quay.pt-BR.png"):
        (tmp_path / name).touch()
    found = {
        locale: localised(tmp_path / "quay.png", locale).name
        for locale in ("en-GB", "ko", "ko-KR", "pt", "pt-BR", "pt-PT")
    }
    assert found == {
        "en-GB": "quay.png",
        "ko": "quay.ko.png",
        "ko-KR": "quay.ko.png",
        "pt": "quay.pt.png",
        "pt-BR": "quay.pt-BR.png",
        "pt-PT": "quay.pt.png",
    }


def test_the_same_picture_gives_the_same_bytes_and_the_same_name(tmp_path: Path) -> None:
    one = saved(tmp_path, "one.png", drawn((900, 300)))
    other = tmp_path / "other.png"
    other.write_bytes(one.read_bytes())
    assert publish(one, 200) == publish(other, 200)
    assert publish(one, 200).name.endswith(".png")


def test_a_picture_that_changed_is_read_again(tmp_path: Path) -> None:
    file = saved(tmp_path, "a.png", Pillow.new("RGB", (10, 10), "red"))
    first = publish(file, 100)
    saved(tmp_path, "a.png", Pillow.new("RGB", (12, 12), "blue"))
    assert publish(file, 100) != first


def bomb(width: int, height: int) -> bytes:
    """Return the PNG file of a picture that is far larger than its file."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [13_400, 30_000])
def test_a_decompression_bomb_is_refused(tmp_path: Path, side: int) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(bomb(side, side))
    with pytest.raises(ContentError, match=r"a\.png: expected"):
        publish(file, 300)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif", "moving.gif"])
def test_a_file_cut_short_is_refused(tmp_path: Path, name: str) -> None:
    more = {"save_all": True, "append_images": [drawn((200, 200), "L")]} if name == "moving.gif" else {}
    file = saved(tmp_path, name, drawn((200, 200), "L" if "gif" in name else "RGB"), **more)
    file.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])
    with pytest.raises(ContentError, match="expected a picture"):
        publish(file, 300)


@pytest.mark.parametrize(
    "content", [b"", b"plain words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(content)
    with pytest.raises(ContentError, match="expected a picture, found a file that is none"):
        publish(file, 300)


def test_other_kinds_of_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="expected a PNG, JPEG, GIF or WebP picture, found BMP"):
        publish(saved(tmp_path, "a.bmp", drawn((10, 10))), 300)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.png", tmp_path):
        with pytest.raises(ContentError, match="expected a picture"):
            publish(path, 300)


def test_a_local_picture_travels_with_its_measures(tmp_path: Path, mail: Made, issue: Made, parsed: Made) -> None:
    saved(tmp_path, "quay.png", drawn((1600, 800)))
    rendered = mail(issue(Image(src="quay.png", alt="Quay"), base=tmp_path))
    (asset,) = rendered.pictures
    image = next(image for image in parsed(str(rendered.html)).iter("img") if image.get("alt") == "Quay")
    assert asset.width == int(image.get("width")) * 2
    assert int(image.get("width")) == int(image.get("height")) * 2
    assert image.get("src") == f"../assets/{asset.name}"
    slot = next(part for part in rendered.html.parts if isinstance(part, Slot) and part.name.startswith("asset:"))
    assert (slot.name, slot.place) == (f"asset:{asset.name}", SlotPlace.URL)


def test_a_small_picture_is_not_drawn_larger(tmp_path: Path, mail: Made, issue: Made, parsed: Made) -> None:
    saved(tmp_path, "quay.png", drawn((80, 40)))
    page = parsed(str(mail(issue(Image(src="quay.png", alt="Quay"), base=tmp_path)).html))
    image = next(image for image in page.iter("img") if image.get("alt") == "Quay")
    assert (image.get("width"), image.get("height")) == ("80", "40")


def test_a_hosted_picture_has_a_public_address(tmp_path: Path, mail: Made, issue: Made, parsed: Made) -> None:
    saved(tmp_path, "quay.png", drawn((80, 40)))
    links = Links(assets="https://cdn.example.org/{issue}/")
    rendered = mail(issue(Image(src="quay.png", alt="Quay"), base=tmp_path, paper={"links": links}))
    found = [image.get("src") for image in parsed(str(rendered.html)).iter("img")]
    assert f"https://cdn.example.org/2023-06/assets/{rendered.pictures[0].name}" in found
    assert not any(isinstance(part, Slot) and part.name.startswith("asset:") for part in rendered.html.parts)


def test_the_edition_shows_the_picture_of_its_language(tmp_path: Path, mail: Made, issue: Made) -> None:
    saved(tmp_path, "quay.png", Pillow.new("RGB", (80, 40), "red"))
    saved(tmp_path, "quay.ko.png", Pillow.new("RGB", (60, 40), "blue"))
    made = issue(Image(src="quay.png", alt="Quay"), base=tmp_path)
    assert [asset.width for asset in mail(made, locale="ko").pictures] == [60]
    assert [asset.width for asset in mail(made, locale="en-GB").pictures] == [80]


def test_a_picture_at_a_web_address_needs_its_measures(mail: Made, issue: Made) -> None:
    with pytest.raises(ContentError, match="needs its width and height"):
        mail(issue(Image(src="https://example.org/a.png", alt="A")))


def test_a_picture_used_twice_travels_once(tmp_path: Path, mail: Made, issue: Made) -> None:
    saved(tmp_path, "quay.png", drawn((80, 40)))
    block = Image(src="quay.png", alt="Quay")
    assert len(mail(issue(block, block, base=tmp_path)).pictures) == 1


def test_a_whole_png_without_metadata_is_published_without_being_opened(tmp_path: Path) -> None:
    file = tmp_path / "quay.png"
    Pillow.new("RGB", (40, 30), (11, 93, 107)).save(file)
    assert bare_png(file.read_bytes()) == (40, 30)
    assert publish(file, 100).data == file.read_bytes()


@pytest.mark.parametrize(
    "broken",
    [lambda raw: raw[:-1], lambda raw: raw[:40], lambda raw: raw + b"x", lambda raw: raw[:30] + b"\0" + raw[31:]],
    ids=["last byte missing", "cut short", "something behind it", "a byte changed"],
)
def test_a_png_that_is_not_whole_is_not_taken_for_one(broken: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "quay.png"
    Pillow.new("RGB", (40, 30), (11, 93, 107)).save(file)
    assert bare_png(broken(file.read_bytes())) is None
