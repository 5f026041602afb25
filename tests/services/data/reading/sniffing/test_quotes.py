import pytest

from services.data.reading.sniffing.quotes import detect_escape, detect_quote

COMMON = (",", ";", "\t", "|")


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (["a,b\n", "'x, y','z'\n", "'p','q'\n"], "'"),
        (["a,b\n", "'tis,1\n", "it's,2\n"], '"'),
        (["a,b\n", '"x","it\'s"\n'], '"'),
        (["a,b\n", "1,2\n"], '"'),
        (["a,b\n", "'95,'96\n", "'97,'98\n"], '"'),
    ],
)
def test_single_quotes_quote_where_they_do_throughout(lines, quote):
    assert detect_quote(lines, COMMON) == quote


@pytest.mark.parametrize(
    ("lines", "escape"),
    [
        (['1,"he said \\"hi\\" twice"\n'], "\\"),
        (['1,"C:\\dir\\"\n', '2,"D:\\"\n'], ""),
        (['1,"he said ""hi"" twice"\n'], ""),
    ],
)
def test_a_backslash_escapes_where_it_stands_before_quotes_inside_cells(lines, escape):
    assert detect_escape(lines, '"', COMMON) == escape


def test_a_quote_of_any_sign_is_no_pattern():
    assert detect_escape(["a,|x\\|y|\n"], "|", (",",)) == "\\"
    assert detect_escape(["a,+x++y+\n"], "+", (",",)) == ""
