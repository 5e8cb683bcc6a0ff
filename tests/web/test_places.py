"""The pages are where the links say, however these are written."""

from __future__ import annotations

import pytest

from bulletin.errors import ConfigError
from bulletin.model.newsletter import Links
from bulletin.web.places import paths, places


@pytest.mark.parametrize(
    ("link", "path", "query", "token"),
    [
        ("", "/u/abc", "", "abc"),
        ("https://example.org/u/{token}", "/u/abc", "", "abc"),
        ("https://example.org/u/{token}", "/u/abc/d", "", None),
        ("https://example.org/u/{token}", "/x/u/abc", "", None),
        ("https://example.org/a.b/{token}.html", "/a.b/abc.html", "", "abc"),
        ("https://example.org/a.b/{token}.html", "/a-b/abc-html", "", None),
        ("https://example.org/%EA%B5%AC%EB%8F%85/{token}", "/구독/abc", "", "abc"),
        ("https://example.org/구독/{token}", "/구독/abc", "", "abc"),
        ("https://example.org/{locale}/{issue}/leave-{token}", "/ko/2023-06/leave-abc", "", "abc"),
        ("https://example.org/{locale}/{token}/{locale}", "/ko/abc/ko", "", "abc"),
        ("https://example.org/leave?a=1&reader={token}", "/leave", "reader=abc&a=2", "abc"),
        ("https://example.org/leave?reader={token}", "/leave", "other=abc", None),
        ("https://example.org/leave?reader={token}", "/leave", "&".join(["reader=abc"] * 100), None),
        ("https://example.org?reader={token}", "/", "reader=abc", "abc"),
        ("mailto:leave@example.org?subject={token}", "/u/abc", "", "abc"),
    ],
)
def test_a_token_is_found_where_the_link_has_it(link: str, path: str, query: str, token: str | None) -> None:
    place, _ = places(Links(unsubscribe=link))
    assert place.token(path, query) == token


@pytest.mark.parametrize("link", ["https://example.org/u", "https://example.org/u#{token}"])
def test_a_link_whose_token_no_server_would_see_is_refused(link: str) -> None:
    with pytest.raises(ConfigError, match=r"expected \{token\} in the path or the query .*`preferences`"):
        places(Links(preferences=link))


@pytest.mark.parametrize(
    ("path", "root", "tried"),
    [
        ("/news/u/x", "", ["/news/u/x"]),
        ("/news/u/x", "/news", ["/news/u/x", "/u/x"]),
        ("/news/u/x", "/news/", ["/news/u/x", "/u/x"]),
        ("/newspaper/u/x", "/news", ["/newspaper/u/x"]),
    ],
)
def test_a_path_is_tried_whole_and_below_its_folder(path: str, root: str, tried: list[str]) -> None:
    assert list(paths(path, root)) == tried
