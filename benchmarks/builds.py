"""What building an issue costs, beside the official `mjml` command and mrml; (a) to (f) of `README.md`."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import locales
from aims import least, left_out, most, report

from bulletin.l10n.localise import localise
from bulletin.rendering import skeleton as skeletons
from bulletin.rendering.fill import Filling, joined
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme
from bulletin.testing import sample_issue, write_newsletter

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "bench"
RUNS = 9


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def pairs(ours: Callable[[], object], theirs: Callable[[], object], runs: int = RUNS) -> tuple[float, float, float]:
    """Run both in turn after one warm-up each; return both medians and the median of the ratios."""
    ours(), theirs()
    timed = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    first, second = zip(*timed, strict=True)
    return statistics.median(first), statistics.median(second), statistics.median(a / b for a, b in timed)


def official_mjml() -> Path | None:
    """Return the official command, installed once under build/bench; None where npm is missing."""
    command = WORK / "node_modules" / ".bin" / "mjml"
    if not command.exists():
        if shutil.which("npm") is None:
            return None
        WORK.mkdir(parents=True, exist_ok=True)
        (WORK / "package.json").write_text("{}")
        quiet = subprocess.DEVNULL
        if subprocess.run(
            ["npm", "install", "--silent", "mjml"], cwd=WORK, stdout=quiet, stderr=quiet, check=False
        ).returncode:
            return None
    return command


class Recorder:
    """Remembers what a rendering gave to mrml and what it filled in."""

    def __init__(self) -> None:
        """Start with nothing recorded."""
        self.mjml = ""
        self.values: list[object] = []

    def render(self, folder: Path, articles: int) -> tuple[str, Theme]:
        """Render an issue and return its HTML."""
        compile_, fill = skeletons.mjml2html, Filling.fill

        def recording_compile(mjml: str, **options: object) -> object:
            self.mjml = mjml
            return compile_(mjml, **options)

        def recording_fill(filling: Filling, skeleton: skeletons.Skeleton, values: list[object]) -> object:
            self.values, self.filling, self.skeleton = list(values), filling, skeleton
            return fill(filling, skeleton, values)

        skeletons.mjml2html, Filling.fill = recording_compile, recording_fill  # type: ignore[method-assign,assignment]
        try:
            theme = Theme.named("harbour")
            html = str(render(localise(sample_issue(folder, articles=articles)), theme).html)
        finally:
            skeletons.mjml2html, Filling.fill = compile_, fill  # type: ignore[method-assign]
        return html, theme

    def with_content(self) -> str:
        """Return the MJML with the values in the places of their tokens, as an author of MJML would have it."""
        mjml = self.mjml
        holes = skeletons._holes(mjml)
        parts: list[str] = []
        position = 0
        for start, end, hole in sorted(holes, key=lambda found: found[0]):
            place = hole.place
            name = mjml[:start].rpartition("=")[0].rpartition(" ")[2]
            if place is skeletons.HolePlace.PLAIN and name in {"font-family", "line-height"}:
                place = skeletons.HolePlace.STYLE
            filled = self.filling.text if place is skeletons.HolePlace.TEXT else self.filling.plain
            shown = "".join(
                part if isinstance(part, str) else part.fallback for part in filled(self.values[hole.index])
            )  # type: ignore[arg-type]
            parts += [mjml[position:start], shown]
            position = end
        return "".join([*parts, mjml[position:]])


def whole_build(folder: Path, mjml: Path, command: Path | None) -> None:
    """Print (a) and (d)."""
    if command is None:
        left_out("a,d", "npm, or the mjml package, is missing")
        return
    environment = {**os.environ, "NO_COLOR": "1"}
    quiet = subprocess.DEVNULL
    bulletin = [
        str(Path(sys.executable).parent / "bulletin"),
        "build",
        "2023-06",
        "--project",
        str(folder),
        "--out",
        str(folder / "out"),
    ]
    official = [str(command), str(mjml), "-o", str(folder / "official.html")]
    ours, theirs, ratio = pairs(
        lambda: subprocess.run(bulletin, stdout=quiet, stderr=quiet, env=environment, check=True),
        lambda: subprocess.run(official, stdout=quiet, stderr=quiet, env=environment, check=True),
    )
    report(
        "a",
        f"bulletin build, 12 articles {ours:.3f} s; mjml, one file {theirs:.3f} s; ratio {most('a', ratio, 0.8)}",
    )
    record = json.loads((folder / "out" / "2023-06" / "en-GB" / "edition.json").read_text(encoding="utf-8"))
    bytes_ = record["bytes"]["html"], (folder / "official.html").stat().st_size
    report("d", f"HTML {bytes_[0]:,} bytes; mjml {bytes_[1]:,}; ratio {most('d', bytes_[0] / bytes_[1], 0.8)}")


def filling(recorder: Recorder, content: str, folder: Path, theme: Theme) -> None:
    """Print (b)."""
    compiled = skeletons.compile_skeleton(recorder.mjml)

    escaped = [recorder.filling.fragment(hole.place, recorder.values[hole.index]) for hole in compiled.holes]

    def fill() -> None:
        for _ in range(20):
            joined(compiled, escaped)

    def escape_and_fill() -> None:
        for _ in range(20):
            recorder.filling.known.clear()
            recorder.filling.fill(compiled, recorder.values)

    def compile_content() -> None:
        for _ in range(20):
            skeletons.mjml2html(content, disable_comments=True, fonts={})

    ours, theirs, ratio = pairs(fill, compile_content)
    speed = 1 / ratio
    report(
        "b",
        f"fill {ours / 20 * 1e3:.3f} ms; mrml on the same, escaped content {theirs / 20 * 1e3:.3f} ms; {least('b', speed, 5, ' times as fast')}",
    )
    both = statistics.median(seconds(escape_and_fill) for _ in range(RUNS)) / 20
    report("", f"escaping the values anew and filling: {both * 1e3:.2f} ms")
    edition = localise(sample_issue(folder))
    again = statistics.median(seconds(lambda: render(edition, theme)) for _ in range(RUNS))
    report("", f"a further edition as a whole (values, templates, fill, text part): {again * 1e3:.1f} ms")


def _run(command: list[str]) -> float:
    return seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True))


def growth(folder: Path) -> None:
    """Print (c)."""
    bulletin = str(Path(sys.executable).parent / "bulletin")
    spent: dict[int, float] = {}
    for articles in (12, 120, 1200):
        newsletter = folder / str(articles)
        write_newsletter(newsletter, articles=articles)
        command = [bulletin, "build", "2023-06", "--project", str(newsletter), "--out", str(folder / "out")]
        spent[articles] = statistics.median(_run(command) for _ in range(4))
    slopes = [(spent[120] - spent[12]) / 108, (spent[1200] - spent[120]) / 1080]
    shown = ", ".join(f"{articles:,} articles {time_:.2f} s" for articles, time_ in spent.items())
    report(
        "c",
        f"{shown}; per further article {slopes[0] * 1e3:.1f} and {slopes[1] * 1e3:.1f} ms; ratio {slopes[1] / slopes[0]:.2f} (linear: 1)",
    )


def in_locales(folder: Path, mjml: Path, command: Path | None) -> None:
    """Print (e) and (f)."""
    environment = {**os.environ, "NO_COLOR": "1"}
    quiet = subprocess.DEVNULL

    def run(arguments: list[str]) -> None:
        subprocess.run(arguments, stdout=quiet, stderr=quiet, env=environment, check=True)

    def build(newsletter: Path) -> list[str]:
        bulletin = str(Path(sys.executable).parent / "bulletin")
        return [bulletin, "build", locales.ISSUE, "--project", str(newsletter), "--out", str(newsletter / "out")]

    spent, slopes = locales.further(lambda newsletter: seconds(lambda: run(build(newsletter))), folder)
    if command is None:
        left_out("e", "npm, or the mjml package, is missing")
    else:
        official = [str(command), str(mjml), "-o", str(folder / "official.html")]
        ours, theirs, ratio = pairs(lambda: run(build(folder / "in-20")), lambda: run(official))
        shown = f"bulletin build, 12 articles in 20 locales {ours:.3f} s; mjml, one file {theirs:.3f} s"
        report("e", f"{shown}; ratio {most('e', ratio, 1.5)}")
    shown = ", ".join(f"{count} locales {time_:.2f} s" for count, time_ in spent.items())
    each = f"per further locale {slopes[0] * 1e3:.1f} ms up to 20 and {slopes[1] * 1e3:.1f} ms up to 100"
    report("f", f"{shown}; {each}; ratio {most('f', slopes[1] / slopes[0], 1.25)}, linear: 1")


class Bench:
    """The twelve-article newsletter, and what its rendering gave, made once for all figures."""

    def __init__(self, folder: Path) -> None:
        """Write and render it."""
        self.folder = folder
        write_newsletter(folder / "twelve")
        self.recorder = Recorder()
        _, self.theme = self.recorder.render(folder / "twelve", 12)
        self.content = self.recorder.with_content()
        self.mjml = folder / "twelve.mjml"
        self.mjml.write_text(self.content, encoding="utf-8")

    def build(self) -> None:
        """Print (a) and (d)."""
        whole_build(self.folder / "twelve", self.mjml, official_mjml())

    def fill(self) -> None:
        """Print (b)."""
        filling(self.recorder, self.content, self.folder / "twelve", self.theme)

    def growth(self) -> None:
        """Print (c)."""
        growth(self.folder)

    def locales(self) -> None:
        """Print (e) and (f)."""
        in_locales(self.folder, self.mjml, official_mjml())
