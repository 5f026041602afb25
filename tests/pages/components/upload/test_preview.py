"""What was read of a file is shown with what was left out of it."""

import csv
import io
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from services.routes import download_links
from services.routes import downloads as download_route
from services.settings import Target


def test_the_rows_set_aside_are_streamed_without_formulas(
    here: Target, open_page: Callable[..., AppTest], run_until: Callable[..., Any]
) -> None:
    app = open_page("data.py")
    content = b'a,b\n1,2\n=cmd(),2,3\n@x\n4,5\n6,7\n"+1\r\n=2",8,9\n'
    app.file_uploader[0].upload("x.csv", content).run()
    run_until(app, lambda app: any("3 rows" in each.value for each in app.markdown))
    (link,) = [each.proto for each in app.get("link_button") if "set aside" in each.proto.label]
    download = download_links.opened(link.url.removeprefix("api/downloads/"))
    assert download.file_name == "set_aside.csv"
    text = b"".join(download_route.begun(here, download)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["row", "reason", "text"]
    assert [row[2] for row in rows[1:]] == ["'=cmd(),2,3", "'@x", '\'"+1\r\n=2",8,9']
