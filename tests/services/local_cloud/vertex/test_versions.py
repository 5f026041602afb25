"""Vertex AI's v1beta1, by Google's own clients for it."""

import pytest
from google.cloud import aiplatform_v1beta1

from services.local_cloud.vertex.versions import as_beta, stable_path


@pytest.fixture
def beta(local_cloud):
    """Return a v1beta1 client of a service."""

    def beta(service):
        return getattr(aiplatform_v1beta1, f"{service}Client")(
            credentials=local_cloud.credentials,
            transport="rest",
            client_options={"api_endpoint": local_cloud.url},
        )

    return beta


def test_a_beta_client_makes_gets_lists_and_deletes(beta, parent, clients):
    endpoints = beta("EndpointService")
    made = endpoints.create_endpoint(parent=parent, endpoint={"display_name": "beta"}).result(timeout=10)
    assert isinstance(made, aiplatform_v1beta1.Endpoint)
    assert endpoints.get_endpoint(name=made.name).display_name == "beta"
    assert clients.endpoints.get_endpoint(name=made.name).display_name == "beta"
    listed = endpoints.list_endpoints(parent=parent)
    assert made.name in [endpoint.name for endpoint in listed]
    endpoints.delete_endpoint(name=made.name).result(timeout=10)


def test_a_beta_client_uploads_a_model(beta, parent, artifact):
    models = beta("ModelService")
    image = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"
    model = {
        "display_name": "beta",
        "artifact_uri": artifact(2.0),
        "container_spec": {"image_uri": image},
    }
    reply = models.upload_model(parent=parent, model=model).result(timeout=10)
    assert isinstance(reply, aiplatform_v1beta1.UploadModelResponse)
    assert models.get_model(name=f"{reply.model}@1").name == f"{reply.model}@1"
    assert models.list_model_versions(name=reply.model).models[0].version_id == "1"


def test_what_v1_does_not_serve_is_not_implemented(call):
    path = "/v1beta1/projects/launchpad-local/locations/us-central1/featurestores"
    reply = call("GET", path)
    assert reply.status_code == 501
    assert f"FeaturestoreService.ListFeaturestores (GET {path})" in reply.json()["error"]["message"]


def test_only_types_of_vertex_ai_change():
    kind = "type.googleapis.com/google.cloud.aiplatform.v1.Model"
    assert as_beta({"a": [{"@type": kind}]}) == {"a": [{"@type": kind.replace(".v1.", ".v1beta1.")}]}
    assert as_beta({"@type": "type.googleapis.com/google.protobuf.Empty"})["@type"].endswith(".Empty")
    assert stable_path("/v1beta1/projects/p") == "/v1/projects/p"
    assert stable_path("/v1/projects/v1beta1") == "/v1/projects/v1beta1"
