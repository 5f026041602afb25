"""Experiments and lineage through the unmodified SDK."""

import time

import pytest
from google.api_core import exceptions

SERVING_IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"


@pytest.fixture
def experiment(sdk, connection):
    """The name of a fresh experiment, which `init` has made the present one."""
    name = f"experiment-{time.time_ns()}"
    sdk.init(
        experiment=name,
        experiment_tensorboard=False,
        experiment_description="tries",
        api_endpoint=connection.address,
        api_transport="rest",
    )
    yield name
    sdk.end_run() if sdk.metadata.metadata._experiment_tracker.experiment_run else None
    sdk.metadata.metadata._experiment_tracker.reset()


def test_runs_log_parameters_and_metrics_and_come_back_as_a_table(sdk, experiment):
    for rate in (0.1, 0.2):
        with sdk.start_run(f"rate-{int(rate * 10)}"):
            sdk.log_params({"rate": rate, "kind": "linear"})
            sdk.log_metrics({"accuracy": 0.8 + rate})
            sdk.log_metrics({"loss": rate})
    table = sdk.get_experiment_df(experiment).sort_values("run_name")
    assert list(table["run_name"]) == ["rate-1", "rate-2"]
    assert list(table["param.rate"]) == [0.1, 0.2]
    assert list(table["metric.accuracy"]) == pytest.approx([0.9, 1.0])
    assert list(table["metric.loss"]) == [0.1, 0.2]
    assert set(table["state"]) == {"COMPLETE"}


def test_a_run_is_found_again_resumed_and_deleted(sdk, experiment):
    sdk.start_run("first")
    sdk.log_params({"depth": 3})
    sdk.end_run()
    sdk.start_run("first", resume=True)
    sdk.log_metrics({"score": 1})
    sdk.end_run()
    [run] = sdk.ExperimentRun.list(experiment=experiment)
    assert (run.name, run.get_params(), run.get_metrics()) == ("first", {"depth": 3}, {"score": 1})
    with pytest.raises(exceptions.Conflict):
        sdk.ExperimentRun.create("first", experiment=experiment)
    run.delete()
    assert sdk.ExperimentRun.list(experiment=experiment) == []


def test_a_run_that_raises_has_failed(sdk, experiment):
    with pytest.raises(ZeroDivisionError), sdk.start_run("broken"):
        _ = 1 / 0
    assert sdk.ExperimentRun("broken", experiment=experiment).state.name == "FAILED"


@pytest.mark.usefixtures("experiment")
def test_time_series_are_refused_where_there_is_no_tensorboard(sdk):
    with sdk.start_run("steps"), pytest.raises(RuntimeError, match="backing tensorboard"):
        sdk.log_time_series_metrics({"loss": 0.5})


def test_a_deleted_experiment_is_gone_with_its_runs(sdk, experiment):
    with sdk.start_run("only"):
        pass
    found = sdk.Experiment.get(experiment)
    assert found.name == experiment
    assert experiment in [each.name for each in sdk.Experiment.list()]
    found.delete()
    assert sdk.Experiment.get(experiment) is None
    assert experiment not in [each.name for each in sdk.Experiment.list()]
    with pytest.raises(exceptions.NotFound):
        sdk.ExperimentRun("only", experiment=experiment)


def test_objects_of_one_run_do_not_undo_or_refuse_each_others_changes(sdk, experiment):
    with sdk.start_run("shared") as run:
        other = sdk.ExperimentRun("shared", experiment=experiment)
        run.log_params({"a": 1})
        other.log_params({"b": 2})  # its etag is behind
        other.update_state(sdk.gapic.Execution.State.FAILED)
        run.log_metrics({"score": 0.5})
        again = sdk.ExperimentRun("shared", experiment=experiment)
        assert again.get_params() == {"a": 1, "b": 2}
        assert (again.get_metrics(), again.state.name) == ({"score": 0.5}, "FAILED")
    assert sdk.ExperimentRun("shared", experiment=experiment).state.name == "COMPLETE"


@pytest.mark.usefixtures("experiment")
def test_an_execution_links_what_it_used_with_what_it_made(sdk, upload, artifact):
    model = sdk.Model(upload(artifact(2)).name)
    with sdk.start_run("trained") as run:
        table = sdk.Artifact.create(schema_title="system.Dataset", uri="gs://bucket/table.csv")
        with sdk.start_execution(schema_title="system.ContainerExecution", display_name="train") as execution:
            execution.assign_input_artifacts([table])
            execution.assign_output_artifacts([model])
        assert [each.name for each in run.get_executions()] == [execution.name]
        made = next(each for each in run.get_artifacts() if each.schema_title == "google.VertexModel")
    assert made.metadata["resourceName"] == f"{model.resource_name}@1"
    assert [each.name for each in execution.get_input_artifacts()] == [table.name]
    assert [each.name for each in execution.get_output_artifacts()] == [made.name]
    assert execution.state.name == "COMPLETE"
    lineage = sdk.Context(run.resource_name).query_lineage_subgraph()
    assert {event.artifact for event in lineage.events} == {table.resource_name, made.resource_name}


def test_a_logged_model_is_registered_and_answers(sdk, experiment, here):
    from sklearn.linear_model import LinearRegression

    fitted = LinearRegression().fit([[0.0], [1.0]], [0.0, 3.0])
    with sdk.start_run("logs") as run:
        sdk.log_model(fitted, artifact_id=f"{experiment}-model", uri=here.uri("logged"))
        [logged] = run.get_experiment_models()
    assert logged.load_model().predict([[2.0]]) == pytest.approx([6.0])
    registered = logged.register_model(serving_container_image_uri=SERVING_IMAGE)
    assert registered.uri.startswith(here.uri("logged"))
