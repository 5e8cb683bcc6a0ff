"""Slots stay open until a reader fills them, and know where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from bulletin.inline import Slot, SlotPlace, Spans, Text
from bulletin.inline.html import escaped_for
from bulletin.model.blocks import Button, Event, Image, Item, List, Paragraph
from bulletin.rendering.slotted import Passage, Slotted, slotted

Made = Callable[..., Any]


def slots(part: Slotted) -> list[tuple[str, SlotPlace]]:
    return [(each.name, each.place) for each in part.parts if isinstance(each, Slot)]


def test_a_slot_knows_where_it_stands(mail: Made, issue: Made) -> None:
    rendered = mail(
        issue(
            Paragraph(text="Dear {reader.name|friend}, [your page](https://example.org/{reader.id|0})."),
            Image(src="https://example.org/a.png", width=10, height=10, alt="For {reader.alt|you}"),
            Button(label="Go", url="https://example.org/?to={reader.to|all}"),
            subject="June, {reader.name|friend}",
        )
    )
    places = slots(rendered.html)
    assert ("name", SlotPlace.HTML) in places
    assert ("id", SlotPlace.URL) in places
    assert ("alt", SlotPlace.ATTRIBUTE) in places
    assert ("to", SlotPlace.URL) in places
    assert slots(rendered.subject) == [("name", SlotPlace.HEADER)]
    assert {place for _, place in slots(rendered.text)} == {SlotPlace.PLAIN}
    assert {"name", "id", "alt", "to"} <= {name for name, _ in slots(rendered.text)}


def test_a_subject_in_the_title_of_the_page_is_plain_there(mail: Made, issue: Made) -> None:
    rendered = mail(issue(subject="June, {reader.name|friend}", article={"headline": "x"}))
    assert ("name", SlotPlace.ATTRIBUTE) in slots(rendered.html)


def test_the_words_round_a_slot_travel_with_it(mail: Made, issue: Made) -> None:
    rendered = mail(issue(Paragraph(text="{reader.name:Dear …,|Dear reader,} welcome")))
    found = next(part for part in rendered.html.parts if isinstance(part, Slot) and part.name == "name")
    assert (found.before, found.after, found.fallback) == ("Dear ", ",", "Dear reader,")
    assert "Dear reader, welcome" in str(rendered.html)


def test_slots_survive_in_the_text_of_a_list(mail: Made, issue: Made) -> None:
    inner = List(items=(Item(text="inner {reader.b|B}"),), ordered=True)
    rendered = mail(issue(List(items=(Item(text="Dear {reader.a|A}", blocks=(inner,)),))))
    assert [name for name, _ in slots(rendered.text)][:2] == ["a", "b"]
    assert "* Dear A\n" in str(rendered.text)
    assert "1.  inner B\n" in str(rendered.text)
    assert "\ufffd" not in str(rendered.text)


def test_slots_survive_in_an_address_that_a_message_names(mail: Made, issue: Made) -> None:
    rendered = mail(issue(article={"link": "https://example.org/{reader.id|0}"}))
    assert ("id", SlotPlace.PLAIN) in slots(rendered.text)
    assert "On the web: https://example.org/0" in " ".join(str(rendered.text).split())


def test_an_address_with_a_slot_is_listed_once_in_an_article(mail: Made, issue: Made) -> None:
    link = "[a](https://example.org/{reader.id|0})"
    text = str(mail(issue(Paragraph(text=f"{link} and {link}"))).text)
    assert "a [1] and a [1]" in text
    assert text.count("https://example.org/0") == 1


def test_personal_links_show_as_a_hash_in_the_html(mail: Made, full_issue: Made, parsed: Made) -> None:
    rendered = mail(full_issue(lambda _: Spans((Text("x"),)), lambda _: Spans((Text("https://e.org/"),))))
    assert {"unsubscribe", "preferences"} <= {name for name, _ in slots(rendered.html)}
    assert [link.get("href") for link in parsed(str(rendered.html)).iter("a")].count("#") == 2
    assert {"unsubscribe", "preferences"} <= {name for name, _ in slots(rendered.text)}
    assert "\n#\n" in str(rendered.text)


def test_the_web_copy_has_no_personal_links(mail: Made, full_issue: Made) -> None:
    rendered = mail(full_issue(lambda _: Spans((Text("x"),)), lambda _: Spans((Text("https://e.org/"),))), web=True)
    assert not {"unsubscribe", "preferences"} & {name for name, _ in slots(rendered.html) + slots(rendered.text)}


def test_a_fallback_is_escaped_for_its_place(mail: Made, issue: Made, parsed: Made) -> None:
    nasty = '<script>"x"</script>&amp;'
    rendered = mail(
        issue(
            Paragraph(text=Spans((Slot(name="name", fallback=nasty),))),
            Image(src="https://e.org/a.png", width=1, height=1, alt=Spans((Slot(name="name", fallback=nasty),))),
            Button(label="B", url=Spans((Text("https://example.org/?"), Slot(name="q", fallback='"><script>\n\\')))),
        )
    )
    page = parsed(str(rendered.html))
    assert list(page.iter("script")) == []
    assert nasty in "".join(page.itertext())
    assert nasty in [image.get("alt") for image in page.iter("img")]
    assert 'https://example.org/?"><script>%0A%5C' in [link.get("href") for link in page.iter("a")]
    assert nasty in str(rendered.text)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (SlotPlace.HTML, "&lt;b&gt; &quot;&#39;\n\\"),
        (SlotPlace.ATTRIBUTE, "&lt;b&gt; &quot;&#39;&#10;\\"),
        (SlotPlace.URL, "&lt;b&gt; &quot;&#39;%0A%5C"),
        (SlotPlace.HEADER, "<b> \"' \\"),
        (SlotPlace.PLAIN, "<b> \"'\n\\"),
    ],
)
def test_each_place_has_its_escapes(place: SlotPlace, expected: str) -> None:
    assert escaped_for(place, "<b> \"'\n\\") == expected


def test_the_length_is_that_of_what_is_shown() -> None:
    text = slotted(["Dear ", Slot(name="name", fallback="friend"), ""])
    assert (str(text), len(text)) == ("Dear friend", 11)
    assert "friend" in text
    assert "name" not in text


def test_neighbouring_strings_are_joined() -> None:
    slot = Slot(name="x")
    assert slotted(["a", "", "b", slot, "", "c"]).parts == ("ab", slot, "c")
    assert slotted([]).parts == ()


def test_an_address_that_a_reader_supplies_whole_is_none(mail: Made, issue: Made, names: Made) -> None:
    rendered = mail(issue(Button(label="B", url="{reader.url|https://example.org/}")))
    assert names(rendered.findings) == ["address-scheme"]


def test_an_event_and_its_calendar_show_fallbacks(mail: Made, issue: Made) -> None:
    import datetime

    start = datetime.datetime(2023, 6, 14, 15)  # noqa: DTZ001 - local time, as authors write it
    event = Event(title="Tea for {reader.name|all}", start=start, end=start.replace(hour=18))
    rendered = mail(issue(event))
    assert ("name", SlotPlace.HTML) in slots(rendered.html)
    assert b"SUMMARY:Tea for all" in rendered.calendars[0].data


@pytest.mark.parametrize(
    ("fallback", "shown"), [("독자", "독자는"), ("구독자분", "구독자분은"), ("friend", "friend은(는)")]
)
def test_a_particle_fits_the_words_that_stand_for_a_reader(fallback: str, shown: str) -> None:
    name = Slot(name="name", fallback=fallback)
    assert str(Slotted((name, "은(는) 왔다"))) == f"{shown} 왔다"
    html = Slotted(("<b>", Slot(name="name", place=SlotPlace.HTML, fallback=fallback), "</b>은(는) ", name, " 님은"))
    assert str(html) == f"<b>{fallback}</b>{shown.removeprefix(fallback)} {fallback} 님은"
    passage = Passage(segments=("a",), parts=(name, "은(는)"))
    assert str(Slotted((passage, "은(는)"))) == f"{shown}은(는)"


def test_every_copy_of_a_mail_shows_a_particle_that_fits(mail: Made, issue: Made) -> None:
    made = issue(Paragraph(text="{reader.name|독자}은(는) 읽고, **{reader.name|독자}**이(가) 쓴다."))
    for shown in (mail(made).html, mail(made).text, mail(made, web=True).html):
        assert "이(가)" not in str(shown)
        assert "는 읽고" in re.sub(r"<[^>]*>|[\u2068\u2069]", "", str(shown))
