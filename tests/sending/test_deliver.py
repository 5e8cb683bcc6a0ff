"""Every subscriber one message, in their language, once: whatever goes wrong on the way."""

import datetime
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bulletin import (
    Article,
    ConfigError,
    Delivery,
    DeliveryError,
    Issue,
    LedgerHeld,
    Links,
    Mailbox,
    MailTemplate,
    Newsletter,
    Outcome,
    Pace,
    Report,
    Schedule,
    Secret,
    Section,
    SqliteLedger,
    Subscriber,
    Terms,
    Theme,
    Transport,
    deliver,
    localise,
    markdown,
    render,
)  # fmt: skip
from bulletin.model.delivery import DeliveryState
from bulletin.sending.transport import Connection
from bulletin.sending.transports.each import EachTransport
from bulletin.testing import FailingTransport, Failure, FrozenClock, Outbox

SECRET = Secret(b"a secret that is long enough")
NINE = datetime.datetime(2023, 6, 6, 9, tzinfo=datetime.UTC)
ONE = Pace(connections=1)
ACCEPTED, DEFERRED, PLANNED = DeliveryState.ACCEPTED, DeliveryState.DEFERRED, DeliveryState.PLANNED
REJECTED, SUPPRESSED, UNKNOWN = DeliveryState.REJECTED, DeliveryState.SUPPRESSED, DeliveryState.UNKNOWN


def issue(subject: str = "Liverpool and Busan sign") -> Issue:
    paper = Newsletter(
        id="port-cities", title="Port Cities", locale="en-GB", locales=("ko",), zone="Europe/London",
        sender=Mailbox(name="Port Cities", address="news@example.org"),
    )  # fmt: skip
    story = Article(slug="busan", headline="Two harbours", blocks=markdown("Good morning, {reader.name|friend}."))
    return Issue(
        newsletter=paper, id="2023-06", date=datetime.date(2023, 6, 1), subject=subject,
        sections=(Section(name="Agreements", articles=(story,)),),
    )  # fmt: skip


def templates(made: Issue | None = None) -> dict[str, MailTemplate]:
    theme = Theme.named("plain")
    return {
        locale: MailTemplate.compile(render(localise(made or issue(), locale=locale), theme), secret=SECRET, date=NINE)
        for locale in ("en-GB", "ko")
    }


TEMPLATES = templates()


def readers(count: int) -> list[Subscriber]:
    return [Subscriber(id=str(n), address=f"reader{n}@example.org", name=f"Reader {n}") for n in range(1, count + 1)]


@pytest.fixture
def ledger() -> Iterator[SqliteLedger]:
    with SqliteLedger.in_memory(SECRET) as made:
        yield made


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NINE)


class Post:
    """What a test sends with; each call of `send` is one run."""

    def __init__(self, ledger: SqliteLedger, clock: FrozenClock) -> None:  # noqa: D107 - see the class
        self.ledger, self.clock = ledger, clock

    def send(self, people: list[Subscriber], transport: Transport, pace: Pace = ONE, **more: object) -> Report:
        terms = Terms(pace=pace, **{name: more.pop(name) for name in ("limit", "locale", "schedule") if name in more})  # type: ignore[arg-type] # a test's own words
        return deliver(
            issue(), more.pop("templates", TEMPLATES), people, transport, self.ledger, terms=terms, clock=self.clock, **more,  # type: ignore[arg-type] # likewise
        )  # fmt: skip


@pytest.fixture
def post(ledger: SqliteLedger, clock: FrozenClock) -> Post:
    return Post(ledger, clock)


# ---- the main road ----------------------------------------------------------------------------------------------


def test_every_subscriber_gets_one_message_in_the_language_they_prefer(post: Post) -> None:
    outbox = Outbox()
    people = [
        replace(person, locales=("ko-KR",) if number % 2 else ("cy", "en")) for number, person in enumerate(readers(6))
    ]
    report = post.send(people, outbox)
    assert sorted(outbox.recipients) == [person.address for person in people]
    assert [message["Content-Language"] for message in outbox.messages] == ["en-GB", "ko"] * 3
    assert report.done
    assert {locale: states[ACCEPTED] for locale, states in report.counts.locales.items()} == {"en-GB": 3, "ko": 3}


def test_several_connections_send_each_message_once(post: Post) -> None:
    outbox = Outbox()
    report = post.send(readers(500), outbox, Pace(connections=5, batch=17))
    assert Counter(outbox.recipients) == Counter(person.address for person in readers(500))
    assert report.made == {ACCEPTED: 500}


def test_called_again_it_sends_nothing_more(post: Post) -> None:
    post.send(readers(5), Outbox())
    again = Outbox()
    report = post.send(readers(5), again)
    assert (len(again), report.made, report.done) == (0, {}, True)


