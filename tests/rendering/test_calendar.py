"""Calendars are read back by a reader of their own, of RFC 5545's plain rules."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bulletin.errors import ContentError
from bulletin.inline import Spans, Text
from bulletin.model.blocks import Event
from bulletin.model.newsletter import Links

Made = Callable[..., Any]
START = datetime.datetime(2023, 6, 14, 15)  # noqa: DTZ001 - local time, as authors write it
DROP_IN = Event(
    title="Drop-in, with tea; and cake",
    start=START,
    end=START.replace(hour=18),
    zone="Europe/London",
    place="The Brain Charity",
    address="Norton Street, Liverpool",
    url="https://example.org/drop-in?a=1&b=2",
    description="Bring: a friend\nand a cup.",
)


def read(data: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Return the lines of a calendar as name, parameters and value: RFC 5545 §3.1, §3.3.11."""
    unfolded = data.decode().replace("\r\n ", "").replace("\r\n\t", "")
    lines = []
    for line in unfolded.removesuffix("\r\n").split("\r\n"):
        match = re.fullmatch(
            r'(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)', line, re.DOTALL
        )
        assert match, line
        parameters = dict(each.split("=", 1) for each in match["parameters"].split(";")[1:])
        lines.append((match["name"], parameters, match["value"]))
    return lines


def event(rendered: Any, number: int = 0) -> dict[str, str]:
    """Return the properties of the event of a calendar, texts unescaped."""
    lines = read(rendered.calendars[number].data)
    begin, end = lines.index(("BEGIN", {}, "VEVENT")), lines.index(("END", {}, "VEVENT"))
    meanings = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return {name: re.sub(r"\\.", lambda match: meanings[match[0]], value) for name, _, value in lines[begin + 1 : end]}


def test_what_an_event_says_is_read_back(mail: Made, issue: Made) -> None:
    made = event(mail(issue(DROP_IN)))
    assert made["SUMMARY"] == "Drop-in, with tea; and cake"
    assert made["LOCATION"] == "The Brain Charity, Norton Street, Liverpool"
    assert made["DESCRIPTION"] == "Bring: a friend\nand a cup."
    assert made["URL"] == "https://example.org/drop-in?a=1&b=2"
    assert made["SEQUENCE"] == "0"
    assert made["DTSTAMP"] == "20230601T000000Z"


def test_times_are_in_the_zone_of_the_event(mail: Made, issue: Made) -> None:
    lines = read(mail(issue(DROP_IN)).calendars[0].data)
    assert ("DTSTART", {"TZID": "Europe/London"}, "20230614T150000") in lines
    assert ("DTEND", {"TZID": "Europe/London"}, "20230614T180000") in lines


def test_the_zone_travels_with_its_summer_time(mail: Made, issue: Made) -> None:
    lines = read(mail(issue(DROP_IN)).calendars[0].data)
    assert ("TZID", {}, "Europe/London") in lines
    assert ("BEGIN", {}, "DAYLIGHT") in lines
    assert ("TZOFFSETTO", {}, "+0100") in lines
    assert ("TZOFFSETTO", {}, "+0000") in lines


def test_a_zone_without_summer_time_has_one_offset(mail: Made, issue: Made) -> None:
    lines = read(mail(issue(replace(DROP_IN, zone="Asia/Seoul"))).calendars[0].data)
    assert ("TZOFFSETTO", {}, "+0900") in lines
    assert ("BEGIN", {}, "DAYLIGHT") not in lines


def test_an_event_takes_the_zone_of_its_newsletter_or_utc(mail: Made, issue: Made) -> None:
    without = replace(DROP_IN, zone="")
    lines = read(mail(issue(without)).calendars[0].data)
    assert ("DTSTART", {"TZID": "Europe/London"}, "20230614T150000") in lines
    lines = read(mail(issue(without, paper={"zone": ""})).calendars[0].data)
    assert ("DTSTART", {}, "20230614T150000Z") in lines


def test_a_zone_that_is_none_is_an_error(mail: Made, issue: Made) -> None:
    with pytest.raises(ContentError, match=r"expected a time zone such as Europe/London, found 'Mars/Base'"):
        mail(issue(replace(DROP_IN, zone="Mars/Base")))


def test_another_parser_reads_it_as_well(mail: Made, issue: Made) -> None:
    parser = pytest.importorskip("ics", reason="ics reads calendars independently")
    (found,) = parser.Calendar(mail(issue(DROP_IN)).calendars[0].data.decode()).events
    assert found.name == "Drop-in, with tea; and cake"
    assert found.begin.datetime == datetime.datetime(2023, 6, 14, 14, tzinfo=datetime.UTC)
    assert found.end.datetime == datetime.datetime(2023, 6, 14, 17, tzinfo=datetime.UTC)


