import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import ConfigError
from bulletin.mail.identity import Purpose, Secret, normalised
from bulletin.model.subscriber import Subscriber

SECRET = Secret(b"a secret of thirty-two characters")
OTHER = Secret(b"another secret, just as long as it")
PURPOSES: tuple[Purpose, ...] = ("unsubscribe", "preferences", "test")


def test_a_person_is_their_id_or_else_their_address_however_it_is_spelt() -> None:
    ann = SECRET.person("post", Subscriber(address="Ann@Example.org"))
    assert ann == SECRET.person("post", Subscriber(address=" ann@example.ORG"))
    assert ann == SECRET.person_of("post", normalised("ann@example.org"))
    assert ann != SECRET.person("other", Subscriber(address="ann@example.org"))
    assert ann != OTHER.person("post", Subscriber(address="ann@example.org"))
    known = SECRET.person("post", Subscriber(address="ann@example.org", id="17"))
    assert known == SECRET.person("post", Subscriber(address="ann@new.example", id="17")) != ann


@given(st.text(), st.sampled_from(("", "ko", "zh-Hans-CN")))
def test_a_token_leads_back_to_its_person_for_its_own_purpose_only(name: str, locale: str) -> None:
    person = SECRET.person_of("post", name)
    for purpose in PURPOSES:
        token = SECRET.token(purpose, "post", person, locale)
        assert token.replace("-", "").replace("_", "").isalnum()
        assert SECRET.read_token(token, purpose, "post") == (person, locale)
        assert OTHER.read_token(token, purpose, "post") is None
        assert SECRET.read_token(token, purpose, "other") is None
        assert all(SECRET.read_token(token, each, "post") is None for each in PURPOSES if each != purpose)


@given(st.text(max_size=60), st.integers(0, 39), st.sampled_from("AB-_"))
def test_what_is_not_our_token_stands_for_nobody(text: str, place: int, letter: str) -> None:
    assert SECRET.read_token(text, "unsubscribe", "post") is None
    token = SECRET.token("unsubscribe", "post", SECRET.person_of("post", "ann"), "ko")
    forged = token[:place] + letter + token[place + 1 :]
    if forged != token and place < 37:  # the last octets are the locale, whose spare bits say nothing
        assert SECRET.read_token(forged, "unsubscribe", "post") is None


def test_a_message_id_is_of_one_issue_and_one_person() -> None:
    person = SECRET.person_of("post", "ann")
    made = SECRET.message_id("post", "2023-06", person, "example.org")
    assert made == SECRET.message_id("post", "2023-06", person, "example.org")
    others = {
        SECRET.message_id("post", "2023-07", person, "example.org"),
        SECRET.message_id("other", "2023-06", person, "example.org"),
        SECRET.message_id("post", "2023-06", SECRET.person_of("post", "bob"), "example.org"),
        OTHER.message_id("post", "2023-06", person, "example.org"),
    }
    assert len(others) == 4
    assert made not in others


@given(st.binary(min_size=16, max_size=200), st.lists(st.binary(), min_size=1))
def test_a_digest_is_the_hmac_of_the_standard_library(key: bytes, parts: list[bytes]) -> None:
    assert Secret(key).digest(*parts) == hmac.digest(key, b"\x1f".join(parts), "sha256")


@given(st.text(), st.text(), st.text())
def test_keys_are_blake2b_under_a_key_of_the_secret_however_often_they_are_asked_for(
    newsletter: str, name: str, other: str
) -> None:
    secret = Secret(b"a secret that is long enough")
    key = secret.digest(b"keys")

    def keyed(*parts: str) -> bytes:
        octets = b"\x1f".join(part.encode(errors="surrogatepass") for part in parts)
        return hashlib.blake2b(octets, key=key, digest_size=16).digest()

    for each in (name, other, name):
        assert secret.person_of(newsletter, each) == keyed("person", newsletter, each)
        assert secret.address_of(each) == keyed("address", each)
        assert (
            secret.message_id(newsletter, other, b"ann", "x.org")
            == f"<{keyed('message', newsletter, other, 'ann').hex()}@x.org>"
        )


def test_a_person_is_the_same_when_their_domain_comes_back_in_a_bounce() -> None:
    ann = SECRET.person("post", Subscriber(address="ann@bücher.example"))
    assert ann == SECRET.person("post", Subscriber(address="Ann@XN--BCHER-KVA.example"))
    assert normalised("ann@☃☃.\u2028") == "ann@☃☃."


def test_a_secret_shows_its_fingerprint_only() -> None:
    assert repr(SECRET) == f"Secret({SECRET.fingerprint})"
    assert SECRET.fingerprint != OTHER.fingerprint
    assert "secret" not in str(SECRET)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ConfigError, match="at least 16"):
        Secret(b"fifteen letters")
