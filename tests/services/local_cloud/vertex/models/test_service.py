"""Models, versions and aliases through the SDK and Google's client."""

import pytest
from google.api_core import exceptions

SERVING_IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"


def aliases(clients, name):
    return {
        version.version_id: sorted(version.version_aliases)
        for version in clients.models.list_model_versions({"name": name})
    }


def test_the_sdk_uploads_finds_changes_and_deletes_a_model(sdk, artifact):
    folder = artifact(2)
    model = sdk.Model.upload(
        display_name="uploaded",
        artifact_uri=folder,
        serving_container_image_uri=SERVING_IMAGE,
        serving_container_environment_variables={"MY_VARIABLE": "value"},
        labels={"kind": "linear"},
        description="first",
        version_aliases=["golden"],
    )
    assert (model.version_id, sorted(model.version_aliases)) == ("1", ["default", "golden"])
    assert [kind.name for kind in model.supported_deployment_resources_types] == ["DEDICATED_RESOURCES"]
    assert model.gca_resource.container_spec.env[0].name == "MY_VARIABLE"
    assert (model.uri, model.labels, model.description) == (folder, {"kind": "linear"}, "first")
    model.update(display_name="renamed", labels={"kind": "other"})
    found = sdk.Model.list(filter='display_name="renamed" AND labels.kind=other')
    assert [each.resource_name for each in found] == [model.resource_name]
    model.delete()
    with pytest.raises(exceptions.NotFound):
        sdk.Model(model.resource_name)


def test_a_version_is_found_by_number_and_alias_also_encoded(sdk, upload, artifact, clients, call):
    first = upload(artifact(1), model={"version_aliases": ["old"]})
    second = upload(artifact(2), parent_model=first.name, model={"version_aliases": ["new"]})
    assert (second.name, second.version_id) == (first.name, "2")
    for wanted, version in (
        ("", "1"),
        ("@1", "1"),
        ("@2", "2"),
        ("@default", "1"),
        ("@new", "2"),
        ("@old", "1"),
    ):
        assert clients.models.get_model({"name": first.name + wanted}).version_id == version
    assert call("GET", f"/v1/{first.name}%402").json()["versionId"] == "2"
    assert sdk.Model(first.name, version="new").version_id == "2"
    with pytest.raises(exceptions.NotFound):
        clients.models.get_model({"name": f"{first.name}@3"})


def test_an_alias_belongs_to_one_version(sdk, upload, artifact, clients):
    name = upload(artifact(1)).name
    upload(artifact(2), parent_model=name, model={"version_aliases": ["default", "best"]})
    assert aliases(clients, name) == {"1": [], "2": ["best", "default"]}
    registry = sdk.Model(name).versioning_registry
    registry.add_version_aliases(["best", "old"], version="1")
    assert aliases(clients, name) == {"1": ["best", "old"], "2": ["default"]}
    registry.remove_version_aliases(["old"], version="1")
    assert aliases(clients, name) == {"1": ["best"], "2": ["default"]}
    for wrong in (["-default"], ["9"], ["A"], []):
        with pytest.raises(exceptions.BadRequest):
            clients.models.merge_version_aliases({"name": f"{name}@2", "version_aliases": wrong})
    assert aliases(clients, name) == {"1": ["best"], "2": ["default"]}


def test_a_model_and_its_versions_are_changed_apart(upload, artifact, clients):
    name = upload(artifact(1), model={"labels": {"shared": "1"}}).name
    upload(artifact(2), parent_model=name, model={"labels": {"own": "2"}})

    def update(target, paths, **fields):
        return clients.models.update_model(
            {"model": {"name": target, **fields}, "update_mask": {"paths": paths}}
        )

    update(name, ["display_name", "description"], display_name="both", description="d")
    update(f"{name}@2", ["version_description"], version_description="second")
    first, second = (clients.models.get_model({"name": f"{name}@{number}"}) for number in (1, 2))
    assert (first.display_name, first.description, first.version_description) == ("both", "d", "")
    assert (second.display_name, second.version_description) == ("both", "second")
    assert (dict(first.labels), dict(second.labels)) == ({"shared": "1"}, {"shared": "1", "own": "2"})
    for target, path in (
        (name, "version_description"),
        (f"{name}@2", "display_name"),
        (name, "artifact_uri"),
    ):
        with pytest.raises(exceptions.BadRequest, match="can't be updated"):
            update(target, [path])


