"""Small batch prediction jobs, through Google's clients."""

import json

import pytest


@pytest.fixture(scope="session")
def doubler(upload, artifact):
    """A model that doubles one number."""
    return upload(artifact(2))


@pytest.fixture(scope="session")
def batch(clients, parent, store, here):
    """Create a batch prediction job on the given files, and return it."""

    def batch(model, /, *files, form="jsonl", client=None, parts=None, **changes):
        uris = [f"{store(rows=content.encode())}/rows" for content in files]
        job = {
            "display_name": "a batch",
            "model": f"{model.name}@{model.version_id}",
            "input_config": {"instances_format": form, "gcs_source": {"uris": uris}},
            "output_config": {
                "predictions_format": "jsonl",
                "gcs_destination": {"output_uri_prefix": here.uri("predicted")},
            },
            "dedicated_resources": {"machine_spec": {"machine_type": "n1-standard-2"}},
        }
        for part, values in (parts or {}).items():
            job[part] = job[part] | values
        request = {"parent": parent, "batch_prediction_job": job | changes}
        return (client or clients).jobs.create_batch_prediction_job(request)

    return batch


@pytest.fixture(scope="session")
def predicted(clients, wait_for):
    """Return a batch prediction job once it has ended."""

    def predicted(job):
        def ask():
            present = clients.jobs.get_batch_prediction_job({"name": job.name})
            return present if present.end_time else None

        return wait_for(ask)

    return predicted


@pytest.fixture(scope="session")
def outputs(here, connection):
    """Return the lines of each file that a job left, by the file's name."""

    def outputs(job):
        directory = job.output_info.gcs_output_directory.removeprefix(here.uri(""))
        blobs = connection.storage.list_blobs(here.bucket, prefix=f"{directory}/")
        return {
            blob.name.removeprefix(f"{directory}/"): [
                json.loads(line) for line in blob.download_as_text().splitlines()
            ]
            for blob in blobs
        }

    return outputs
