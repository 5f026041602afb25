"""The twelve cases of csv-spectrum, written anew, and close kin of them; each answer is exact."""

from .case import kept, lines

JSON = '{"kind": "Point", "at": [102.5, -0.25]}'
QUOTED_JSON = '"{""kind"": ""Point"", ""at"": [102.5, -0.25]}"'

CASES = [
    kept(
        "comma_in_quotes.csv",
        b'given,family,street,town,code\nAnn,Bee,12 Low Rd.,"Upton, NX",04123\n',
        "given|family|street|town|code",
        [["Ann", "Bee", "12 Low Rd.", "Upton, NX", "04123"]],
        delimiter=",",
        header=True,
        encoding=["utf-8"],
    ),
    kept("empty.csv", b'a,b,c\n1,"",""\n2,3,4\n', "a|b|c", [["1", "", ""], ["2", "3", "4"]]),
    kept("empty_crlf.csv", b'a,b,c\r\n1,"",""\r\n2,3,4\r\n', "a|b|c", [["1", "", ""], ["2", "3", "4"]]),
    kept("escaped_quotes.csv", b'a,b\n1,"ho ""ho"" ho"\n3,4\n', "a|b", [["1", 'ho "ho" ho'], ["3", "4"]]),
    kept("json.csv", f"key,val\n1,{QUOTED_JSON}\n".encode(), "key|val", [["1", JSON]]),
    kept(
        "location_coordinates.csv",
        b'place,"where"\nHarbour,"37\xc2\xb0 33\' 58"" N, 126\xc2\xb0 58\' 41"" E"\n',
        "place|where",
        [["Harbour", "37° 33' 58\" N, 126° 58' 41\" E"]],
    ),
    kept(
        "newlines.csv",
        b'a,b,c\n1,2,3\n"Long \nago",5,6\n7,8,9\n',
        "a|b|c",
        [["1", "2", "3"], ["Long \nago", "5", "6"], ["7", "8", "9"]],
    ),
    kept(
        "newlines_crlf.csv",
        b'a,b,c\r\n1,2,3\r\n"Long \r\nago",5,6\r\n7,8,9\r\n',
        "a|b|c",
        [["1", "2", "3"], ["Long \r\nago", "5", "6"], ["7", "8", "9"]],
    ),
    kept(
        "quotes_and_newlines.csv",
        b'a,b\n1,"ho \n""ho"" \nho"\n3,4\n',
        "a|b",
        [["1", 'ho \n"ho" \nho'], ["3", "4"]],
    ),
    kept("simple.csv", b"a,b,c\n1,2,3\n", "a|b|c", [["1", "2", "3"]], header=True, kinds=["number"] * 3),
    kept("simple_crlf.csv", b"a,b,c\r\n1,2,3\r\n", "a|b|c", [["1", "2", "3"]], header=True),
    kept("utf8.csv", "a,b,c\n1,2,3\n4,5,ʤ\n".encode(), "a|b|c", [["1", "2", "3"], ["4", "5", "ʤ"]]),
    kept("simple_cr.csv", b"a,b,c\r1,2,3\r", "a|b|c", [["1", "2", "3"]]),
    kept("simple_no_end.csv", b"a,b,c\n1,2,3", "a|b|c", [["1", "2", "3"]]),
    kept("all_quoted.csv", b'"a","b"\n"1","2"\n"3","4"\n', "a|b", [["1", "2"], ["3", "4"]]),
    kept("leading_space.csv", b"a,b\n 1, x\n2 ,y \n", "a|b", [[" 1", " x"], ["2 ", "y "]]),
    kept(
        "empty_last_cells.csv",
        b"a,b,c\n1,,\n,,3\n,2,\n",
        "a|b|c",
        [["1", "", ""], ["", "", "3"], ["", "2", ""]],
    ),
    kept("quoted_header_newline.csv", b'"first\nname",b\n1,2\n', ["first\nname", "b"], [["1", "2"]]),
    kept("quoted_delimiter_only.csv", b'a,b\n",",","\n', "a|b", [[",", ","]]),
    kept("quoted_quote_only.csv", b'a,b\n"""",""""""\n', "a|b", [['"', '""']]),
    kept("quoted_newline_only.csv", b'a,b\n"\n","\r\n"\n', "a|b", [["\n", "\r\n"]]),
    kept("last_cell_quoted_no_end.csv", b'a,b\n1,"x, y"', "a|b", [["1", "x, y"]]),
    kept(
        "line_break_in_every_cell.csv",
        lines("a,b", *[f'"{n}\nx","{n}\ny"' for n in range(50)]),
        "a|b",
        [[f"{n}\nx", f"{n}\ny"] for n in range(50)],
    ),
]