def test_a_version_is_deleted_unless_it_is_the_default_or_the_only_one(upload, artifact, clients):
    name = upload(artifact(1)).name
    with pytest.raises(exceptions.BadRequest, match="only version"):
        clients.models.delete_model_version({"name": f"{name}@1"})
    upload(artifact(2), parent_model=name)
    with pytest.raises(exceptions.BadRequest, match="default version"):
        clients.models.delete_model_version({"name": f"{name}@1"})
    clients.models.delete_model_version({"name": f"{name}@2"}).result()
    assert aliases(clients, name) == {"1": ["default"]}
    assert upload(artifact(3), parent_model=name).version_id == "3"


def test_an_id_can_be_chosen_once(upload, artifact):
    model = upload(artifact(1), model_id="my_model-1")
    assert model.name.endswith("/models/my_model-1")
    with pytest.raises(exceptions.Conflict):
        upload(artifact(1), model_id="my_model-1")


def test_the_versions_of_a_list_come_by_pages(upload, artifact, clients):
    folder = artifact(1)
    name = upload(folder).name
    for _ in range(4):
        upload(folder, parent_model=name)
    pages = clients.models.list_model_versions({"name": name, "page_size": 2}).pages
    assert [[version.version_id for version in page.models] for page in pages] == [
        ["1", "2"],
        ["3", "4"],
        ["5"],
    ]
    newest = clients.models.list_model_versions({"name": name, "order_by": "create_time desc"})
    assert [version.version_id for version in newest] == ["5", "4", "3", "2", "1"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "There are no files under"),
        ({"model__onnx": b"x"}, "exactly one of"),
        ({"model__joblib": b"x", "model__pkl": b"x"}, "exactly one of"),
    ],
)
def test_an_artifact_that_the_image_would_not_load_fails_the_upload(
    upload, store, clients, parent, files, reason
):
    folder = store(**files)
    with pytest.raises(exceptions.GoogleAPICallError, match=reason):
        upload(folder, model={"display_name": "never uploaded"})
    assert not list(clients.models.list_models({"parent": parent, "filter": 'display_name="never uploaded"'}))


@pytest.mark.parametrize(
    ("request_fields", "error"),
    [
        ({"model": {"display_name": ""}}, exceptions.BadRequest),
        ({"model": {"display_name": "x" * 129}}, exceptions.BadRequest),
        ({"model": {"labels": {"A": "b"}}}, exceptions.BadRequest),
        ({"model": {"artifact_uri": "/etc"}}, exceptions.BadRequest),
        ({"model": {"container_spec": {}}}, exceptions.BadRequest),
        ({"model_id": "1st"}, exceptions.BadRequest),
        ({"model_id": "../x"}, exceptions.BadRequest),
        ({"parent_model": "{parent}/models/404"}, exceptions.NotFound),
        ({"parent_model": "{parent}-elsewhere/models/1"}, exceptions.BadRequest),
    ],
)
def test_what_google_refuses_is_refused(upload, artifact, parent, request_fields, error):
    named = (
        {"parent_model": request_fields["parent_model"].format(parent=parent)}
        if ("parent_model" in request_fields)
        else {}
    )
    with pytest.raises(error):
        upload(artifact(1), **request_fields | named)


def test_a_model_of_any_other_image_is_kept(upload, store):
    assert upload(store(saved_model__pb=b"x"), image="gcr.io/me/mine").version_id == "1"


def test_the_sdk_copies_a_version_into_a_new_model_and_into_another(sdk, upload, artifact, clients, here):
    source = upload(artifact(2), model={"display_name": "original", "version_aliases": ["golden"]})
    copy = sdk.Model(source.name).copy(destination_location=here.location, destination_model_id="a_copy")
    assert copy.resource_name.endswith("/models/a_copy")
    assert (copy.display_name, copy.uri, copy.version_id) == ("original", source.artifact_uri, "1")
    assert copy.gca_resource.original_model_info.model == f"{source.name}@1"
    again = sdk.Model(source.name).copy(
        destination_location=here.location, destination_parent_model=copy.resource_name
    )
    assert (again.resource_name, again.version_id) == (copy.resource_name, "2")
    assert aliases(clients, copy.resource_name) == {"1": ["default"], "2": []}
    copy.delete()
    assert aliases(clients, source.name) == {"1": ["default", "golden"]}


