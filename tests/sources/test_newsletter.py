"""`bulletin.toml`: the newsletter, and the settings of its folder."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bulletin.errors import ContentError
from bulletin.model.newsletter import EditionPolicy, Links, Mailbox, Newsletter
from bulletin.sources.newsletter import ReadNewsletter, read_newsletter

if TYPE_CHECKING:
    from pathlib import Path

LEAST = 'id = "port-cities"\ntitle = "Port Cities"\nlocale = "en-GB"\n[sender]\naddress = "news@example.org"\n'


def read(tmp_path: Path, text: str) -> ReadNewsletter:
    file = tmp_path / "bulletin.toml"
    file.write_text(text, encoding="utf-8")
    return read_newsletter(file)


def test_three_keys_and_a_sender_make_a_newsletter(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST).newsletter == Newsletter(
        id="port-cities", title="Port Cities", locale="en-GB", sender=Mailbox(address="news@example.org")
    )


def test_the_defaults_of_an_edition_are_those_of_the_design(tmp_path: Path) -> None:
    found = read(tmp_path, 'locales = ["ko"]\n' + LEAST + "[editions.ko]\n").newsletter
    assert found.editions == (
        EditionPolicy(
            locale="ko", min_reviewed=1.0, mandatory=("subject", "headline"), machine="never", changed="fall-back",
            not_ready="source", refused="stop", clock_zone="",
        ),
    )  # fmt: skip


def test_links_that_stand_in_headers_only_are_read_too(tmp_path: Path) -> None:
    text = (
        '[links]\nunsubscribe_mail = "mailto:leave@example.org?subject={token}"\nhelp = "https://example.org/help/"\n'
    )
    links = read(tmp_path, LEAST + text).newsletter.links
    assert links == Links(unsubscribe_mail="mailto:leave@example.org?subject={token}", help="https://example.org/help/")


def test_settings_of_delivery_schedule_and_checks_are_kept_apart(tmp_path: Path) -> None:
    text = '[delivery]\nto = "subscribers.csv"\n[schedule]\nat = 08:30:00\nzone = "reader"\n'
    found = read(tmp_path, LEAST + text + '[checks]\nsubject-length = "off"\n')
    assert found.delivery.to == "subscribers.csv"
    assert found.delivery.state == "state/bulletin.sqlite"
    assert (found.schedule.at, found.schedule.zone, found.schedule.not_after) == (dt.time(8, 30), "reader", 48)
    assert found.checks == (("subject-length", "off"),)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'locales = ["ko", "en-GB"]\n' + LEAST,
            "1:18: error: 'en-GB' is the source language; list only the editions beside it",
        ),
        ('locales = ["ko", "ko"]\n' + LEAST, "1:18: error: 'ko' is listed twice; delete one of them"),
        (LEAST + "[editions.cy]\n", "6:11: error: there is no edition 'cy'; add it to `locales`"),
        (LEAST.replace("Port Cities", "Port {cities}"), "2:1: error: expected words, found the value `cities`"),
        (
            LEAST + '[publisher]\nname = "P"\naddress = "{street}"',
            "8:1: error: expected words, found the value `street`",
        ),
        (LEAST + "[sender]\n", "6:8: error: expected TOML"),
        ("", "1:1: error: `id` is missing"),
    ],
)
def test_a_fault_is_told_at_its_place(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"bulletin.toml:{fault}")
