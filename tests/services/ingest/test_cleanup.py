"""What nobody stored goes a day later, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from services.errors import NotFound
from services.ingest import cleanup
from services.ingest.uploads import Uploads
from services.settings import Target
from services.vertex import objects


def test_an_upload_that_nobody_stored_goes_a_day_later(here: Target) -> None:
    table = Uploads(target=lambda: here)
    token = table.begin(here, "a.csv", 4)
    address = table.receive(token, 0, b"a,b\n").address
    objects.write(here, here.uri("tests/cleanup/another"), b"x", "text/plain")
    now = datetime.now(UTC)
    cleanup.clear(here, now + timedelta(hours=23), table)
    assert objects.read(here, address) == b"a,b\n"
    assert cleanup.clear(here, now + timedelta(hours=25), table) >= 1
    with pytest.raises(NotFound):
        objects.read(here, address)
    assert objects.read(here, here.uri("tests/cleanup/another")) == b"x"
