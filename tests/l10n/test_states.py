"""States are read off a plain PO entry."""

from bulletin.l10n.catalog import Entry
from bulletin.l10n.states import State, machine_comment, machine_mark, state_of


def entry(text: str, *flags: str, comments: tuple[str, ...] = ()) -> Entry:
    return Entry(context="x", msgid="source", msgstr=(text,), flags=flags, comments=comments)


def test_each_state_has_its_entry() -> None:
    mark = machine_comment("libre", "source", "글")
    assert state_of(entry("")) is State.MISSING
    assert state_of(entry("  ")) is State.MISSING
    assert state_of(entry("글")) is State.REVIEWED
    assert state_of(entry("글", "fuzzy")) is State.CHANGED
    assert state_of(entry("글", "fuzzy", comments=(mark,))) is State.MACHINE


def test_a_machines_text_that_somebody_has_touched_is_no_longer_the_machines() -> None:
    mark = machine_comment("libre", "source", "글")
    assert state_of(entry("나은 글", "fuzzy", comments=(mark,))) is State.CHANGED


def test_clearing_fuzzy_is_all_that_accepting_takes() -> None:
    mark = machine_comment("libre", "source", "글")
    assert state_of(entry("글", comments=("mine", mark))) is State.REVIEWED


def test_a_mark_is_read_back() -> None:
    mark = machine_mark(entry("글", comments=("x", machine_comment("my engine", "source", "글"))))
    assert mark is not None
    assert mark.engine == "my-engine"
    assert machine_mark(entry("글", comments=("machine: whatever",))) is None
