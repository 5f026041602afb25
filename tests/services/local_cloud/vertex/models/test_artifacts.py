"""The files of a model version are its own from the moment it is registered until it is deleted."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.names import MANAGED
from services.local_cloud.vertex.models.artifacts import Artifacts

ROW = "projects/p/locations/l/models/m/versions/1"
COPY = f"gs://{MANAGED}/{ROW}"


@pytest.fixture
def artifacts(objects, buckets):
    """Artifacts beside a bucket that holds a model."""
    objects.write("bucket", "m/model.joblib", b"model")
    objects.write("bucket", "m/more/contract.json", b"{}")
    objects.write("bucket", "m2/model.joblib", b"another")
    return Artifacts(objects, buckets)


def test_a_copy_stays_when_the_folder_changes_and_costs_no_second_blob(artifacts, objects, blobs):
    before = set(blobs.digests())
    artifacts.copy(ROW, "gs://bucket/m")
    assert set(blobs.digests()) == before
    objects.write("bucket", "m/model.joblib", b"changed")
    objects.delete("bucket", "m/more/contract.json")
    assert artifacts.folder(ROW, "elsewhere") == COPY
    assert [each.name for each in objects.list(MANAGED).items] == [
        f"{ROW}/model.joblib",
        f"{ROW}/more/contract.json",
    ]
    assert objects.read(MANAGED, f"{ROW}/model.joblib") == b"model"


def test_a_dropped_copy_is_gone_and_its_neighbours_stay(artifacts, objects, blobs):
    artifacts.copy(ROW, "gs://bucket/m")
    artifacts.copy(f"{ROW}0", "gs://bucket/m2/")
    objects.delete("bucket", "m/model.joblib")
    count = len(list(blobs.digests()))
    artifacts.remove(ROW)
    assert len(list(blobs.digests())) == count - 1
    assert artifacts.folder(ROW, "elsewhere") == "elsewhere"
    assert artifacts.folder(f"{ROW}0", "elsewhere") == f"{COPY}0"


def test_of_a_bucket_that_is_not_there_nothing_is_kept(artifacts):
    artifacts.copy(ROW, "gs://somebodys-other-bucket/m")
    assert artifacts.folder(ROW, "elsewhere") == "elsewhere"


def test_a_name_that_is_too_long_is_refused_before_anything_is_copied(artifacts, objects):
    objects.write("bucket", f"m/{'x' * 1000}", b"x")
    with pytest.raises(ApiError, match="1024 is the most"):
        artifacts.copy(ROW, "gs://bucket/m")
    assert objects.list(MANAGED).items == ()


def test_nobody_else_writes_into_the_bucket_of_the_copies(call):
    place = f"/storage/v1/b/{MANAGED}"
    assert call("POST", f"/upload{place}/o?uploadType=media&name=x", data=b"x").status_code == 403
    assert call("DELETE", place).status_code == 403
    assert call("DELETE", f"{place}/o/x").status_code == 403
    assert call("POST", f"/storage/v1/b/launchpad-local/o/x/copyTo/b/{MANAGED}/o/x").status_code == 403
    listed = call("GET", "/storage/v1/b?project=launchpad-local").json()["items"]
    assert MANAGED not in {each["name"] for each in listed}


def test_a_model_outlives_the_folder_that_it_was_uploaded_from(
    endpoint, upload, artifact, deploy, predict, clients, parent, here, connection
):
    folder = artifact(3)
    model = upload(folder)
    connection.storage.bucket(here.bucket).blob(f"{folder.removeprefix(here.uri(''))}/model.joblib").delete()
    assert model.artifact_uri == folder
    request = {"parent": parent, "source_model": f"{model.name}@1"}
    copied = clients.models.copy_model(request).result()
    clients.models.delete_model({"name": model.name}).result()
    again = clients.models.get_model({"name": copied.model})
    deploy(endpoint, again, {"0": 100}).result()
    assert list(predict(endpoint.name, [[2.0]]).predictions) == pytest.approx([6])
