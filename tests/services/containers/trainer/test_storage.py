from services.containers.trainer import storage


def test_a_local_file_is_written_with_its_folders_and_read_back(tmp_path):
    storage.write(f"{tmp_path}/a/b/c.json", b"{}")
    assert storage.read(f"{tmp_path}/a/b/c.json") == b"{}"


def test_a_folder_ends_with_one_slash_or_none():
    assert storage.join("gs://b/model/", "x") == storage.join("gs://b/model", "x") == "gs://b/model/x"


def test_an_object_goes_to_the_bucket_and_back_with_nothing_but_the_jobs_environment(
    local_cloud, bucket, monkeypatch
):
    scheme, host = local_cloud.url.split("://")
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"{scheme}://job:{local_cloud.token}@{host}")
    uri = f"gs://{bucket.name}/runs/1/한글 이름.json"
    storage.write(uri, b'{"a": 1}')
    assert storage.read(uri) == b'{"a": 1}'
    assert bucket.get_blob("runs/1/한글 이름.json").content_type == "application/json"