def test_a_subscriber_who_is_listed_twice_gets_one_message(post: Post) -> None:
    outbox = Outbox()
    post.send([Subscriber(address="Ann@Example.org"), Subscriber(address="ann@example.org")], outbox)
    assert len(outbox) == 1


# ---- refusals ---------------------------------------------------------------------------------------------------


def test_a_reader_who_is_refused_keeps_nobody_else_back(post: Post) -> None:
    transport = FailingTransport({"reader2@example.org": Failure.REFUSED})
    report = post.send(readers(4), transport)
    assert (report.count(ACCEPTED), report.count(REJECTED), report.done) == (3, 1, True)


def test_an_address_that_is_none_is_rejected_with_the_reason_and_never_shown_to_the_server(post: Post) -> None:
    transport = FailingTransport()
    people = [*readers(2), Subscriber(address="kim@")]
    post.send(people, transport)
    assert transport.attempts == 2
    run = post.ledger.run("port-cities", "2023-06")
    assert run is not None
    ((claimed, _, outcome),) = post.ledger.people(run, REJECTED)
    assert claimed.subscriber.address == "kim@"
    assert outcome is not None
    assert outcome.reply == "expected a domain such as 'example.org', found ''"


def test_a_message_refused_for_now_is_tried_again_after_a_while(post: Post, clock: FrozenClock) -> None:
    transport = FailingTransport({2: Failure.DEFERRED})
    report = post.send(readers(3), transport, replace(ONE, retry_after=(60,)))
    assert report.done
    assert transport.attempts == 4
    assert clock.elapsed() >= 60


def test_who_is_put_off_for_longer_than_a_run_waits_is_left_for_the_next_run(post: Post, clock: FrozenClock) -> None:
    transport = FailingTransport({2: Failure.DEFERRED})
    slow = replace(ONE, retry_after=(3600,), patience=900)
    first = post.send(readers(3), transport, slow)
    assert (first.count(DEFERRED), first.left, first.done) == (1, 1, False)
    assert post.send(readers(3), transport, slow).made == {}
    clock.set(NINE + datetime.timedelta(hours=2))
    assert post.send(readers(3), transport, slow).done


def test_a_run_stops_by_itself_where_too_many_are_refused(post: Post) -> None:
    transport = FailingTransport(dict.fromkeys(range(1, 1000), Failure.REFUSED))
    report = post.send(readers(300), transport)
    assert report.count(REJECTED) == 50
    assert report.count(PLANNED) == 250
    assert report.reason.startswith("50 of the last 50 messages were refused or lost (the latest: 550")


# ---- lost connections -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", [Failure.LOST, Failure.UNCONFIRMED])
def test_a_message_whose_reply_was_lost_is_in_doubt_and_never_sent_again_by_itself(
    post: Post, failure: Failure
) -> None:
    transport = FailingTransport({2: failure})
    first = post.send(readers(4), transport)
    assert (first.count(UNKNOWN), first.count(ACCEPTED), first.done) == (1, 3, False)
    assert post.send(readers(4), transport).made == {}
    assert transport.attempts == 4


def test_what_is_in_doubt_is_sent_again_only_where_somebody_says_so(post: Post) -> None:
    transport = FailingTransport({2: Failure.LOST})
    post.send(readers(4), transport)
    run = post.ledger.run("port-cities", "2023-06")
    assert run is not None
    assert post.ledger.resolve(run, PLANNED) == 1
    assert post.send(readers(4), transport).done
    assert sorted(transport.outbox.recipients) == [person.address for person in readers(4)]


@pytest.mark.parametrize("failure", [Failure.BROKEN, Failure.SLOW_DOWN])
def test_a_message_that_had_not_left_goes_over_another_connection(post: Post, failure: Failure) -> None:
    transport = FailingTransport({2: failure})
    report = post.send(readers(4), transport)
    assert report.done
    assert transport.connections == 2
    assert Counter(transport.outbox.recipients) == Counter(person.address for person in readers(4))


def test_a_server_that_keeps_asking_to_slow_down_is_asked_less_and_less_often(post: Post, clock: FrozenClock) -> None:
    transport = FailingTransport(dict.fromkeys((2, 4, 6, 8), Failure.SLOW_DOWN))
    report = post.send(readers(8), transport, replace(ONE, reconnect_after=(1, 5, 30)))
    assert report.done
    assert clock.waits[:4] == [1, 5, 30, 30]


def test_a_recipient_at_whom_the_server_hangs_up_is_put_off_and_keeps_nobody_else_back(post: Post) -> None:
    transport = FailingTransport({"reader1@example.org": Failure.SLOW_DOWN})
    report = post.send(readers(20), transport, replace(ONE, retry_after=(3600,)))
    assert (report.count(ACCEPTED), report.count(DEFERRED), report.count(UNKNOWN)) == (19, 1, 0)
    assert not report.reason


