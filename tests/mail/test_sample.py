import datetime

from tests.mail.making import CALENDAR, HEADERS, PICTURE, bodies, mail, parsed, slot

from bulletin.inline import SlotPlace
from bulletin.mail.sample import sample_message
from bulletin.rendering.slotted import Slotted

DAY = datetime.date(2023, 6, 1)


def test_the_sample_is_the_message_that_the_reader_at_example_org_would_get() -> None:
    raw = sample_message(mail(), date=DAY)
    message = parsed(raw)
    assert [name for name, _ in message.items()] == HEADERS
    assert message["to"] == "reader@example.org"
    assert message["date"] == "Thu, 01 Jun 2023 12:00:00 +0000"
    assert message["message-id"] == "<port-cities.2023-06.en-GB@example.org>"
    assert message["subject"] == "News for you, 항구"
    assert message["list-unsubscribe"].startswith("<https://example.org/u/sample?a=1&b=2>")
    text, html = bodies(raw)
    assert text.startswith("Port Cities\n\nDear reader,\nnews 부산은 here.")
    assert text.endswith("For business: \nLeave: #\n")
    assert (
        'Dear &lt;reader&gt;</b>은(는), <p>Business in </p><img alt=""><a href="#">leave</a><a href="#">choose</a>'
        in html
    )


def test_two_samples_are_the_same_octets() -> None:
    made = mail(pictures=(PICTURE,), calendars=(CALENDAR,))
    assert sample_message(made, date=DAY) == sample_message(made, date=DAY)


def test_pictures_and_calendars_travel_inside() -> None:
    place = slot(f"asset:{PICTURE.name}", SlotPlace.URL, fallback="../assets/x.png")
    raw = sample_message(
        mail(html=Slotted(('<img src="', place, '">')), pictures=(PICTURE,), calendars=(CALENDAR,)), date=DAY
    )
    kinds = [part.get_content_type() for part in parsed(raw).walk()]
    assert kinds[-2:] == ["image/png", "text/calendar"]
    assert bodies(raw)[1] == f'<img src="cid:{PICTURE.name}@example.org">\n'
