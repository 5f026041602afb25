"""Line ends: each kind, mixtures, blank lines and marks of the end."""

from .case import Case, grid, kept, lines

_ANSWER = ("a|b", grid("1|2/3|4"))

CASES = [
    kept("lf.csv", lines("a,b", "1,2", "3,4"), *_ANSWER),
    kept("crlf.csv", lines("a,b", "1,2", "3,4", end="\r\n"), *_ANSWER),
    kept("cr.csv", lines("a,b", "1,2", "3,4", end="\r"), *_ANSWER),
    kept("no_last_end.csv", b"a,b\n1,2\n3,4", *_ANSWER),
    kept("no_last_end_crlf.csv", b"a,b\r\n1,2\r\n3,4", *_ANSWER),
    kept("mixed_lf_crlf.csv", b"a,b\r\n1,2\n3,4\r\n", *_ANSWER),
    kept("mixed_all.csv", b"a,b\r1,2\r\n3,4\n", *_ANSWER),
    kept("crlf_then_lf_at_end.csv", b"a,b\r\n1,2\r\n3,4\r\n\n", *_ANSWER),
    kept("crcrlf.csv", b"a,b\r\r\n1,2\r\r\n3,4\r\r\n", *_ANSWER),
    kept("blank_lines_between.csv", b"a,b\n\n1,2\n\n\n3,4\n\n", *_ANSWER),
    kept("blank_lines_first.csv", b"\n\n\na,b\n1,2\n3,4\n", *_ANSWER),
    kept("blank_lines_last.csv", b"a,b\n1,2\n3,4\n\n\n\n\n", *_ANSWER),
    kept("blank_crlf_between.csv", b"a,b\r\n\r\n1,2\r\n\r\n3,4\r\n", *_ANSWER),
    kept("ctrl_z.csv", b"a,b\r\n1,2\r\n3,4\r\n\x1a", *_ANSWER),
    Case("ctrl_z_line.csv", b"a,b\r\n1,2\r\n3,4\r\n\x1a\r\n", names=["a", "b"], rows=_ANSWER[1]),
    kept("nul_at_end.csv", b"a,b\n1,2\n3,4\n\0\0\0\0", *_ANSWER),
    Case("white_last_line.csv", b"a,b\n1,2\n3,4\n   \n", names=["a", "b"], rows=_ANSWER[1]),
    kept("lf_in_quoted_of_crlf.csv", b'a,b\r\n"1\n1",2\r\n3,4\r\n', "a|b", [["1\n1", "2"], ["3", "4"]]),
    kept("crlf_in_quoted_of_lf.csv", b'a,b\n"1\r\n1",2\n3,4\n', "a|b", [["1\r\n1", "2"], ["3", "4"]]),
    kept("cr_in_quoted_of_crlf.csv", b'a,b\r\n"1\r1",2\r\n3,4\r\n', "a|b", [["1\r1", "2"], ["3", "4"]]),
    kept("cr_large.csv", lines("a,b", *["1,2"] * 20_000, end="\r"), "a|b", [["1", "2"]] * 20_000),
    kept("next_line_sign.csv", "a,b\n1\u0085x,2\n3,4\n".encode(), "a|b", [["1\u0085x", "2"], ["3", "4"]]),
    kept(
        "line_separator_sign.csv",
        "a,b\n1\u2028x,2\n3\u2029,4\n".encode(),
        "a|b",
        [["1\u2028x", "2"], ["3\u2029", "4"]],
    ),
    kept("vertical_tab.csv", b"a,b\n1\x0bx,2\n3\x0c,4\n", "a|b", [["1\x0bx", "2"], ["3\x0c", "4"]]),
    kept("file_separator.csv", b"a,b\n1\x1cx,2\n3\x1ey,4\n", "a|b", [["1\x1cx", "2"], ["3\x1ey", "4"]]),
    Case("one_column_blank_between.csv", b"a\n1\n\n2\n", names=["a"]),
]
