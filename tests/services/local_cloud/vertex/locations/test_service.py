"""The locations of Vertex AI, by Google's client and by hand."""

import pytest
from google.cloud.aiplatform.constants.base import SUPPORTED_REGIONS
from google.cloud.location import locations_pb2

from services.local_cloud.vertex.locations.regions import REGIONS

PROJECT = "projects/launchpad-local"


def test_the_regions_are_those_of_googles_sdk():
    assert set(REGIONS) == SUPPORTED_REGIONS - {"global"}
    assert list(REGIONS) == sorted(REGIONS)


def test_googles_client_lists_and_gets_locations(clients):
    pages, token = [], ""
    while True:
        request = locations_pb2.ListLocationsRequest(name=PROJECT, page_size=30, page_token=token)
        reply = clients.models.list_locations(request)
        pages.append([location.location_id for location in reply.locations])
        token = reply.next_page_token
        if not token:
            break
    assert pages == [list(REGIONS[:30]), list(REGIONS[30:])]
    got = clients.models.get_location(
        locations_pb2.GetLocationRequest(name=f"{PROJECT}/locations/europe-west4")
    )
    assert (got.name, got.location_id) == (f"{PROJECT}/locations/europe-west4", "europe-west4")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("locations/nowhere", 404),
        ("locations?pageSize=-1", 400),
        ("locations?pageToken=nowhere", 400),
        ("locations?filter=a", 400),
        ("locations/nowhere/models", 400),
        ("locations/nowhere/models:upload", 501),
        ("locations/global/customJobs/1", 400),
        ("locations/us-central1-a/endpoints", 400),
    ],
)
def test_a_location_that_google_lacks_is_refused(call, path, code):
    reply = call("GET", f"/v1/{PROJECT}/{path}")
    assert reply.status_code == code
    if "/nowhere/models" in path and code == 400:
        assert "The provided location ID doesn't match the endpoint." in reply.json()["error"]["message"]


def test_nothing_is_made_in_an_unknown_location(call):
    place = f"/v1/{PROJECT}/locations/us-central9"
    reply = call("POST", f"{place}/endpoints", json={"displayName": "an endpoint"})
    assert (reply.status_code, reply.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
