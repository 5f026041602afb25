"""The preview of a file shows its size and dialect, and links to its rejected rows."""

import csv
import io
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from components.upload import preview
from services.data.reading.read import read_csv
from services.routes import download_links
from services.routes import downloads as download_route
from services.settings import Target


def test_the_rejected_rows_are_streamed_without_formulas(
    here: Target, open_page: Callable[..., AppTest], run_until: Callable[..., Any]
) -> None:
    app = open_page("data.py")
    content = b'a,b\n1,2\n=cmd(),2,3\n@x\n4,5\n6,7\n"+1\r\n=2",8,9\n'
    app.file_uploader[0].upload("x.csv", content).run()
    facts = preview.facts(read_csv(content))
    run_until(app, lambda app: any(text.value == facts for text in app.markdown))
    urls = [element.proto.url for element in app.get("link_button") if "api/downloads/" in element.proto.url]
    downloads = [download_links.verify(url.removeprefix("api/downloads/")) for url in urls]
    # A stored table with its own files may be on the page too.
    rejected = [download for download in downloads if download.file_name == "rejected_rows.csv"]
    texts = [
        b"".join(download_route.open_stream(here, download)).decode("utf-8-sig") for download in rejected
    ]
    (text,) = [text for text in texts if "cmd()" in text]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["row", "reason", "text"]
    assert [row[2] for row in rows[1:]] == ["'=cmd(),2,3", "'@x", '\'"+1\r\n=2",8,9']
