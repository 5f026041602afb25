"""Who deleted a thing is read once for all sessions, and at once after a deletion of one's own."""

from services import cache
from services.settings import Target
from services.vertex import deletions, endpoints
from services.vertex.deletions import Deletion


def test_a_deletion_is_known_at_once(here: Target) -> None:
    created = endpoints.create(here, "Deleted by one")
    assert cache.deletion(here, "endpoint", created.id) is None
    deleted = cache.delete_endpoint(here, created, "mina@example.com")
    assert (deleted.thing, deleted.unrecorded) == (created, None)
    record = cache.deletion(here, "endpoint", created.id)
    assert record is not None
    assert (record.name, record.by) == ("Deleted by one", "mina@example.com")


def test_undeployments_are_those_of_a_day_the_last_one_first(here: Target) -> None:
    created = endpoints.create(here, "Undeployed")
    moment = created.created
    for id in ("1", "2"):
        record = Deletion("deployment", deletions.deployment_id(created.id, id), "Trees", "", moment, ())
        deletions.write(here, record)
    listed = [record for record in cache.undeployments(here) if record.endpoint_id == created.id]
    assert [record.deployed_id for record in listed] == ["2", "1"]
    endpoints.delete(here, created)
