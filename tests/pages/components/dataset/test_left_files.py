"""The Data page says which deleted dataset has left files, until they are deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.ingest import dataset_files, tombstones
from services.settings import Target
from services.vertex import datasets, layout, objects
from services.vertex.datasets import Dataset
from services.workflows import cleanup, deletion
from tests.pages.screen import keys

TABLE = b"left behind,label\r\n" + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(30))


def test_files_that_could_not_be_deleted_are_shown_until_a_press_deletes_them(
    here: Target,
    text_dataset: Dataset,
    faults: Any,
    open_page: Callable[..., AppTest],
    run_until: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleanup, "start_hourly", lambda _target: None)  # it would delete them first
    stored = datasets.create(here, "Left behind", dataset_files.files(read_csv(TABLE), "label"))
    faults.plan("storage.objects.delete", "return-403")
    assert deletion.delete_dataset(here, stored).left is not None
    notice = f"left_files_{stored.content_id}"
    app = open_page("data.py", dataset=text_dataset.id)
    (warning,) = app.get_by_key(notice).warning
    assert "Left behind" in warning.value
    app.button(key=f"delete_files_{stored.content_id}").click().run()
    run_until(app, lambda app: notice not in keys(app))
    assert not objects.list_metadata(here, f"{layout.dataset_folder(here, stored.content_id)}/")
    assert stored.id not in {tombstone.dataset_id for tombstone in tombstones.list_tombstones(here)}
