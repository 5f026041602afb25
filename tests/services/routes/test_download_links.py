"""Download links: they lead where they were made for, for a while, and nowhere else."""

import pytest

from services.errors import NotFound
from services.routes import download_links
from services.routes.download_links import Download

TABLE = Download("gs://b/datasets/x/table.csv", "표.csv")


def test_a_link_leads_to_its_download_until_it_ends_and_stays_the_same_meanwhile() -> None:
    link = download_links.token(TABLE, lambda: 1000.0)
    assert download_links.token(TABLE, lambda: 1100.0) == link
    assert download_links.verify(link, lambda: 3500.0) == TABLE
    with pytest.raises(NotFound, match="download_link_expired"):
        download_links.verify(link, lambda: 3600.0)


@pytest.mark.parametrize("forged", ["", ".", "x.y", "é.é", "changed"])
def test_a_link_of_anothers_making_leads_nowhere(forged: str) -> None:
    if forged == "changed":
        content, _dot, signature = download_links.token(TABLE).partition(".")
        forged = f"{content[:-2]}AA.{signature}"
    with pytest.raises(NotFound):
        download_links.verify(forged)