def test_an_event_that_moves_keeps_its_uid(mail: Made, issue: Made) -> None:
    moved = replace(DROP_IN, start=START.replace(day=21), end=START.replace(day=21, hour=18), sequence=1)
    first, second = event(mail(issue(DROP_IN))), event(mail(issue(moved)))
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] == "1"
    assert first["UID"].endswith("@example.org")


def test_an_event_has_one_uid_in_all_editions(mail: Made, issue: Made) -> None:
    made = issue(DROP_IN)
    assert event(mail(made))["UID"] == event(mail(made, locale="ko"))["UID"]


def test_events_of_other_titles_articles_and_issues_have_other_uids(mail: Made, issue: Made) -> None:
    made = [
        issue(DROP_IN),
        issue(replace(DROP_IN, title="Other")),
        issue(DROP_IN, id="2023-07"),
        issue(DROP_IN, article={"slug": "other"}),
        issue(DROP_IN, paper={"id": "other"}),
    ]
    assert len({event(mail(each))["UID"] for each in made}) == len(made)


def test_events_of_one_title_in_one_article_have_other_uids(mail: Made, issue: Made) -> None:
    later = replace(DROP_IN, start=START.replace(day=21), end=START.replace(day=21, hour=18))
    rendered = mail(issue(DROP_IN, later))
    assert event(rendered, 0)["UID"] != event(rendered, 1)["UID"]
    assert event(rendered, 0)["UID"] == event(mail(issue(DROP_IN)))["UID"]
    assert [each.name for each in rendered.calendars] == ["story-1.ics", "story-2.ics"]


def test_a_uid_of_the_authors_own_stays(mail: Made, issue: Made) -> None:
    assert event(mail(issue(replace(DROP_IN, uid="tea-1@example.org"))))["UID"] == "tea-1@example.org"


def test_korean_is_folded_at_whole_characters(mail: Made, issue: Made) -> None:
    title = "부산광역시와 리버풀시의 공동 설명회 " * 8
    data = mail(issue(replace(DROP_IN, title=title))).calendars[0].data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()
    assert event(mail(issue(replace(DROP_IN, title=title))))["SUMMARY"] == title


def test_lines_end_with_carriage_return_and_line_feed(mail: Made, issue: Made) -> None:
    data = mail(issue(DROP_IN)).calendars[0].data
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "text", ["a\r\nATTENDEE:x", "a\rATTENDEE:x", "a\nATTENDEE:x", "a\x00\x1b\x7fb", "a\ud800b", '\\n;,:"']
)
def test_no_text_adds_a_line(mail: Made, issue: Made, text: str) -> None:
    said = Spans((Text(text),))
    hostile = replace(
        DROP_IN, title=said, place=said, address=said, description=said, url=Spans((Text("https://e.org/" + text),))
    )
    lines = read(mail(issue(hostile)).calendars[0].data)
    plain = read(mail(issue(DROP_IN)).calendars[0].data)
    assert [name for name, _, _ in lines] == [name for name, _, _ in plain]


def test_an_address_of_another_scheme_is_left_out(mail: Made, issue: Made) -> None:
    assert "URL" not in event(mail(issue(replace(DROP_IN, url="javascript:alert(1)"))))


def test_two_renderings_give_the_same_bytes(mail: Made, issue: Made) -> None:
    assert mail(issue(DROP_IN)).calendars == mail(issue(DROP_IN)).calendars


def test_a_web_calendar_is_offered_too(mail: Made, issue: Made, parsed: Made) -> None:
    page = parsed(str(mail(issue(DROP_IN)).html))
    (address,) = {link.get("href") for link in page.iter("a") if "calendar.google.com" in link.get("href", "")}
    fields = parse_qs(urlsplit(address).query)
    assert fields["text"] == ["Drop-in, with tea; and cake"]
    assert fields["dates"] == ["20230614T150000/20230614T180000"]
    assert fields["ctz"] == ["Europe/London"]


def test_a_hosted_calendar_has_an_address_and_one_that_is_not_is_attached_only(mail: Made, issue: Made) -> None:
    hosted = mail(issue(DROP_IN, paper={"links": Links(assets="https://cdn.example.org/{issue}/")}))
    assert "https://cdn.example.org/2023-06/en-GB/story-1.ics" in str(hosted.html)
    assert "story-1.ics" not in str(mail(issue(DROP_IN)).html)
    assert "story-1.ics" in str(mail(issue(DROP_IN), web=True).html)
