"""Keeping resources."""

from datetime import timedelta

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel.messages import CustomJob, Dataset, Endpoint, Operation
from services.local_cloud.vertex.kernel.resources import Resources, check_etag

LOCATION = "projects/p/locations/l"


@pytest.fixture
def resources(database, clock):
    return Resources(database, clock)


def test_a_resource_gets_its_times_and_an_etag(resources, clock):
    name = f"{LOCATION}/datasets/1"
    added = resources.add(name, Dataset(name=name, display_name="a"))
    assert added.create_time.ToJsonString() == "2026-11-01T12:00:00Z"
    assert added.update_time == added.create_time
    assert added.etag
    assert resources.get(name) == added
    clock.move(timedelta(seconds=1))
    before = added.etag
    added.display_name = "b"
    saved = resources.save(name, added)
    assert saved.update_time.ToJsonString() == "2026-11-01T12:00:01Z"
    assert saved.create_time.ToJsonString() == "2026-11-01T12:00:00Z"
    assert saved.etag != before
    assert resources.get(name) == saved


def test_a_message_without_an_etag_is_kept_too(resources):
    name = f"{LOCATION}/customJobs/1"
    assert resources.add(name, CustomJob(name=name)) == resources.get(name)


def test_a_taken_name_is_refused(resources):
    name = f"{LOCATION}/endpoints/1"
    resources.add(name, Endpoint(name=name))
    with pytest.raises(ApiError) as error:
        resources.add(name, Endpoint(name=name))
    assert error.value.http == 409


@pytest.mark.parametrize("step", ["get", "remove"])
def test_a_missing_resource_is_not_found(resources, step):
    with pytest.raises(ApiError) as error:
        getattr(resources, step)(f"{LOCATION}/endpoints/1")
    assert error.value.http == 404


def test_saving_what_was_removed_meanwhile_is_not_found(resources):
    with pytest.raises(ApiError):
        resources.save(f"{LOCATION}/endpoints/1", Endpoint())


def test_a_collection_is_read_newest_first_in_full_and_without_its_neighbours(resources, clock):
    for number in range(450):
        resources.add(f"{LOCATION}/endpoints/{number}", Endpoint(display_name=str(number)))
        clock.move(timedelta(seconds=number % 2))
    resources.add("projects/p/locations/other/endpoints/1", Endpoint())
    found = [
        endpoint.display_name for _position, endpoint in resources.in_collection(f"{LOCATION}/endpoints")
    ]
    assert len(found) == 450
    assert found[0] == "449"
    assert sorted(found, key=int) == [str(number) for number in range(450)]


def test_operations_of_a_location_are_found_at_any_depth_and_of_no_other(resources):
    names = [
        f"{LOCATION}/operations/1",
        f"{LOCATION}/models/1/operations/2",
        "projects/p/locations/l*/operations/3",
    ]
    for name in names:
        resources.add(name, Operation(name=name))
    assert {each.name for _position, each in resources.under(LOCATION, "operations")} == set(names[:2])
    assert [each.name for _position, each in resources.under(f"{LOCATION}/models/1", "operations")] == [
        names[1]
    ]
    assert [each.name for _position, each in resources.under("projects/p/locations/l*", "operations")] == [
        names[2]
    ]


def test_a_stale_etag_is_refused_and_none_is_taken():
    check_etag("", "x")
    check_etag("x", "x")
    with pytest.raises(ApiError) as error:
        check_etag("y", "x")
    assert error.value.http == 409
