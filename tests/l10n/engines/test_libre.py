"""LibreTranslate: what travels, and every way in which a server fails."""

import socket

import pytest
from tests.l10n.engines.standin import LANGUAGES, Reply, Request, StandIn, libre, standing_in

from bulletin.errors import ConfigError
from bulletin.l10n.engines.http import Service
from bulletin.l10n.engines.libre import Libre
from bulletin.l10n.engines.translator import Failure


def client(server: StandIn, waits: list[float] | None = None, *, key: str = "", timeout: float = 5) -> Libre:
    sleep = (waits if waits is not None else []).append
    return Libre(service=Service(url=server.url, sleep=sleep, timeout=timeout), key=key)


def test_texts_travel_as_a_json_list_of_html_and_come_back_in_order() -> None:
    with standing_in(libre(str.upper)) as server:
        assert client(server).translate(["one", "two"], "en-GB", "ko") == ("ONE", "TWO")
    (request,) = server.asked()
    assert request.json == {"q": ["one", "two"], "source": "en", "target": "ko", "format": "html"}
    assert request.query == {}


def test_a_key_travels_in_the_body_alone() -> None:
    with standing_in(libre(str.upper)) as server:
        client(server, key="s3cret").translate(["one"], "en", "ko")
    assert server.asked()[0].json["api_key"] == "s3cret"
    assert not any("s3cret" in str(each.headers) + each.path + str(each.query) for each in server.requests)


def test_a_client_does_not_show_its_key() -> None:
    assert "s3cret" not in repr(Libre(service=Service(url="http://localhost"), key="s3cret"))


@pytest.mark.parametrize(
    ("codes", "locale", "expected"),
    [
        (["en", "zh", "zt"], "zh-Hans", "zh"),
        (["en", "zh", "zt"], "zh-Hant", "zt"),
        (["en", "zh-Hans", "zh-Hant"], "zh-TW", "zh-Hant"),
        (["en", "pt", "pt-BR"], "pt-BR", "pt-BR"),
        (["en", "pt"], "pt-BR", "pt"),
        (["en", "ko"], "ko-KR", "ko"),
    ],
)
def test_languages_are_spelt_as_the_server_spells_them(codes: list[str], locale: str, expected: str) -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/languages":
            return 200, [{"code": code, "targets": codes} for code in codes]
        return 200, {"translatedText": request.json["q"]}

    with standing_in(answer) as server:
        client(server).translate(["one"], "en-GB", locale)
    assert server.asked()[0].json["target"] == expected


def test_a_language_that_the_server_lacks_is_said_before_any_text_is_sent() -> None:
    with standing_in(libre(str.upper)) as server, pytest.raises(ConfigError, match=r"\(en, es, ko, zh\), found 'cy'"):
        client(server).translate(["one"], "en", "cy")
    assert server.asked() == []


def test_a_server_that_lists_no_languages_is_asked_by_the_language_alone() -> None:
    with standing_in(lambda r: (404, b"") if r.path == "/languages" else (200, {"translatedText": ["x"]})) as server:
        assert client(server).translate(["one"], "en-GB", "ko-KR") == ("x",)
    assert (server.asked()[0].json["source"], server.asked()[0].json["target"]) == ("en", "ko")


def failing(status: int, body: object = b"", headers: dict[str, str] | None = None, times: int = 99) -> object:
    left = [times]

    def answer(request: Request) -> Reply:
        if request.path == "/languages":
            return 200, LANGUAGES
        left[0] -= 1
        if left[0] >= 0:
            return status, body, headers or {}
        return 200, {"translatedText": [text.upper() for text in request.json["q"]]}

    return answer


def test_a_refused_key_is_a_configuration_error_that_names_the_variable_and_not_the_key() -> None:
    body = {"error": "Invalid API key s3cret"}
    with standing_in(failing(403, body)) as server, pytest.raises(ConfigError, match="LIBRE_API_KEY") as caught:
        client(server, key="s3cret").translate(["one"], "en", "ko")
    assert "s3cret" not in str(caught.value)


