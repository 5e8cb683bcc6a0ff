"""deep-translator's real classes, against a stand-in for each service."""

from collections.abc import Iterator
from html import escape
from urllib.parse import unquote

import deep_translator
import pytest
from deep_translator.constants import BASE_URLS
from tests.l10n.engines.standin import Reply, Request, StandIn, standing_in

from bulletin.errors import ConfigError
from bulletin.l10n.engines.deep import Deep
from bulletin.l10n.engines.hosted import HOSTED
from bulletin.l10n.engines.named import engine_of
from bulletin.l10n.engines.translator import Failure

KEYS = {
    "DEEPL_API_KEY": "s3cret:fx", "MICROSOFT_API_KEY": "s3cret", "MICROSOFT_REGION": "uksouth", "PAPAGO_CLIENT_ID": "me",
    "PAPAGO_CLIENT_SECRET": "s3cret", "BAIDU_APPID": "me", "BAIDU_APPKEY": "s3cret",
}  # fmt: skip


def answer(request: Request) -> Reply:
    """Answer as the service does whose path it is."""
    text = (request.query.get("q") or request.query.get("text") or [""])[0]
    match request.path:
        case "/google":
            return 200, f'<html><div class="result-container">{escape(text.upper())}</div></html>'.encode()
        case "/deepl/v2/translate":
            return 200, {"translations": [{"text": text.upper()}]}
        case "/microsoft":
            return 200, [{"translations": [{"text": request.json[0]["text"].upper(), "to": "ko"}]}]
        case "/papago":
            return 200, {"message": {"result": {"translatedText": request.form["text"][0].upper()}}}
        case "/mymemory":
            return 200, {"responseData": {"translatedText": text.upper()}, "matches": []}
        case "/baidu":
            return 200, {"trans_result": [{"dst": text.upper()}]}
    return 404, b""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with standing_in(answer) as here:
        for name, path in {
            "GOOGLE_TRANSLATE": "/google", "DEEPL_FREE": "/deepl/{version}/", "MICROSOFT_TRANSLATE": "/microsoft",
            "PAPAGO_API": "/papago", "MYMEMORY": "/mymemory", "BAIDU": "/baidu",
        }.items():  # fmt: skip
            monkeypatch.setitem(BASE_URLS, name, here.url + path)
        languages = {"korean": "ko", "english": "en", "chinese simplified": "zh-hans"}
        microsoft = deep_translator.MicrosoftTranslator  # its list of languages has an address of its own
        monkeypatch.setattr(microsoft, "_get_supported_languages", lambda _: languages)
        yield here


def engine(name: str, **settings: object) -> Deep:
    made = engine_of(name, environ=KEYS)
    assert isinstance(made, Deep)
    fast = {"sleep": [].append, **settings}
    return Deep(name=made.name, hosted=made.hosted, keys=made.keys, **fast)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(HOSTED))
def test_every_service_gives_one_string_a_text(name: str, server: StandIn) -> None:
    assert engine(name).translate(["one quay", "two"], "en-GB", "ko-KR") == ("ONE QUAY", "TWO")


@pytest.mark.parametrize(
    ("name", "locale", "where", "expected"),
    [
        ("google", "he", "tl", "iw"), ("google", "zh-Hans", "tl", "zh-CN"), ("google", "ko-KR", "tl", "ko"),
        ("google", "zh-Hant-HK", "tl", "zh-TW"), ("deepl", "ko", "target_lang", "ko"),
        ("deepl", "zh-Hant", "target_lang", "zh-hant"), ("deepl", "en-GB", "target_lang", "en-gb"),
        ("microsoft", "zh-Hans", "to", "zh-hans"), ("mymemory", "ko", "langpair", "en-GB|ko-KR"),
        ("mymemory", "es", "langpair", "en-GB|es-ES"), ("baidu", "ko", "to", "kor"), ("baidu", "zh-Hant", "to", "cht"),
    ],
)  # fmt: skip
def test_each_service_gets_its_own_codes(name: str, locale: str, where: str, expected: str, server: StandIn) -> None:
    engine(name).translate(["one"], "en-GB", locale)
    assert server.requests[0].query[where] == [expected]


