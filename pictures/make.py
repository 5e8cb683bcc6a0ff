"""Draw the README's picture: the example on a desktop and on a phone. Needs Chromium and a built example.

Run ``make demo`` first, then ``python pictures/make.py``.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "build" / "demo" / "2023-06" / "en-GB" / "email.html"
PAGE = """
<body style="margin:0;padding:34px;display:flex;gap:34px;background:#dfe5e4">
<img src="desktop.png" width="680" style="border-radius:8px;box-shadow:0 6px 24px #0003">
<img src="phone.png" width="375" style="border-radius:26px;box-shadow:0 6px 24px #0005">
</body>
"""


def main() -> None:
    """Take the two screenshots and set them side by side."""
    work = ROOT / "build"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name, width, scheme in (("desktop", 680, "light"), ("phone", 375, "dark")):
            page = browser.new_page(
                viewport={"width": width, "height": 860}, color_scheme=scheme, device_scale_factor=1
            )
            page.goto(BUILT.as_uri())
            page.screenshot(path=work / f"{name}.png")
        (work / "picture.html").write_text(PAGE, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1157, "height": 928})
        page.goto((work / "picture.html").as_uri())
        page.screenshot(path=ROOT / "pictures" / "port-cities.png")
        browser.close()


if __name__ == "__main__":
    main()
