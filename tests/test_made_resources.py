"""What a run made is gone after it, whoever made it, and nothing else is."""

import pytest

from services.vertex import endpoints, models, operations
from services.vertex.endpoints import Deployment
from tests.made_resources import Leftovers

pytestmark = pytest.mark.local("it would delete what other tests still use")


@pytest.fixture
def exists(connection):
    """Say whether a resource is still there."""
    from google.auth.transport.requests import AuthorizedSession

    with AuthorizedSession(connection.credentials) as session:
        yield lambda name: session.get(f"{connection.address}/v1/{name}", timeout=30).status_code == 200


@pytest.fixture
def leftovers(connection, here):
    from google.auth.transport.requests import AuthorizedSession

    with AuthorizedSession(connection.credentials) as session:
        yield Leftovers(session, connection.address, here.parent, "of-this-run", 60.0)


def test_what_was_made_is_stopped_taken_off_and_deleted_and_the_rest_stays(
    leftovers, here, exists, text_dataset, text_run, launch, eventually
):
    kept = endpoints.create(here, "Somebody's")
    model = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    with leftovers.noted():
        run = launch(here, text_dataset, "Long", algorithm="forest", parameters={"trees": 2000})
        endpoint = endpoints.create(here, "The run's")
        for share in (100, 30):
            operation = endpoints.deploy(
                here,
                endpoints.get(here, endpoint.id),
                Deployment(f"{model.id}@{model.version}", "one", "n1-standard-2", traffic=share),
            )
            eventually(lambda name=operation.name: operations.get(here, name).done)
    assert {name.split("/")[-2] for name in leftovers.names} == {"trainingPipelines", "endpoints"}
    assert len(endpoints.get(here, endpoint.id).deployed) == 2
    assert leftovers.remove() == []
    assert not any(exists(name) for name in (*leftovers.names, run.name))
    assert exists(kept.name)
    assert exists(model.name)
    endpoints.delete(here, kept)


def test_what_another_process_made_is_known_by_the_bucket_it_works_in(leftovers, connection, here, exists):
    def upload(bucket):
        container = {"image_uri": "gcr.io/any/other"}
        model = {"display_name": "m", "artifact_uri": f"gs://{bucket}/m", "container_spec": container}
        return connection.models.upload_model({"parent": here.parent, "model": model}).result().model

    ours, theirs = upload("of-this-run"), upload("of-this-run-not")
    assert leftovers.remove() == []
    assert not exists(ours)
    assert exists(theirs)
    connection.models.delete_model(name=theirs).result()


def test_what_would_not_go_is_told_by_name(leftovers, here, faults):
    with leftovers.noted():
        endpoint = endpoints.create(here, "Stays")
    faults.plan("EndpointService.DeleteEndpoint", "return-403")
    [line] = leftovers.remove()
    assert line.startswith(f"{endpoint.name}: ")
    assert leftovers.remove() == []
