"""Download links: they lead where they were made for, for a while, and nowhere else."""

import pytest

from services import downloads
from services.downloads import Download
from services.errors import NotFound

TABLE = Download("gs://b/datasets/x/table.csv", "표.csv")


def test_a_link_leads_to_its_download_until_it_ends_and_stays_the_same_meanwhile() -> None:
    link = downloads.token(TABLE, lambda: 1000.0)
    assert downloads.token(TABLE, lambda: 1100.0) == link
    assert downloads.opened(link, lambda: 3500.0) == TABLE
    with pytest.raises(NotFound, match="ended"):
        downloads.opened(link, lambda: 3600.0)


@pytest.mark.parametrize("forged", ["", ".", "x.y", "é.é", "changed"])
def test_a_link_of_anothers_making_leads_nowhere(forged: str) -> None:
    if forged == "changed":
        content, _dot, signature = downloads.token(TABLE).partition(".")
        forged = f"{content[:-2]}AA.{signature}"
    with pytest.raises(NotFound):
        downloads.opened(forged)