def test_a_relay_that_cannot_be_reached_is_an_error_before_anybody_is_claimed(post: Post) -> None:
    with pytest.raises(DeliveryError, match="connection 1 is refused"):
        post.send(readers(3), FailingTransport(unreachable=[1]))
    assert post.send(readers(3), Outbox()).done


def test_a_relay_that_goes_away_for_good_ends_the_run_and_loses_nobody(post: Post) -> None:
    transport = FailingTransport({3: Failure.BROKEN}, unreachable=range(2, 100))
    report = post.send(readers(5), transport)
    assert report.reason.startswith("connection")
    assert (report.count(ACCEPTED), report.count(PLANNED), report.count(UNKNOWN)) == (2, 3, 0)
    assert post.send(readers(5), Outbox()).done


def test_a_transport_that_raises_whatever_it_likes_ends_the_run_with_its_words(post: Post) -> None:
    def hand(delivery: Delivery) -> Outcome:
        raise ZeroDivisionError(delivery.recipient)

    report = post.send(readers(3), EachTransport(hand=hand))
    assert "reader1@example.org" in report.reason
    assert report.count(UNKNOWN) <= 1
    assert report.count(UNKNOWN) + report.count(PLANNED) == 3


# ---- stopping ---------------------------------------------------------------------------------------------------


def test_a_run_that_is_told_to_stop_finishes_what_it_has_in_hand(post: Post) -> None:
    stop = threading.Event()
    outbox = Outbox()

    def hand(delivery: Delivery) -> Outcome:
        if len(outbox) == 9:
            stop.set()
        return outbox.take(delivery)

    report = post.send(readers(50), EachTransport(hand=hand), stop=stop)
    assert (report.count(ACCEPTED), report.count(PLANNED), report.count(UNKNOWN)) == (10, 40, 0)
    assert report.reason.startswith("asked to")
    assert post.send(readers(50), outbox).done
    assert Counter(outbox.recipients) == Counter(person.address for person in readers(50))


def test_a_limit_takes_part_of_the_audience_and_leaves_the_rest(post: Post) -> None:
    outbox = Outbox()
    assert post.send(readers(10), outbox, limit=3).count(PLANNED) == 7
    assert post.send(readers(10), outbox, limit=3).count(PLANNED) == 4
    assert post.send(readers(10), outbox).done


def test_one_edition_may_go_before_the_others(post: Post) -> None:
    outbox = Outbox()
    people = [replace(person, locales=("ko",) if number % 2 else ("en",)) for number, person in enumerate(readers(6))]
    report = post.send(people, outbox, locale="ko")
    assert {message["Content-Language"] for message in outbox.messages} == {"ko"}
    assert report.count(PLANNED) == 3


def test_two_runs_at_once_are_one(post: Post) -> None:
    with post.ledger.owned(), pytest.raises(LedgerHeld):
        post.send(readers(2), Outbox())


# ---- pace -------------------------------------------------------------------------------------------------------


def test_a_connection_is_replaced_after_as_many_messages_as_the_relay_takes(post: Post) -> None:
    transport = FailingTransport()
    assert post.send(readers(10), transport, replace(ONE, cap=3)).done
    assert transport.connections == 4


def test_messages_keep_to_the_rate(post: Post, clock: FrozenClock) -> None:
    post.send(readers(21), Outbox(), replace(ONE, rate=10))
    assert clock.elapsed() == pytest.approx(2, abs=0.11)


# ---- what is planned is what is sent ----------------------------------------------------------------------------


def test_a_run_that_is_resumed_sends_what_was_planned_and_says_that_the_issue_was_edited(post: Post) -> None:
    outbox = Outbox()
    post.send(readers(4), outbox, limit=2)
    edited = templates(issue("A better subject"))
    report = post.send(readers(4), outbox, templates=edited)
    assert report.edited
    assert {message["Subject"] for message in outbox.messages} == {"Liverpool and Busan sign"}


def test_a_new_plan_sends_the_new_text_to_those_who_have_received_nothing(post: Post) -> None:
    outbox = Outbox()
    post.send(readers(4), outbox, limit=2)
    report = post.send(readers(4), outbox, templates=templates(issue("A better subject")), replan=True)
    assert not report.edited
    assert Counter(message["Subject"] for message in outbox.messages) == {
        "Liverpool and Busan sign": 2, "A better subject": 2,
    }  # fmt: skip
    assert len(set(outbox.recipients)) == 4