def test_a_copy_stays_in_its_project_and_an_id_is_taken_once(upload, artifact, clients, parent, here):
    source = upload(artifact(2))
    elsewhere = parent.replace(here.project, "another")
    for request, error in (
        ({"parent": elsewhere}, exceptions.BadRequest),
        ({"parent": parent, "model_id": source.name.rsplit("/", 1)[-1]}, exceptions.BadRequest),
        ({"parent": parent, "parent_model": f"{parent}/models/404"}, exceptions.NotFound),
        ({"parent": parent, "source_model": f"{parent}/models/404"}, exceptions.NotFound),
        ({"parent": parent, "source_model": ""}, exceptions.BadRequest),
        ({"parent": parent, "source_model": "a model"}, exceptions.BadRequest),
    ):
        with pytest.raises(error):
            clients.models.copy_model({"source_model": source.name, **request})


def test_an_etag_goes_stale_with_each_change_of_the_model_and_of_the_version(upload, artifact, clients):
    model = upload(artifact(2))

    def update(target, path, value, etag):
        changed = {"name": target, path: value, "etag": etag}
        request = {"model": changed, "update_mask": {"paths": [path]}}
        return clients.models.update_model(request).etag

    shared = update(model.name, "display_name", "second", model.etag)
    version = update(f"{model.name}@1", "version_description", "third", shared)
    for stale in (model.etag, shared):
        with pytest.raises(exceptions.Conflict, match="etag"):
            update(model.name, "display_name", "lost", stale)
    assert clients.models.get_model({"name": model.name}).etag == version
    assert clients.models.get_model({"name": model.name}).display_name == "second"


def test_a_version_has_its_number_in_its_name(sdk, upload, artifact, clients):
    plain = upload(artifact(2.0)).name
    assert clients.models.get_model({"name": f"{plain}@1"}).name == f"{plain}@1"
    assert clients.models.get_model({"name": plain}).name == plain
    assert clients.models.get_model({"name": f"{plain}@default"}).name == f"{plain}@1"
    newest = next(iter(clients.models.list_models({"parent": plain.partition("/models/")[0]})))
    assert newest.name == plain
    upload(artifact(3.0), parent_model=plain)
    listed = clients.models.list_model_versions({"name": plain})
    assert [model.name for model in listed] == [f"{plain}@1", f"{plain}@2"]
    aliased = clients.models.merge_version_aliases({"name": f"{plain}@2", "version_aliases": ["newest"]})
    assert aliased.name == f"{plain}@2"
    model = sdk.Model(f"{plain}@newest")
    assert (model.resource_name, model.version_id) == (plain, "2")


def test_the_sdk_updates_a_version(sdk, upload, artifact):
    model = sdk.Model(upload(artifact(2.0)).name)
    model.versioning_registry.update_version("default", version_description="words", labels={"a": "b"})
    updated = sdk.Model(model.resource_name)
    assert (updated.version_description, updated.labels) == ("words", {"a": "b"})


def test_a_copy_without_a_source_is_refused(call, parent):
    for body in (None, {}, {"parent": parent}):
        reply = call("POST", f"/v1/{parent}/models:copy", json=body)
        assert (reply.status_code, reply.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize(
    "image",
    [
        "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-5:latest",
        "gcr.io/cloud-aiplatform/prediction/sklearn-cpu.0-22:latest",
        "europe-docker.pkg.dev/cloud-aiplatform/prediction/sklearn-cpu.0-23",
    ],
)
def test_a_scikit_learn_image_that_is_not_here_is_refused_at_upload(upload, artifact, image, clients, parent):
    before = [model.name for model in clients.models.list_models({"parent": parent})]
    with pytest.raises(exceptions.BadRequest, match="Started with --stand-in-images") as raised:
        upload(artifact(2.0), image=image)
    assert image in str(raised.value)
    assert [model.name for model in clients.models.list_models({"parent": parent})] == before


@pytest.mark.parametrize("body", [b"", b"{}", b'{"sourceModel": ""}'])
def test_a_copy_of_nothing_is_refused(call, parent, body):
    reply = call("POST", f"/v1/{parent}/models:copy", data=body)
    assert (reply.status_code, reply.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert "source_model" in reply.json()["error"]["message"]