def test_an_overloaded_server_is_asked_again_after_as_long_as_it_says() -> None:
    waits: list[float] = []
    with standing_in(failing(429, times=2, headers={"Retry-After": "7"})) as server:
        assert client(server, waits).translate(["one"], "en", "ko") == ("ONE",)
    assert waits == [7, 7]


def test_waits_grow_where_the_server_says_nothing() -> None:
    waits: list[float] = []
    with standing_in(failing(503)) as server:
        results = client(server, waits).translate(["one", "two"], "en", "ko")
    assert waits == [1, 2, 4]
    assert all(isinstance(each, Failure) and each.final and "503" in each.reason for each in results)
    assert len(results) == 2


def test_a_text_that_the_server_cannot_translate_does_not_take_the_others_with_it() -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/languages":
            return 200, LANGUAGES
        if "bad" in request.json["q"]:
            return 500, {"error": "Cannot translate text"}
        return 200, {"translatedText": [text.upper() for text in request.json["q"]]}

    with standing_in(answer) as server:
        one, bad, two = client(server).translate(["one", "bad", "two"], "en", "ko")
    assert (one, two) == ("ONE", "TWO")
    assert bad == Failure(reason="the server answered 500: Cannot translate text")


def test_a_list_that_is_too_long_for_the_server_is_sent_text_by_text() -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/languages":
            return 200, LANGUAGES
        if len(request.json["q"]) > 1:
            return 400, {"error": "Invalid request: request (3) exceeds text limit (1)"}
        return 200, {"translatedText": [text.upper() for text in request.json["q"]]}

    with standing_in(answer) as server:
        assert client(server).translate(["a", "b", "c"], "en", "ko") == ("A", "B", "C")


def test_texts_of_which_the_server_leaves_one_out_are_asked_for_one_by_one() -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/languages":
            return 200, LANGUAGES
        return 200, {"translatedText": [text.upper() for text in request.json["q"] if text != "bad"]}

    with standing_in(answer) as server:
        one, bad, two = client(server).translate(["one", "bad", "two"], "en", "ko")
    assert (one, two) == ("ONE", "TWO")
    assert bad == Failure(reason="expected a list of 1 texts from the server, found 0")


def test_a_pair_that_the_server_refuses_is_a_configuration_error() -> None:
    with (
        standing_in(failing(400, {"error": "ko is not supported"})) as server,
        pytest.raises(ConfigError, match="ko is not"),
    ):
        client(server).translate(["one"], "en", "ko")


@pytest.mark.parametrize(
    "body",
    [b"<html>captive portal</html>", b"", b"[]", b"null", b'{"translatedText": "one"}', b'{"translatedText": []}',
     b'{"translatedText": null}', b"[" * 100_000],
)  # fmt: skip
def test_an_answer_that_is_no_answer_is_the_reason_of_each_text(body: bytes) -> None:
    with standing_in(failing(200, body)) as server:
        (result,) = client(server).translate(["one"], "en", "ko")
    assert isinstance(result, Failure)
    assert result.reason.startswith("expected a list of 1 texts")


def test_a_null_among_texts_is_refused_alone() -> None:
    with standing_in(failing(200, {"translatedText": ["하나", None]})) as server:
        assert client(server).translate(["one", "two"], "en", "ko")[1] == Failure(reason="the server gave no text")


def test_a_server_that_is_silent_is_left_after_the_timeout() -> None:
    def answer(request: Request) -> Reply:
        if request.path == "/translate":
            server.release.wait()
        return 200, LANGUAGES

    with standing_in(answer) as server:
        (result,) = client(server, timeout=0.1).translate(["one"], "en", "ko")
        server.release.set()
    assert isinstance(result, Failure)
    assert result.final
    assert "no answer within 0.1 seconds" in result.reason


def test_a_server_that_is_not_there_is_final() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    (result,) = Libre(service=Service(url=address, sleep=[].append)).translate(["one"], "en", "ko")
    assert isinstance(result, Failure)
    assert result.final
    assert "connection refused" in result.reason
