"""What was read of a file is shown with what was left out of it."""

import csv
import io
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from components import preview
from services.data.reading import read_csv


def test_the_rows_set_aside_are_downloaded_without_formulas() -> None:
    reading = read_csv(b'a,b\n1,2\n=cmd(),2,3\n@x\n4,5\n6,7\n"+1\r\n=2",8,9\n')
    assert reading.set_aside is not None
    data = preview.defused(reading.set_aside)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["row", "reason", "text"]
    assert [row[2] for row in rows[1:]] == ["'=cmd(),2,3", "'@x", '\'"+1\r\n=2",8,9']


def test_a_download_of_what_was_set_aside_is_offered(
    open_page: Callable[..., AppTest], run_until: Callable[..., Any]
) -> None:
    app = open_page("data.py")
    app.file_uploader[0].upload("x.csv", b"a,b\n1,2\n3,4\n=5,6,7\n").run()
    run_until(app, lambda app: any("2 rows" in each.value for each in app.markdown))
    assert [each for each in app.get("download_button") if "set aside" in each.proto.label]
