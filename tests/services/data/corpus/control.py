"""NUL and control bytes: counted and taken out, or kept as what they are; binary data is refused."""

from .case import Case, either, grid, kept, lines, refused

CASES = [
    kept("nul_in_a_cell.csv", b"a,b\n1,x\0y\n3,4\n", "a|b", [["1", "xy"], ["3", "4"]], finds=["nul"]),
    kept("nul_in_the_header.csv", b"a\0,b\n1,2\n3,4\n", "a|b", grid("1|2/3|4"), finds=["nul"]),
    kept("nul_for_a_cell.csv", b"a,b\n\0,2\n3,4\n", "a|b", [["", "2"], ["3", "4"]]),
    kept(
        "nul_late.csv",
        lines("a,b", *["1,2"] * 60_000) + b"3,\0\n",
        "a|b",
        [*[["1", "2"]] * 60_000, ["3", ""]],
    ),
    kept("nul_within_quotes.csv", b'a,b\n1,"x\0, y"\n3,4\n', "a|b", [["1", "x, y"], ["3", "4"]]),
    kept("nul_in_each_row.csv", b"a,b\n" + b"1\0,x\n" * 40, "a|b", [["1", "x"]] * 40, finds=["nul"]),
    kept("nuls_fill_cells_up.csv", b"a,b\n" + b"1,x\0\0\0\0\0\0\n" * 40, "a|b", [["1", "x"]] * 40),
    kept("nuls_behind_the_end.csv", b"a,b\n1,2\n3,4\n" + bytes(512), "a|b", grid("1|2/3|4")),
    kept("bell.csv", b"a,b\n1,x\x07y\n3,4\n", "a|b", [["1", "x\x07y"], ["3", "4"]]),
    kept(
        "escape_colours.csv",
        b"a,b\n1,\x1b[31mred\x1b[0m\n3,4\n",
        "a|b",
        [["1", "\x1b[31mred\x1b[0m"], ["3", "4"]],
    ),
    kept("backspace.csv", b"a,b\n1,x\x08y\n3,4\n", "a|b", [["1", "x\x08y"], ["3", "4"]]),
    kept("delete.csv", b"a,b\n1,x\x7fy\n3,4\n", "a|b", [["1", "x\x7fy"], ["3", "4"]]),
    kept("c1_controls.csv", "a,b\n1,x\x9by\n3,4\n".encode(), "a|b", [["1", "x\x9by"], ["3", "4"]]),
    kept("ctrl_z_in_a_cell.csv", b"a,b\n1,x\x1ay\n3,4\n", "a|b", [["1", "x\x1ay"], ["3", "4"]]),
    kept("shift_out.csv", b"a,b\n1,x\x0ey\n3,4\n", "a|b", [["1", "x\x0ey"], ["3", "4"]]),
    kept("start_of_heading.csv", b"a,b\n1,x\x01y\n3,4\n", "a|b", [["1", "x\x01y"], ["3", "4"]]),
    Case("form_feed_line.csv", b"a,b\n1,2\n3,4\n\x0c\n", names=["a", "b"], rows=grid("1|2/3|4")),
    refused("only_nuls.csv", bytes(10_000), "empty|binary"),
    refused("nuls_and_newlines.csv", b"\0\0\0\n" * 1000, "empty|binary"),
    refused("every_byte.csv", bytes(range(256)) * 40, "binary|not text|no text"),
    either("nul_delimiter.csv", b"a\0b\n1\x002\n3\x004\n"),
    either("many_bells.csv", b"\x07" * 5000),
]
