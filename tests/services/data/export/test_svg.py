"""Drawings: small charts that are well-formed and say what they show."""

from xml.etree import ElementTree

from services.data.export import svg


def test_bars_are_as_high_as_their_counts_and_named() -> None:
    drawn = ElementTree.fromstring(svg.bars([0, 5, 10], 'Distribution of <a> & "b"'))  # noqa: S314 - our own
    assert drawn.attrib["aria-label"] == 'Distribution of <a> & "b"'
    assert [float(bar.attrib["height"]) for bar in drawn] == [18.0, 36.0]  # none of no height


def test_nothing_is_drawn_of_nothing() -> None:
    assert svg.bars([], "x") == svg.bars([0, 0], "x") == ""


def test_a_matrix_colours_each_known_coefficient_by_sign_and_size() -> None:
    drawn = ElementTree.fromstring(svg.matrix(["a<", "b"], [[1.0, -0.5], [None, 1.0]], "Correlations"))  # noqa: S314 - our own
    squares = [each.attrib for each in drawn if each.tag == "rect"]
    assert [(each["class"], each["fill-opacity"]) for each in squares] == [
        ("up", "1.00"),
        ("down", "0.50"),
        ("up", "1.00"),
    ]