def test_papago_gets_codes_where_the_library_would_send_names() -> None:
    with standing_in(answer) as here, pytest.MonkeyPatch.context() as patch:
        patch.setitem(BASE_URLS, "PAPAGO_API", here.url + "/papago")
        engine("papago").translate(["one"], "en-GB", "ko")
    assert (here.requests[0].form["source"], here.requests[0].form["target"]) == (["en"], ["ko"])


def test_a_language_that_a_service_lacks_is_a_configuration_error(server: StandIn) -> None:
    with pytest.raises(ConfigError, match="a language that deepl translates"):
        engine("deepl").translate(["one"], "en", "cy")
    assert server.requests == []


def test_a_long_text_is_cut_at_sentences_under_the_limit_of_the_service(server: StandIn) -> None:
    text = " ".join(f"Sentence {number} of a long report about two harbours." for number in range(40))
    (result,) = engine("mymemory").translate([text], "en", "ko")
    assert result == text.upper()
    assert len(server.requests) > 3
    assert all(len(each.query["q"][0]) < 500 for each in server.requests)
    assert all(each.query["q"][0].endswith(".") for each in server.requests)


def test_a_text_without_a_place_to_cut_is_a_reason(server: StandIn) -> None:
    (result,) = engine("mymemory").translate(["x" * 1000], "en", "ko")
    assert isinstance(result, Failure)
    assert "no place to cut it" in result.reason


@pytest.mark.parametrize("name", ["deepl", "papago", "microsoft"])
def test_a_refused_key_is_a_configuration_error_without_the_key(name: str, server: StandIn) -> None:
    refusal = {"error": {"code": 401000, "message": "The key s3cret is not valid"}} if name == "microsoft" else b""
    server.answer = lambda _: (401 if name != "deepl" else 403, refusal)
    with pytest.raises(ConfigError, match="expected a key that the service accepts") as caught:
        engine(name).translate(["one"], "en", "ko")
    shown = f"{caught.value}{caught.value.__cause__}{caught.value.__context__}"
    assert "s3cret" not in shown


@pytest.mark.parametrize("status", [429, 503])
def test_an_overloaded_service_is_asked_again_and_then_left(status: int, server: StandIn) -> None:
    waits: list[float] = []
    server.answer = lambda _: (status, b"")
    results = engine("deepl", sleep=waits.append).translate(["one", "two"], "en", "ko")
    assert waits == [1, 2]
    assert len(server.requests) == 3  # none for the second text
    assert all(isinstance(each, Failure) and each.final for each in results)


@pytest.mark.parametrize("reply", [{"translations": [{"text": None}]}, {}, b"<html>", {"translations": []}])
def test_none_and_nonsense_are_reasons(reply: object, server: StandIn) -> None:
    server.answer = lambda _: (200, reply)
    (result,) = engine("deepl").translate(["one"], "en", "ko")
    assert isinstance(result, Failure)
    assert not result.final


def test_a_silent_service_is_left_at_the_deadline_and_its_address_with_the_key_is_not_shown(server: StandIn) -> None:
    def silent(request: Request) -> Reply:
        server.release.wait()
        return 200, b""

    server.answer = silent
    (result,) = engine("deepl", deadline=0.2, attempts=1).translate(["one"], "en", "ko")
    assert result == Failure(reason="deepl: no answer in time", final=True)


def test_a_service_that_is_not_there_shows_neither_key_nor_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BASE_URLS, "DEEPL_FREE", "http://127.0.0.1:9/{version}/")
    (result,) = engine("deepl").translate(["one"], "en", "ko")
    assert result == Failure(reason="deepl: the connection broke (ConnectionError)", final=True)


def test_an_engine_does_not_show_its_keys() -> None:
    assert "s3cret" not in repr(engine("deepl"))


def test_a_text_in_an_address_is_the_text(server: StandIn) -> None:
    engine("google").translate(["R&D 100% [[1]]"], "en", "ko")
    assert unquote(server.requests[0].query["q"][0]) == "R&D 100% [[1]]"
