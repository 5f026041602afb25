"""What a deployment changes beside the endpoint."""


def test_a_model_keeps_its_etag_when_it_is_deployed(clients, upload, artifact, endpoint, deploy, patience):
    model = upload(artifact(2.0))
    before = clients.models.get_model({"name": f"{model.name}@1"})
    deploy(endpoint, model).result(timeout=patience)
    after = clients.models.get_model({"name": f"{model.name}@1"})
    assert [ref.endpoint for ref in after.deployed_models] == [endpoint.name]
    assert (after.etag, after.update_time) == (before.etag, before.update_time)
    change = {"name": before.name, "etag": before.etag, "version_description": "words"}
    changed = clients.models.update_model(
        {"model": change, "update_mask": {"paths": ["version_description"]}}
    )
    assert changed.etag != before.etag
    deployed = after.deployed_models[0].deployed_model_id
    clients.endpoints.undeploy_model({"endpoint": endpoint.name, "deployed_model_id": deployed}).result(
        timeout=patience
    )
    assert clients.models.get_model({"name": f"{model.name}@1"}).etag == changed.etag
