"""Batch prediction jobs as resources: listed, deleted, refused."""

import pytest
from google.api_core import exceptions


def test_jobs_are_listed_by_filter_and_deleted(batch, predicted, doubler, clients, parent):
    job = predicted(batch(doubler, "[1]", labels={"set": "batch"}))
    assert job.model_version_id == "1"
    request = {"parent": parent, "filter": 'labels.set=batch AND state="JOB_STATE_SUCCEEDED"'}
    assert [each.name for each in clients.jobs.list_batch_prediction_jobs(request)] == [job.name]
    clients.jobs.delete_batch_prediction_job({"name": job.name}).result()
    with pytest.raises(exceptions.NotFound):
        clients.jobs.get_batch_prediction_job({"name": job.name})


def test_a_job_that_has_not_ended_is_not_deleted(batch, predicted, doubler, clients):
    job = batch(doubler, "[1]")
    with pytest.raises(exceptions.BadRequest, match="can be deleted once it has ended"):
        clients.jobs.delete_batch_prediction_job({"name": job.name})
    clients.jobs.cancel_batch_prediction_job({"name": job.name})
    predicted(job)


@pytest.mark.parametrize(
    ("parts", "changes", "reason"),
    [
        ({}, {"display_name": ""}, "display_name"),
        ({}, {"labels": {"UPPER": "x"}}, "Label key"),
        ({}, {"model": ""}, "batch_prediction_job.model"),
        ({}, {"model": "projects/p/locations/l/models/1"}, "is not in"),
        ({"input_config": {"instances_format": "tf-record"}}, {}, "It supports: jsonl, csv"),
        ({"input_config": {"gcs_source": {"uris": []}}}, {}, "gcs_source.uris"),
        ({"input_config": {"gcs_source": {"uris": ["/tmp/x"]}}}, {}, "not a Cloud Storage address"),  # noqa: S108 - refused
        ({"output_config": {"predictions_format": "csv"}}, {}, "It supports: jsonl"),
        (
            {"output_config": {"gcs_destination": {"output_uri_prefix": ""}}},
            {},
            "not a Cloud Storage address",
        ),
        ({}, {"dedicated_resources": None}, "supports only DEDICATED_RESOURCES"),
        ({"dedicated_resources": {"machine_spec": {"machine_type": "n1-standard-5"}}}, {}, "n1-standard-5"),
        (
            {"dedicated_resources": {"starting_replica_count": 3, "max_replica_count": 2}},
            {},
            "max_replica_count",
        ),
        ({"dedicated_resources": {"max_replica_count": -1}}, {}, "must not be negative"),
        ({}, {"manual_batch_tuning_parameters": {"batch_size": -1}}, "batch_size"),
    ],
)
def test_what_google_refuses_is_refused(batch, doubler, parts, changes, reason):
    with pytest.raises(exceptions.BadRequest, match=reason):
        batch(doubler, "[1]", parts=parts, **changes)


def test_a_model_or_version_that_is_not_there_is_not_found(batch, doubler, parent):
    for name in (f"{parent}/models/404", f"{doubler.name}@9"):
        with pytest.raises(exceptions.NotFound):
            batch(doubler, "[1]", model=name)


@pytest.mark.local("Google runs any image")
def test_an_image_that_does_not_run_here_is_refused(batch, upload, artifact):
    model = upload(artifact(2), image="gcr.io/me/mine")
    with pytest.raises(exceptions.BadRequest, match=r"sklearn-cpu\.1-6:latest"):
        batch(model, "[1]")


@pytest.mark.local("Google has it")
@pytest.mark.parametrize(
    ("parts", "changes", "what"),
    [
        ({}, {"generate_explanation": True}, "explanations"),
        ({}, {"instance_config": {"key_field": "id"}}, "instance_config"),
        (
            {},
            {
                "input_config": {
                    "instances_format": "bigquery",
                    "bigquery_source": {"input_uri": "bq://p.d.t"},
                }
            },
            "bigquery_source",
        ),
        (
            {},
            {
                "output_config": {
                    "predictions_format": "bigquery",
                    "bigquery_destination": {"output_uri": "bq://p"},
                }
            },
            "bigquery_destination",
        ),
    ],
)
def test_what_the_local_cloud_has_not_is_unimplemented(batch, doubler, parts, changes, what):
    with pytest.raises(exceptions.MethodNotImplemented, match=what):
        batch(doubler, "[1]", parts=parts, **changes)
