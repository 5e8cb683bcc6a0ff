"""Apertium by its HTTP service."""

import pytest
from tests.l10n.engines.standin import StandIn, standing_in

from bulletin.errors import ConfigError
from bulletin.l10n.engines.apertium import Apertium
from bulletin.l10n.engines.http import Service
from bulletin.l10n.engines.translator import Failure


def client(server: StandIn) -> Apertium:
    return Apertium(service=Service(url=server.url, sleep=[].append))


def test_a_text_travels_as_a_form_and_its_translation_comes_back() -> None:
    reply = {"responseData": {"translatedText": "hola"}, "responseDetails": None, "responseStatus": 200}
    with standing_in(lambda _: (200, reply)) as server:
        assert client(server).translate(["hello & <b>bye</b>"], "en-GB", "es") == ("hola",)
    form = {"q": ["hello & <b>bye</b>"], "langpair": ["en|es"], "format": ["html"], "markUnknown": ["no"]}
    assert server.asked()[0].form == form


def test_a_pair_that_is_not_installed_is_a_configuration_error() -> None:
    reply = {"status": "error", "code": 400, "message": "Bad Request", "explanation": "That pair is not installed"}
    with standing_in(lambda _: (400, reply)) as server, pytest.raises(ConfigError, match=r"'en\|ko': That pair is not"):
        client(server).translate(["hello"], "en", "ko")


def test_a_dead_service_is_asked_for_one_text_only() -> None:
    with standing_in(lambda _: (503, b"")) as server:
        results = client(server).translate(["one", "two", "three"], "en", "es")
    assert len(results) == 3
    assert len(server.requests) == 4  # the attempts of the first
    assert all(isinstance(each, Failure) and each.final for each in results)


@pytest.mark.parametrize("reply", [b"nothing", {}, {"responseData": None}, {"responseData": {"translatedText": None}}])
def test_an_answer_without_a_text_is_a_reason(reply: object) -> None:
    with standing_in(lambda _: (200, reply)) as server:
        (result,) = client(server).translate(["one"], "en", "es")
    assert result == Failure(reason="the service answered 200 without a text")
