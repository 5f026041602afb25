"""A table is stored with all that is known of it, once for its content."""

import pytest

from services.data.reading.parsing.dialect import DETECT_ALL
from services.data.reading.read import read_csv
from services.errors import NotFound
from services.ingest import load, sources
from services.ingest.stored_tables import read_profile, read_table
from services.settings import Target
from services.vertex import datasets as vertex_datasets
from services.vertex import layout, objects
from services.workflows import datasets, deletion, uploads
from services.workflows.uploads import complete_address

CONTENT = b"workflow,label\r\n" + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(50))


def test_a_table_is_stored_with_its_profile_and_recipe_once(here: Target) -> None:
    stored = datasets.store_table(here, "Stored", read_csv(CONTENT), "label", CONTENT, by="mina@example.com")
    assert datasets.store_table(here, "Stored twice", read_csv(CONTENT)) == stored
    profile = read_profile(here, stored.folder)
    assert profile is not None
    assert (profile.rows, stored.by) == (50, "mina@example.com")
    assert datasets.read_recipe(here, stored.folder).target == "label"
    assert read_table(here, stored.folder).content_id == stored.content_id
    assert objects.read(here, f"{stored.folder}/{layout.RAW}") == CONTENT
    deletion.delete_dataset(here, stored)
    with pytest.raises(NotFound):
        read_table(here, stored.folder)


def test_an_upload_is_moved_beside_its_table(here: Target) -> None:
    content = b"moved,label\r\n1,a\r\n2,b\r\n"
    token = uploads.begin(here, "moved.csv", len(content))
    assert complete_address(token) is None
    address = uploads.uploads.receive(token, 0, content).address
    assert complete_address(token) == address
    source = sources.find(here, address)
    reading = load.read_source(here, source, DETECT_ALL)
    stored = datasets.store_table(here, "Moved", reading, source=source)
    assert objects.read(here, f"{stored.folder}/{layout.RAW}") == content
    with pytest.raises(NotFound):
        objects.read(here, address)
    vertex_datasets.delete(here, stored)


def test_a_saved_recipe_is_read_again(here: Target) -> None:
    content = b"saved,label\r\n" + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(40))
    stored = datasets.store_table(here, "Saved", read_csv(content), "label")
    recipe = datasets.read_recipe(here, stored.folder)
    changed = type(recipe)(recipe.target, recipe.task, recipe.roles, seed=77)
    assert datasets.save_recipe(here, stored.folder, changed) == changed
    assert datasets.read_recipe(here, stored.folder).seed == 77
    vertex_datasets.delete(here, stored)
