"""Engines by name."""

import pytest

from bulletin.errors import ConfigError
from bulletin.l10n.engines.apertium import Apertium
from bulletin.l10n.engines.calling import Calling
from bulletin.l10n.engines.libre import Libre
from bulletin.l10n.engines.named import engine_of
from bulletin.l10n.engines.translator import Failure


def test_an_address_stands_behind_the_name() -> None:
    made = engine_of("libre:https://example.org/translate/", environ={"LIBRE_API_KEY": " s3cret\n"})
    assert isinstance(made, Libre)
    assert (made.service.url, made.key) == ("https://example.org/translate", "s3cret")
    assert isinstance(engine_of("apertium:http://localhost:2737"), Apertium)


@pytest.mark.parametrize("name", ["libre", "libre:", "libre:localhost:5000", "libre:file:///etc/passwd", "apertium:http://", "libre:http://a b", "libre:http://[::1"])  # fmt: skip
def test_an_address_that_is_none_says_how_to_write_one(name: str) -> None:
    with pytest.raises(ConfigError, match=r"such as (libre|apertium):http://localhost:5000"):
        engine_of(name)


def test_an_unknown_engine_lists_the_known_and_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"deepl, .*did you mean google\?"):
        engine_of("gogle")


def test_a_missing_key_names_its_variables() -> None:
    with pytest.raises(ConfigError, match="set PAPAGO_CLIENT_ID and PAPAGO_CLIENT_SECRET"):
        engine_of("papago", environ={})


def test_a_key_on_the_command_line_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigError, match="keys are read from the environment") as caught:
        engine_of("deepl:s3cret", environ={"DEEPL_API_KEY": "other"})
    assert "s3cret" not in str(caught.value)


def test_any_function_is_an_engine() -> None:
    assert engine_of(lambda text, source, target: f"{source}>{target}: {text}").translate(["a"], "en", "ko") == (
        "en>ko: a",
    )


def test_what_a_function_raises_is_the_reason_of_its_text_alone() -> None:
    made = Calling(function=lambda text, source, target: {"a": "A"}[text])
    assert made.translate(["a", "b"], "en", "ko") == ("A", Failure(reason="the function raised KeyError"))


def test_none_from_a_function_is_refused() -> None:
    assert engine_of(lambda *_: None).translate(["a"], "en", "ko") == (  # type: ignore[arg-type, return-value]
        Failure(reason="expected text, found NoneType"),
    )


def test_a_function_is_found_by_its_path() -> None:
    assert isinstance(engine_of("python:textwrap:fill"), Calling)


@pytest.mark.parametrize(
    "path", ["python:", "python:nowhere:translate", "python:textwrap:nothing", "python:textwrap:__name__"]
)
def test_a_path_that_leads_to_no_function_is_a_configuration_error(path: str) -> None:
    with pytest.raises(ConfigError, match="expected a function"):
        engine_of(path)