def test_an_audience_that_has_changed_is_honoured_when_a_run_is_resumed(post: Post) -> None:
    outbox = Outbox()
    people = readers(6)
    post.send(people, outbox, limit=2)
    people[3] = replace(people[3], address="moved@example.org")
    people[4] = replace(people[4], locales=("ko",))
    report = post.send([*people[:5], Subscriber(id="7", address="new@example.org")], outbox)
    assert (report.refreshed.changed, report.refreshed.gone, report.refreshed.new) == (2, 1, 1)
    assert outbox.recipients[2:] == ("reader3@example.org", "moved@example.org", "reader5@example.org")
    assert outbox.messages[-1]["Content-Language"] == "ko"


def test_who_leaves_or_changes_language_during_a_run_is_heard(post: Post) -> None:
    outbox = Outbox()
    people = readers(6)

    def hand(delivery: Delivery) -> Outcome:
        if len(outbox) == 1:
            post.ledger.choose(SECRET.person("port-cities", people[4]), left=True, at=NINE)
            post.ledger.choose(SECRET.person("port-cities", people[5]), locale="ko", at=NINE)
        return outbox.take(delivery)

    report = post.send(people, EachTransport(hand=hand), replace(ONE, batch=2))
    assert report.count(SUPPRESSED) == 1
    assert "reader5@example.org" not in outbox.recipients
    assert outbox.to("reader6@example.org")[0]["Content-Language"] == "ko"


def test_who_has_chosen_another_address_leaves_by_a_link_of_the_same_person(post: Post) -> None:
    paper = replace(issue().newsletter, links=Links(unsubscribe="https://example.org/u/{token}"))
    ann = Subscriber(address="ann@example.org")
    person = SECRET.person("port-cities", ann)
    post.ledger.choose(person, address="ann@example.net", at=NINE)
    outbox = Outbox()
    post.send([ann], outbox, templates=templates(replace(issue(), newsletter=paper)))
    (message,) = outbox.to("ann@example.net")
    token = message["List-Unsubscribe"].rpartition("/")[2].rstrip(">")
    assert SECRET.read_token(token, "unsubscribe", "port-cities") == (person, "en-GB")


# ---- time -------------------------------------------------------------------------------------------------------


def test_each_reader_is_written_to_at_their_own_nine_o_clock(post: Post, clock: FrozenClock) -> None:
    outbox = Outbox()
    people = [
        Subscriber(id="1", address="busan@example.org", zone="Asia/Seoul"),
        Subscriber(id="2", address="liverpool@example.org", zone="Europe/London"),
        Subscriber(id="3", address="honolulu@example.org", zone="Pacific/Honolulu"),
    ]
    schedule = Schedule(day=datetime.date(2023, 6, 6), home="Europe/London")
    heard = []
    for hour in (0, 8, 19):
        clock.set(datetime.datetime(2023, 6, 6, hour, tzinfo=datetime.UTC))
        report = post.send(people, outbox, replace(ONE, patience=0), schedule=schedule)
        heard.append((outbox.recipients[-1], report.left))
    assert heard == [("busan@example.org", 2), ("liverpool@example.org", 1), ("honolulu@example.org", 0)]


# ---- what cannot be sent ----------------------------------------------------------------------------------------


def test_without_the_newsletters_own_edition_nothing_is_sent(post: Post) -> None:
    with pytest.raises(ConfigError, match="expected an edition in en-GB"):
        post.send(readers(1), Outbox(), templates={"ko": TEMPLATES["ko"]})


def test_a_run_without_readers_is_done_and_connects_nowhere(post: Post) -> None:
    transport = FailingTransport()
    assert post.send([], transport).done
    assert transport.connections == 0


def test_progress_is_told_with_numbers_that_add_up(post: Post) -> None:
    told: list[tuple[int, int]] = []
    post.send(
        readers(20), Outbox(), progress=lambda progress: told.append((sum(progress.made.values()), progress.left))
    )
    assert told[-1] == (20, 0)
    assert all(made + left == 20 for made, left in told)


@pytest.mark.parametrize("failure", [None, Failure.LOST, Failure.BROKEN, Failure.REFUSED])
def test_every_connection_is_closed_whatever_happens(post: Post, failure: Failure | None) -> None:
    opened: list[Closing] = []

    class Watched(FailingTransport):
        def connect(self) -> Connection:
            opened.append(Closing(super().connect()))
            return opened[-1]

    post.send(readers(6), Watched({2: failure} if failure else {}), Pace(connections=3))
    assert opened
    assert all(connection.closed for connection in opened)


class Closing:
    """A connection that remembers whether it was closed."""

    closed = False

    def __init__(self, inner: Connection) -> None:  # noqa: D107 - see the class
        self.inner, self.capabilities, self.send = inner, inner.capabilities, inner.send

    def close(self) -> None:
        self.closed = True
        self.inner.close()
