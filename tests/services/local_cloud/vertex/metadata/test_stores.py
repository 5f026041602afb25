"""Metadata stores."""

import pytest

from services.local_cloud.http.errors import ApiError

LOCATION = "projects/p/locations/l"


def test_a_store_is_made_once_found_and_listed(ask):
    request = {"parent": LOCATION, "metadata_store_id": "default", "metadata_store": {}}
    with pytest.raises(ApiError) as error:
        ask("CreateMetadataStore", **request)
    assert error.value.http == 409
    ask("CreateMetadataStore", **request | {"metadata_store_id": "another"})
    stores = ask("ListMetadataStores", parent=LOCATION).metadata_stores
    assert {each.name for each in stores} == {
        f"{LOCATION}/metadataStores/{name}" for name in ("default", "another")
    }
    assert ask("GetMetadataStore", name=f"{LOCATION}/metadataStores/default").HasField("create_time")


def test_a_store_with_a_key_of_ones_own_is_unimplemented(ask):
    store = {"encryptionSpec": {"kmsKeyName": "key"}}
    with pytest.raises(ApiError) as error:
        ask("CreateMetadataStore", parent=LOCATION, metadata_store=store)
    assert error.value.http == 501
