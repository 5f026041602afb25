"""Empty and tiny files: refused with a sentence, or read where there is a table after all."""

from .case import Case, either, kept, refused

CASES = [
    refused("nothing.csv", b"", "empty"),
    refused("one_newline.csv", b"\n", "empty"),
    refused("one_crlf.csv", b"\r\n", "empty"),
    refused("one_space.csv", b" ", "empty"),
    refused("only_newlines.csv", b"\n" * 5000, "empty"),
    refused("only_crlf.csv", b"\r\n" * 5000, "empty"),
    refused("only_white.csv", b" \t \n\t\n  \n", "empty"),
    refused("only_bom.csv", b"\xef\xbb\xbf", "empty"),
    refused("only_bom_newline.csv", b"\xef\xbb\xbf\n", "empty"),
    refused("only_utf16_be_bom.csv", b"\xfe\xff", "empty"),
    refused("only_utf32_bom.csv", b"\xff\xfe\0\0", "empty"),
    refused("utf16_newlines.csv", "\n\n\n".encode("utf-16"), "empty"),
    refused("one_nul.csv", b"\0", "empty|binary"),
    refused("one_letter.csv", b"x", "no rows|empty"),
    either("one_comma.csv", b","),
    refused("one_quote.csv", b'"', "no rows|empty|quote"),
    either("two_quotes.csv", b'""'),
    refused("one_high_byte.csv", b"\xff", "no rows|empty|binary|text"),
    refused("only_ctrl_z.csv", b"\x1a", "empty|no rows|binary"),
    refused("only_sep.csv", b"sep=;\n", "empty|no rows"),
    refused("only_comment.csv", b"# nothing here\n", "empty|no rows|table"),
    either("only_commas.csv", b",,,\n,,,\n,,,\n"),
    kept("one_digit.csv", b"7", ["column 1"], [["7"]], header=False),
    kept("smallest_table.csv", b"a\n1", "a", [["1"]], header=True),
    kept("smallest_pair.csv", b"a,b\n1,", "a|b", [["1", ""]]),
    Case("name_and_word.csv", b"a\nb\n", names=["a"], rows_in=1),
    Case("quoted_nothing_rows.csv", b'a\n""\n""\n', names=["a"], rows_in=2),
]
