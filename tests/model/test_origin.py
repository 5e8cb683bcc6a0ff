"""Where nodes come from takes no part in what they are."""

from bulletin.findings import Place
from bulletin.model.blocks import Paragraph
from bulletin.model.origin import Origin
from bulletin.model.walk import map_text


def test_nodes_from_different_places_are_equal() -> None:
    here, there = (Paragraph(text="a", origin=Origin(file="a.md", line=line)) for line in (1, 2))
    assert here == there == Paragraph(text="a")
    assert hash(here) == hash(there)
    assert "origin=" not in repr(here)


def test_a_field_without_a_line_of_its_own_stands_where_its_node_does() -> None:
    node = Paragraph(text="a", origin=Origin(file="a.md", line=4, line_of={"text": 6}.get))  # type: ignore[arg-type]
    assert node.where() == Place(file="a.md", line=4)
    assert node.where("text") == Place(file="a.md", line=6)
    assert node.where("translators") == Place(file="a.md", line=4)
    assert Paragraph(text="a").where("text") is None


def test_a_changed_node_keeps_its_origin() -> None:
    node = Paragraph(text="a", origin=Origin(file="a.md", line=4))
    assert map_text(node, lambda text, _: f"{text}!").origin is node.origin
