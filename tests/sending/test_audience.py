"""Files of subscribers as spreadsheets, databases and people write them."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import json
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import ConfigError
from bulletin.findings import Finding
from bulletin.model.subscriber import Subscriber
from bulletin.sending.audience import read_subscribers


def read(folder: Path, text: str | bytes, name: str = "people.csv") -> list[Subscriber]:
    """Write a file and read it."""
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_subscribers(file))


def faults(folder: Path, text: str | bytes, name: str = "people.csv") -> list[str]:
    """Return what reading a file lists, without the folder."""
    with pytest.raises(ConfigError) as caught:
        read(folder, text, name)
    said = [str(finding) for finding in caught.value.findings] or [str(caught.value)]
    return [line.replace(f"{folder}/", "") for line in said]


def lenient(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """Return who is read when faulty rows are skipped, and what was said of these."""
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8", newline="")
    told: list[Finding] = []
    people = [person.address for person in read_subscribers(file, skip_faulty=True, skipped=told.append)]
    return people, [str(finding).replace(f"{folder}/", "") for finding in told]


ANN = Subscriber(
    address="ann@example.org", id="7", name="Ann Lee", locales=("ko", "en-GB"), zone="Asia/Seoul",
    segments=("staff", "port"), fields={"city": "부산"},
)  # fmt: skip
HEAD = ("address", "id", "name", "locale", "zone", "segments", "city")
VALUES = ("ann@example.org", "7", "Ann Lee", "ko en-GB", "Asia/Seoul", "staff port", "부산")


# ---- forms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_delimiter_line_end_and_coding_is_read(tmp_path: Path, delimiter: str, end: str, coding: str) -> None:
    text = end.join([delimiter.join(HEAD), delimiter.join(VALUES), ""])
    assert read(tmp_path, text.encode(coding)) == [ANN]


def test_json_lines_are_read(tmp_path: Path) -> None:
    row = {
        "address": "ann@example.org", "id": 7, "name": "Ann Lee", "locale": ["ko", "en-GB"], "zone": "Asia/Seoul",
        "segments": ["staff", "port"], "city": "부산", "left": None,
    }  # fmt: skip
    text = json.dumps(row) + "\r\n\r\n" + json.dumps(row, ensure_ascii=False)
    assert read(tmp_path, codecs.BOM_UTF8 + text.encode(), "people.jsonl") == [ANN, ANN]


def test_nested_values_stay_json_in_fields(tmp_path: Path) -> None:
    row = {"address": "a@b.example", "plan": {"name": "gold", "since": 2021}, "paid": True, "tags": ["a b", "c"]}
    [person] = read(tmp_path, json.dumps(row), "people.ndjson")
    assert person.fields == {"plan": '{"name": "gold", "since": 2021}', "paid": "true", "tags": '["a b", "c"]'}


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", {"first": "Ann"}), ("segments", ["North Pier"]), ("address", [["a@b.example"]]), ("id", True)],
)
def test_nested_values_have_no_place_in_known_columns(tmp_path: Path, name: str, value: object) -> None:
    [said] = faults(tmp_path, json.dumps({"address": "a@b.example", name: value}), "people.jsonl")
    assert said.startswith(f"people.jsonl:1: error: expected text, or a list of words, as {name!r}, found ")


def test_excels_line_that_names_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=;\r\naddress;city\r\na@b.example;York, Ripon, Selby\r\n")[0].fields == {
        "city": "York, Ripon, Selby"
    }


def test_known_columns_are_known_in_any_case_and_others_keep_theirs(tmp_path: Path) -> None:
    [person] = read(tmp_path, "ADDRESS, Locales ,City\nann@example.org,ko_KR.UTF-8 EN,Busan\n")
    assert person == Subscriber(address="ann@example.org", locales=("ko-KR", "en"), fields={"City": "Busan"})


def test_quoted_cells_hold_delimiters_quotes_and_lines(tmp_path: Path) -> None:
    text = 'address,"home\ntown",name\nann@example.org,"Ashby,\r\n""de"" la Zouch","Ann\nLee"\nbo@example.org,York,Bo\n'
    ann, bo = read(tmp_path, text)
    assert (ann.name, ann.fields) == ("Ann Lee", {"home\ntown": 'Ashby,\r\n"de" la Zouch'})
    assert bo.fields == {"home\ntown": "York"}


def test_blank_lines_and_rows_are_nothing(tmp_path: Path) -> None:
    assert len(read(tmp_path, "\n\r\naddress,name\n\na@b.example,Ann\n,\n   \nc@d.example,Cy\n\n")) == 2


def test_trailing_delimiters_are_no_columns(tmp_path: Path) -> None:
    people = read(tmp_path, "address;name;;\na@b.example;Ann;;\n")
    people += read(tmp_path, "address;name\na@b.example;Ann;;\n")
    assert [(person.name, dict(person.fields)) for person in people] == [("Ann", {}), ("Ann", {})]


def test_an_address_column_alone_is_enough(tmp_path: Path) -> None:
    assert read(tmp_path, "address\na@b.example") == [Subscriber(address="a@b.example")]


def test_a_file_with_nobody_in_it_yields_nobody(tmp_path: Path) -> None:
    assert read(tmp_path, "address,name\n") == []


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Z"]), min_size=1, max_size=12),
            st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from('",;\n\r\t'), max_size=12),
        ),
        max_size=8,
    ),
    st.sampled_from(",;\t|"),
    st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]),
)
def test_what_a_spreadsheet_writes_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    people: list[tuple[str, str]],
    delimiter: str,
    form: tuple[str, Literal[0, 1]],
) -> None:
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=delimiter, lineterminator=form[0], quoting=form[1])
    rows.writerow(("address", "name", "note"))
    rows.writerows((f"r{at}@example.org", name, note) for at, (name, note) in enumerate(people))
    found = read(tmp_path_factory.mktemp("csv"), text.getvalue())
    assert [(person.name, person.fields["note"]) for person in found] == people


# ---- rows that cannot be used -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("nobody,,", "expected an address such as 'ann@example.org', found 'nobody'"),
        (",Ann,", "expected an address such as 'ann@example.org', found ''"),
        ("ann@example.org,Ann,Mars/Phobos", "expected the IANA name of a time zone, such as Asia/Seoul, found 'Mars/Phobos'"),
        ("ann@example.org,Ann,../../etc", "expected the IANA name of a time zone, such as Asia/Seoul, found '../../etc'"),
        ("ann@example.org,Ann", "expected 3 columns (address,name,zone), found 2"),
        ("ann@example.org,Lee,,Ann", "expected 3 columns (address,name,zone), found 4"),
        ("ann@example.org,A\0nn,", "expected text, found the control character U+0000; take it out"),
        (f"ann@example.org,{'x' * 201},", "expected a name of at most 200 characters, found 201"),
        (f"{'x' * 65}@example.org,,", "expected an address of at most 64 octets before the @ and 254 in all"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_told_with_its_line(tmp_path: Path, cells: str, said: str) -> None:
    [found] = faults(tmp_path, f'address,name,zone\n"bo@example.org","B\no",\n{cells}\n')
    assert found.startswith(f"people.csv:4: error: {said}")


def test_a_locale_that_is_none_is_told(tmp_path: Path) -> None:
    [found] = faults(tmp_path, "address,locale\na@b.example,ko 한국어\n")
    assert found.startswith("people.csv:2: error: expected locales such as `ko en`, best first, found '한국어'")


def test_a_json_line_that_is_none_is_told(tmp_path: Path) -> None:
    first, second = faults(tmp_path, '{"address": "a@b.example"\n["a@b.example"]\n', "people.jsonl")
    assert first.startswith("people.jsonl:1: error: expected a JSON object on one line, found: ")
    assert second.startswith("people.jsonl:2: error: expected a JSON object such as ")


@pytest.mark.parametrize("value", ["\ud800", "A\0"])
def test_json_escapes_hide_no_character_that_is_no_text(tmp_path: Path, value: str) -> None:
    [found] = faults(tmp_path, json.dumps({"address": "a@b.example", "city": value}), "people.jsonl")
    assert "expected text, found the control character U+" in found


def test_faulty_rows_are_skipped_only_when_asked_and_told_all_the_same(tmp_path: Path) -> None:
    people, told = lenient(tmp_path, "address,name\na@b.example,Ann\nnobody,Bo\nc@d.example,Cy\n")
    assert people == ["a@b.example", "c@d.example"]
    assert len(told) == 1
    assert told[0].startswith("people.csv:3: error: expected an address")


def test_fifty_faults_are_listed_and_the_rest_is_counted(tmp_path: Path) -> None:
    found = faults(tmp_path, "address\n" + "nobody\n" * 1052)
    assert len(found) == 51
    assert found[-1] == "people.csv: error: 1,002 more rows like these [subscribers]"


@pytest.mark.parametrize(
    "opened", ['"b@example.org,Bo', 'b@example.org,"Bo', 'b@example.org,"Bo" the cat', '"b@example.org,"Bo"'],
    ids=["open address", "open name", "text behind", "both"],
)  # fmt: skip
def test_a_quote_that_is_not_closed_costs_its_own_row_and_no_other(tmp_path: Path, opened: str) -> None:
    rows = [f"r{at}@example.org,Reader {at}" for at in range(5000)]
    people, told = lenient(tmp_path, "\n".join(["address,name", rows[0], opened, *rows[1:]]))
    assert people == [row.partition(",")[0] for row in rows]
    assert [line.split(": ")[0] for line in told] == ["people.csv:3"]


def test_a_quote_that_a_later_one_closes_costs_its_own_row(tmp_path: Path) -> None:
    text = 'address,name\n"a@example.org,Ann\nb@example.org,Bo\nc@example.org,"Cy"\nd@example.org,Di\n'
    people, told = lenient(tmp_path, text)
    assert people == ["b@example.org", "c@example.org", "d@example.org"]
    assert told[0].startswith("people.csv:2: error: expected a row of CSV, found: ")


def test_a_column_without_a_name_must_be_empty(tmp_path: Path) -> None:
    [found] = faults(tmp_path, "address,,,\na@b.example,,Ann,\n")
    assert found.startswith("people.csv:2: error: expected text only in columns that have a name")


def test_a_column_that_looks_misnamed_is_told(tmp_path: Path) -> None:
    people, told = lenient(tmp_path, "address,Language,segments,segment\na@b.example,ko,x,y\nb@b.example,ko,x,y\n")
    assert len(people) == 2
    assert len(told) == 1
    assert told[0].startswith(
        "people.csv:2: warning: the column 'Language' is a field like any other; call it `locale`"
    )


# ---- files that cannot be used ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "people.csv:1: expected a column `address`, found an empty file; its first line must name the columns"),
        ("\n\n", "people.csv:3: expected a column `address`, found an empty file"),
        ("name,E-Mail\n", "people.csv:1: expected a column `address`, found name, E-Mail; rename the column 'E-Mail'"),
        ("a@b.example\nc@d.example\n", "people.csv:1: expected a column `address`, found a@b.example; the first line must"),
        ("\naddress,city,city\n", "people.csv:2: expected each column once, found 'city' twice; rename one of them"),
        ("address,locale,locales\n", "people.csv:1: expected each column once, found 'locale' twice"),
        ('"address\n', "people.csv:1: expected the names of columns, found: "),
        (b"PK\x03\x04rest", "people.csv: expected CSV or JSON lines, found a spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "people.csv: expected CSV or JSON lines, found a spreadsheet of an old Excel"),
        (b"\x1f\x8b\x08rest", "people.csv: expected CSV or JSON lines, found a packed file"),
        ("address".encode("utf-32"), "people.csv: expected CSV or JSON lines, found UTF-32"),
        ("address,name\na@b.example,김영희\n".encode("cp949"), "people.csv:2:13: expected UTF-8, found CP949, as Windows in Korean"),
        ("address,name\na@b.example,さくら\n".encode("cp932"), "people.csv:2:13: expected UTF-8, found CP932, as Windows in Japanese"),
        ("address,name\n\na@b.example,José\n".encode("cp1252"), "people.csv:3:16: expected UTF-8, found CP1252, as Windows in western"),
        (codecs.BOM_UTF16_LE + b"a\0\0\xd8b\0", "people.csv: expected UTF-16 as its first octets say"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(tmp_path: Path, text: str | bytes, said: str) -> None:
    [found] = faults(tmp_path, text)
    assert found.startswith(said)


def test_a_json_list_is_told_how_to_become_lines(tmp_path: Path) -> None:
    [found] = faults(tmp_path, '[\n  {"address": "a@b.example"}\n]\n', "people.json")
    assert found == (
        "people.json:1: expected a JSON object on every line, found a list; `jq -c '.[]' people.json` writes it so"
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="expected a file that can be read, found: No such file or directory"):
        list(read_subscribers(tmp_path / "nobody.csv"))
    with pytest.raises(ConfigError, match="found: Is a directory"):
        list(read_subscribers(tmp_path))


@given(raw=st.binary(max_size=200), name=st.sampled_from(["people.csv", "people.jsonl"]), skip=st.booleans())
def test_any_octets_are_people_or_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str, *, skip: bool
) -> None:
    file = tmp_path_factory.mktemp("any") / name
    file.write_bytes(raw if name == "people.jsonl" else b"address,name\n" + raw)
    with contextlib.suppress(ConfigError):
        for person in read_subscribers(file, skip_faulty=skip):
            assert "@" in person.address


def test_a_cell_that_is_too_long_costs_its_own_row(tmp_path: Path) -> None:
    people, told = lenient(tmp_path, f"address,note\na@b.example,{'x' * 200_000}\nc@d.example,y\n")
    assert people == ["c@d.example"]
    assert told[0].startswith(
        "people.csv:2: error: expected a row of CSV, found: field larger than field limit (131072)"
    )


def test_rows_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"address\n" + b"a@b.example\n" * 100_000 + b"\xff\n")
    people = read_subscribers(file)
    assert next(people).address == "a@b.example"
    with pytest.raises(ConfigError, match=r"100002:1: expected UTF-8"):
        list(people)
