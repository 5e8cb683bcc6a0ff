"""Only pressing a button changes anything, once; what is sent back is private and asks nobody else for anything."""

from __future__ import annotations

import base64
import builtins
import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount
from tests.web.server import ANN, NOON, ONE_CLICK, PAPER, SECRET, Desk, Threaded

from bulletin.errors import ConfigError, DeliveryError, RenderError
from bulletin.mail.identity import Secret
from bulletin.model.newsletter import Links
from bulletin.rendering.theme import Theme
from bulletin.sending.ledger.choices import Choice
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.web import application

MULTIPART = "multipart/form-data; boundary=simple"
ONE_CLICK_PART = (
    b'--simple\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--simple--\r\n'
)


def left(desk: Desk) -> bool:
    choice = desk.choice
    return choice is not None and choice.left


# ---- looking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["unsubscribe", "preferences"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"},
        {"User-Agent": "Mozilla/5.0 (compatible; link scanner)", "X-HTTP-Method-Override": "POST"},
        {"Content-Type": "application/x-www-form-urlencoded", "List-Unsubscribe": "One-Click"},
    ],
)
def test_looking_at_a_page_changes_nothing(desk: Desk, page: str, method: str, headers: dict[str, str]) -> None:
    for query in ("", "?List-Unsubscribe=One-Click", "?locale=ko"):
        path = desk.path(page) + query  # type: ignore[arg-type] # one of the two literals
        assert desk.server.ask(method, path, "List-Unsubscribe=One-Click", headers).status == 200
    assert list(desk.ledger.choices()) == []


def test_head_has_the_headers_of_get_and_no_body(desk: Desk) -> None:
    got, head = (desk.server.ask(method, desk.path("unsubscribe")) for method in ("GET", "HEAD"))
    assert head.text == ""
    assert head.headers["content-length"] == str(len(got.text.encode()))


def test_a_known_and_an_unknown_person_see_the_same(desk: Desk) -> None:
    known = desk.look(desk.path("preferences"))
    desk.ledger.choose(ANN, at=NOON, left=False)
    stranger = SECRET.token("preferences", PAPER.id, bytes(16), "en-GB")
    pages = [desk.look(desk.path("preferences")), desk.look(f"/p/{stranger}")]
    assert {(page.status, page.text) for page in pages} == {(200, known.text)}


