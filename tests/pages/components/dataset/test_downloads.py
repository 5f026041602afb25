"""Downloads: a file is made in the reader's language and time zone, under a name that has neither."""

from threading import Thread

import pytest

from components.dataset import downloads
from services.text import time_zone
from services.text.i18n import language, use_language


def test_a_file_is_made_in_the_language_and_time_zone_of_the_page_that_offers_it() -> None:
    with use_language("ko"), time_zone.use_time_zone("Asia/Seoul"):
        make = downloads._for_reader(lambda: f"{language()} {time_zone.name()}".encode())
    made: list[bytes] = []
    thread = Thread(target=lambda: made.append(make()))
    thread.start()
    thread.join()
    assert made == [b"ko Asia/Seoul"]
    assert language() == "en"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sales 2026", "Sales 2026"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("매출", "매출"),
        (" . ", "table"),
        ("x" * 500, "x" * downloads.LENGTH),
    ],
)
def test_a_title_is_a_file_name(title: str, name: str) -> None:
    assert downloads.file_name(title) == name
