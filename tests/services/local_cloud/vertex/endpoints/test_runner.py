"""The serving processes of deployed models."""


def test_two_endpoints_may_have_deployed_models_of_one_id(
    clients, parent, endpoint, deploy, upload, artifact, predict
):
    other = clients.endpoints.create_endpoint({"parent": parent, "endpoint": {"display_name": "o"}}).result()
    deploy(endpoint, upload(artifact(2)), {"0": 100}, id="88").result()
    deploy(other, upload(artifact(3)), {"0": 100}, id="88").result()
    assert [round(predict(each.name, [[1.0]]).predictions[0]) for each in (endpoint, other)] == [2, 3]
    clients.endpoints.undeploy_model({"endpoint": other.name, "deployed_model_id": "88"}).result()
    clients.endpoints.delete_endpoint({"name": other.name}).result()
    assert round(predict(endpoint.name, [[1.0]]).predictions[0]) == 2