# ---- leaving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
        ("application/x-www-form-urlencoded; charset=UTF-8", b"List-Unsubscribe=One-Click"),
        ("", b"List-Unsubscribe=One-Click"),
        (MULTIPART, ONE_CLICK_PART),
        ('Multipart/Form-Data; Boundary="simple"', ONE_CLICK_PART.replace(b"form-data;", b"form-data ;")),
    ],
)
def test_one_click_unsubscribes_without_a_redirect_a_cookie_or_a_second_step(
    desk: Desk, content_type: str, body: bytes
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    reply = desk.server.ask("POST", desk.path("unsubscribe"), body, headers)
    assert reply.status == 200
    assert not {"location", "set-cookie", "www-authenticate"} & set(reply.headers)
    assert desk.choice == Choice(key=ANN, left=True, at=NOON)


def test_a_body_in_chunks_is_read_whole(desk: Desk) -> None:
    assert desk.server.ask("POST", desk.path("unsubscribe"), iter([b"List-Unsub", b"scribe=One-Click"])).status == 200
    assert left(desk)


def test_the_button_of_the_page_sends_what_one_click_sends(desk: Desk) -> None:
    assert '<button name="List-Unsubscribe" value="One-Click">' in desk.look(desk.path("unsubscribe")).text


def test_leaving_twice_is_leaving_once(desk: Desk) -> None:
    first, second = (desk.press(desk.path("unsubscribe"), ONE_CLICK) for _ in range(2))
    assert (first.status, first.text) == (second.status, second.text)
    assert len(list(desk.ledger.choices())) == 1


def test_who_has_left_is_told_so_whenever_they_look_and_can_come_back(desk: Desk) -> None:
    desk.press(desk.path("unsubscribe"), ONE_CLICK)
    assert "You are unsubscribed" in desk.look(desk.path("unsubscribe")).text
    assert "You are unsubscribed" in desk.look(desk.path("preferences")).text
    assert "You are subscribed again" in desk.press(desk.path("unsubscribe"), {"return": "yes"}).text
    assert not left(desk)
    assert "Press the button to stop receiving Port Cities." in desk.look(desk.path("unsubscribe")).text


def test_a_choice_bears_the_time_of_the_last_press(desk: Desk) -> None:
    desk.press(desk.path("unsubscribe"), ONE_CLICK)
    desk.clock.set(NOON.replace(hour=13))
    desk.press(desk.path("unsubscribe"), {"return": "yes"})
    assert desk.choice == Choice(key=ANN, left=False, at=NOON.replace(hour=13))


@pytest.mark.parametrize(
    "form", [{}, {"List-Unsubscribe": "one-click"}, {"list-unsubscribe": "One-Click"}, {"locale": "ko"}, {"return": ""}]
)
def test_a_post_that_asks_for_nothing_on_the_page_changes_nothing_and_shows_the_page(
    desk: Desk, form: dict[str, str]
) -> None:
    reply = desk.press(desk.path("unsubscribe"), form)
    assert (reply.status, desk.choice) == (400, None)
    assert reply.text == desk.look(desk.path("unsubscribe")).text


# ---- preferences -----------------------------------------------------------------------------------------------------


def test_a_chosen_language_is_stored_and_the_answer_is_in_it(desk: Desk) -> None:
    assert 'value="en-GB" required checked' in desk.look(desk.path("preferences")).text
    reply = desk.press(desk.path("preferences"), {"locale": "ko"})
    assert 'lang="ko"' in reply.text
    assert 'value="ko" required checked' in reply.text
    assert "저장했습니다" in reply.text
    assert desk.choice == Choice(key=ANN, locale="ko", at=NOON)


def test_a_language_that_is_no_edition_is_refused(desk: Desk) -> None:
    for locale in ("fr", "", "ko\0", '"><script>alert(1)</script>'):
        reply = desk.press(desk.path("preferences"), {"locale": locale})
        assert (reply.status, desk.choice) == (400, None)
        assert "<script" not in reply.text


def test_leaving_keeps_the_language_and_a_language_does_not_bring_back(desk: Desk) -> None:
    desk.press(desk.path("preferences"), {"locale": "ko"})
    desk.press(desk.path("preferences"), ONE_CLICK)
    desk.press(desk.path("preferences"), {"locale": "de"})
    assert desk.choice == Choice(key=ANN, locale="de", left=True, at=NOON)


def test_a_newsletter_in_one_language_offers_no_choice_of_languages(desk: Desk) -> None:
    desk.server.app = application(replace(PAPER, locales=()), desk.ledger, SECRET)
    assert 'name="locale"' not in desk.look(desk.path("preferences")).text
    assert "/p/" not in desk.look(desk.path("unsubscribe")).text


def test_the_way_to_the_preferences_opens_them(desk: Desk) -> None:
    page = desk.look(desk.path("unsubscribe", "ko")).text
    link = page.partition('href="https://example.org')[2].partition('"')[0]
    assert 'value="ko" required checked' in desk.look(link).text


# ---- tokens ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["unsubscribe", "preferences"])
def test_a_test_link_says_so_and_changes_nothing(desk: Desk, page: str) -> None:
    path = desk.path(page, "de", token="test")  # type: ignore[arg-type] # noqa: S106 - a literal, and no password
    replies = [desk.look(path), desk.press(path, ONE_CLICK), desk.press(path, {"locale": "ko"})]
    assert [reply.status for reply in replies] == [200, 200, 200]
    assert all("Das ist ein Testlink" in reply.text for reply in replies)
    assert list(desk.ledger.choices()) == []


def wrong_paths() -> Iterator[str]:
    token = SECRET.token("unsubscribe", PAPER.id, ANN, "ko")
    yield f"/p/{token}"
    yield f"/u/{token[:-1]}"
    yield f"/u/{token}A"
    yield f"/u/{'B' if token[0] == 'A' else 'A'}{token[1:]}"
    yield f"/u/{SECRET.token('unsubscribe', 'another-paper', ANN, 'ko')}"
    yield f"/u/{Secret(b'the secret of another').token('unsubscribe', PAPER.id, ANN, 'ko')}"
    yield from (
        "/",
        "/u",
        "/u/",
        "/p/",
        "/u/%00",
        "/u/%C3%A9",
        "/u/%ff",
        f"/u/{token}/",
        f"/{token}",
        "/u/" + "A" * 9000,
    )


@pytest.mark.parametrize("path", list(wrong_paths()), ids=lambda path: f"{path[:3]}-{len(path)}")
def test_a_link_that_is_not_ours_is_answered_alike_and_says_where_to_write(desk: Desk, path: str) -> None:
    usual = desk.look("/nothing", "ko-KR, en;q=0.5")
    looked = desk.look(path, "ko-KR, en;q=0.5")
    assert (looked.status, looked.text) == (404, usual.text)
    assert 'lang="ko"' in looked.text
    assert 'href="mailto:editors@example.org"' in looked.text
    assert desk.press(path, ONE_CLICK).status == 404
    assert list(desk.ledger.choices()) == []


@given(path=st.binary(max_size=60).map(lambda raw: "/u/" + "".join(f"%{octet:02x}" for octet in raw)))
def test_no_address_is_too_strange(path: str, odd: Desk) -> None:
    odd.server.app = odd.app
    assert odd.look(path).status == 404


@given(body=st.binary(max_size=200), content_type=st.sampled_from([MULTIPART, "multipart/form-data", "text/plain", ""]))
def test_no_body_is_too_strange(body: bytes, content_type: str, odd: Desk) -> None:
    odd.server.app = odd.app
    reply = odd.server.ask("POST", odd.path("preferences"), body, {"Content-Type": content_type})
    assert reply.status == 400


@pytest.fixture(scope="module")
def odd(server: Threaded) -> Iterator[Desk]:
    """Pages that one test asks for many times."""
    with SqliteLedger.in_memory(SECRET) as ledger:
        yield Desk(server, ledger, app=application(PAPER, ledger, SECRET))


# ---- every answer ----------------------------------------------------------------------------------------------------


def test_every_answer_is_private_and_may_load_nothing(desk: Desk) -> None:
    path = desk.path("unsubscribe")
    replies = [
        desk.look(path), desk.press(path, ONE_CLICK), desk.press(path, {}), desk.look("/u/x"),
        desk.server.ask("PUT", path), desk.server.ask("POST", path, b"x" * 1_000_000),
    ]  # fmt: skip
    assert [reply.status for reply in replies] == [200, 200, 400, 404, 405, 413]
    for reply in replies:
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["x-robots-tag"] == "noindex, nofollow"
        assert reply.headers["x-frame-options"] == "DENY"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["content-security-policy"].startswith("default-src 'none';")
        assert "unsafe" not in reply.headers["content-security-policy"]
        assert "set-cookie" not in reply.headers


def test_the_one_style_of_a_page_is_allowed_by_its_hash(desk: Desk) -> None:
    page = desk.look(desk.path("unsubscribe"))
    style = page.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in page.headers["content-security-policy"]
    assert page.text.count("<style") == 1
    assert " style=" not in page.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"])
def test_other_methods_are_refused(desk: Desk, method: str) -> None:
    reply = desk.server.ask(method, desk.path("unsubscribe"), "List-Unsubscribe=One-Click")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST")
    assert desk.choice is None


def test_a_body_that_is_too_large_changes_nothing_whether_its_size_is_told_or_not(desk: Desk) -> None:
    large = b"List-Unsubscribe=One-Click&x=" + b"x" * 20_000
    told = desk.server.ask("POST", desk.path("unsubscribe"), large)
    untold = desk.server.ask("POST", desk.path("unsubscribe"), iter([large[:9000], large[9000:]]))
    assert (told.status, untold.status, desk.choice) == (413, 413, None)


def test_a_body_that_is_announced_as_too_large_need_not_be_sent(desk: Desk) -> None:
    headers = {"Content-Length": "1000000", "Expect": "100-continue"}
    assert desk.server.ask("POST", desk.path("unsubscribe"), None, headers).status == 413


# ---- a ledger in trouble ---------------------------------------------------------------------------------------------


class Busy:
    """Choices behind another program that writes and writes."""

    def choice(self, key: bytes) -> Choice | None:
        return None

    def choose(self, key: bytes, **_: object) -> None:
        raise DeliveryError("bulletin.sqlite: another program has been writing to the ledger", retryable=True)


def test_what_cannot_be_stored_is_said_and_logged_without_the_token(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.server.app = application(PAPER, Busy(), SECRET)
    reply = desk.press(desk.path("unsubscribe", "ko"), ONE_CLICK)
    assert reply.status == 503
    assert int(reply.headers["retry-after"]) > 0
    assert "몇 분 뒤에 다시 시도해 주십시오" in reply.text
    assert [record.getMessage() for record in caplog.records if record.name == "bulletin.web"] == [
        "a reader was asked to come again: bulletin.sqlite: another program has been writing to the ledger"
    ]


class Failing(SqliteLedger):
    """A ledger that fails once a choice is stored."""

    def choose(self, key: bytes, **options: Any) -> None:
        super().choose(key, **options)
        self.close()


def test_what_is_stored_is_not_denied_when_the_ledger_fails_a_moment_later(desk: Desk, tmp_path: Path) -> None:
    desk.server.app = application(PAPER, Failing.open(tmp_path / "state" / "bulletin.sqlite", SECRET), SECRET)
    assert "You are unsubscribed" in desk.press(desk.path("unsubscribe"), ONE_CLICK).text
    assert left(desk)


def test_a_damaged_ledger_is_a_page_that_asks_to_come_again(desk: Desk, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "state" / "bulletin.sqlite")) as other:
        other.execute("DROP TABLE choices")
        other.commit()
    for reply in (desk.look(desk.path("unsubscribe")), desk.press(desk.path("unsubscribe"), ONE_CLICK)):
        assert (reply.status, "retry-after" in reply.headers) == (503, True)
    assert desk.look("/u/x").status == 404


# ---- where it is mounted ---------------------------------------------------------------------------------------------


def test_it_answers_below_the_folder_where_it_is_mounted(desk: Desk) -> None:
    desk.server.app = Starlette(routes=[Mount("/news", application(PAPER, desk.ledger, SECRET))])
    assert desk.look(f"/news{desk.path('unsubscribe')}").status == 200
    assert desk.press(f"/news{desk.path('unsubscribe')}", ONE_CLICK).status == 200
    assert left(desk)
    assert desk.look(f"/old{desk.path('unsubscribe')}").status == 404


def test_it_answers_where_the_links_say_with_or_without_a_mount(desk: Desk) -> None:
    token = SECRET.token("unsubscribe", PAPER.id, ANN)
    links = Links(
        unsubscribe="https://example.org/news/{issue}/leave/{token}", preferences="https://example.org/?me={token}"
    )
    inner = application(replace(PAPER, links=links), desk.ledger, SECRET)
    for app in (inner, Starlette(routes=[Mount("/news", inner)])):
        desk.server.app = app
        assert desk.look(f"/news/2023-06/leave/{token}").status == 200
        assert desk.look(f"/u/{token}").status == 404
    desk.server.app = inner
    assert desk.look(f"/?me={SECRET.token('preferences', PAPER.id, ANN)}").status == 200
    assert desk.look(f"/?me={token}").status == 404


def test_a_link_without_a_token_is_refused(ledger: SqliteLedger) -> None:
    with pytest.raises(ConfigError, match=r"expected \{token\} in the path or the query of .*`unsubscribe`"):
        application(replace(PAPER, links=Links(unsubscribe="https://example.org/leave")), ledger, SECRET)


def test_a_theme_that_lacks_a_colour_is_refused_at_once(ledger: SqliteLedger, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "bare"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text('[fonts.default]\nstack = "serif"\nline_height = "1.6"\n', encoding="utf-8")
    with pytest.raises(RenderError, match=r"web/style\.css\.j2:1: .*'page'"):
        application(PAPER, ledger, SECRET, theme=Theme.named("bare", templates=tmp_path / "templates"))


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    ledger: SqliteLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "starlette"]:
        monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def without_starlette(name: str, *more: object, **options: object) -> object:
        if name.partition(".")[0] == "starlette":
            raise ModuleNotFoundError(f"No module named {name!r}", name="starlette")
        return real(name, *more, **options)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(builtins, "__import__", without_starlette)
    with pytest.raises(ConfigError, match=r"found no starlette; install them with `pip install 'bulletin\[web\]'`"):
        application(PAPER, ledger, SECRET)


def test_a_theme_of_the_newsletters_own_folder_is_taken_when_given_and_not_missed(desk: Desk) -> None:
    own = replace(PAPER, theme="in-a-folder", brand=(("no-such-token", "#123456"),))
    desk.server.app = application(own, desk.ledger, SECRET)
    assert desk.look(desk.path("unsubscribe")).status == 200
    desk.server.app = application(own, desk.ledger, SECRET, theme=Theme.named("harbour", brand={"mast": "#123456"}))
    assert "#123456" in desk.look(desk.path("unsubscribe")).text
