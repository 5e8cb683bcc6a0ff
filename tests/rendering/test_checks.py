"""Checks on a theme and on rendered mail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.findings import Place
from bulletin.model.newsletter import Links, Mailbox, Newsletter, Publisher
from bulletin.rendering.checks import CLIPPED, HEAVY, contrast, contrast_findings, mail_findings
from bulletin.rendering.slotted import Asset, Rendered, Slotted
from bulletin.rendering.theme import Theme

PAPER = Newsletter(
    id="port-cities", title="Port Cities", locale="en-GB", sender=Mailbox(address="news@example.org"),
    publisher=Publisher(name="Port Cities", address="1 Example Dock"),
    links=Links(unsubscribe="https://example.org/u/{token}"),
)  # fmt: skip
PICTURE = Asset(name="a.png", data=b"", mime="image/png", width=1, height=1)
WELL = Rendered(
    key=("port-cities", "2023-06"), newsletter=PAPER, locale="en-GB", dir="ltr", subject=Slotted(("S",)),
    preheader=Slotted(("P",)), html=Slotted(("<p>",)), text=Slotted(("t",)),
)  # fmt: skip


def rules(mail: Rendered, size: int = 1000) -> list[str]:
    return [finding.rule for finding in mail_findings(mail, size)]


def test_a_mail_that_has_all_it_needs_has_no_finding() -> None:
    assert rules(WELL) == []


def test_html_that_gmail_clips_is_found_by_its_bytes() -> None:
    assert rules(replace(WELL, html=Slotted(("x" * CLIPPED,)))) == []
    assert rules(replace(WELL, html=Slotted(("x" * (CLIPPED + 1),)))) == ["size-clip"]
    assert rules(replace(WELL, html=Slotted(("부" * (CLIPPED // 3 + 1),)))) == ["size-clip"]


def test_pictures_inside_a_heavy_message_are_found_unless_they_are_hosted() -> None:
    heavy = replace(WELL, pictures=(PICTURE,))
    assert rules(heavy, HEAVY) == []
    assert rules(heavy, HEAVY + 1) == ["size-pictures"]
    hosted = replace(PAPER, links=replace(PAPER.links, assets="https://cdn.example.org/"))
    assert rules(replace(heavy, newsletter=hosted), HEAVY + 1) == []


def test_what_is_missing_is_found() -> None:
    assert rules(replace(WELL, preheader=Slotted())) == ["no-preheader"]
    assert rules(replace(WELL, preheader=Slotted((" ",)))) == ["no-preheader"]
    assert rules(replace(WELL, newsletter=replace(PAPER, publisher=Publisher(name="P")))) == ["postal-address"]
    assert rules(replace(WELL, newsletter=replace(PAPER, links=Links()))) == ["unsubscribe"]


@pytest.mark.parametrize("name", ["harbour", "plain"])
def test_every_word_of_a_theme_that_ships_can_be_read_in_both_schemes(name: str) -> None:
    assert [str(finding) for finding in contrast_findings(Theme.named(name))] == []


def test_a_colour_of_the_newsletter_that_cannot_be_read_is_found_in_its_scheme() -> None:
    place = Place(file="bulletin.toml", line=20)
    (light,) = contrast_findings(Theme.named("harbour", brand={"accent": "#9fd8df", "on_accent": "#ffffff", "tint": "#10171d", "link": "#0b5d6b", "ink": "#1c2733"}), place)[-1:]  # fmt: skip
    assert light.place == place
    weak = contrast_findings(Theme.named("harbour", brand={"on_accent": "#0b5d6c"}))
    assert [finding.rule for finding in weak] == ["contrast"]
    assert weak[0].text == (
        "`on_accent` #0b5d6c on `accent` #0b5d6b has a contrast of 1.0, in the light scheme; "
        "set one of them under [brand] so that it has 4.5"
    )
    dark = contrast_findings(Theme.named("harbour", brand={"dark_link": "#2a3a44"}))
    assert {finding.text.split(" ")[0] for finding in dark} == {"`dark_link`"}
    assert len(dark) == 3


def test_the_masthead_is_large_and_needs_less() -> None:
    large = {"on_mast": "#7f9a9f"}
    theme = Theme.named("harbour", brand=large)
    assert 3.0 <= contrast(large["on_mast"], str(dict(theme.tokens)["mast"])) < 4.5
    assert contrast_findings(theme) == ()


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#abcdef", "#abcdef") == 1


def test_a_theme_of_ones_own_may_lack_colours(tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "theme.toml").write_text('[light]\nink = "#777777"\npaper = "#ffffff"\n', encoding="utf-8")
    found = contrast_findings(Theme.named("bare", templates=tmp_path))
    assert [finding.text.split(" ")[0] for finding in found] == ["`ink`"]
