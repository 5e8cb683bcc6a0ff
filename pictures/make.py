"""Draw the README's picture: the example in English and in Korean. Needs Chromium and a built example.

Run ``make demo`` first, then ``python pictures/make.py``.
"""

from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "build" / "demo" / "2023-06"
LOCALES = ("en-GB", "ko")
WIDTH, HEIGHT, GAP = 600, 900, 34
"""Pixels of each edition, and round them."""


def main() -> None:
    """Take a screenshot of each edition and set them side by side."""
    picture = Image.new("RGB", (len(LOCALES) * (WIDTH + GAP) + GAP, HEIGHT + 2 * GAP), "#dfe5e4")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for number, locale in enumerate(LOCALES):
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto((BUILT / locale / "email.html").as_uri())
            file = ROOT / "build" / f"{locale}.png"
            page.screenshot(path=file)
            picture.paste(Image.open(file), (GAP + number * (WIDTH + GAP), GAP))
        browser.close()
    palette = picture.quantize(160, dither=Image.Dither.NONE)
    palette.save(ROOT / "pictures" / "port-cities.png", optimize=True)


if __name__ == "__main__":
    main()
