"""Tensorboards and time series through the unmodified SDK."""

import time

import pytest
from google.api_core import exceptions


@pytest.fixture
def experiment(sdk, connection):
    """The name of a fresh experiment that `init` has begun with its default Tensorboard."""
    name = f"series-{time.time_ns()}"
    sdk.init(experiment=name, api_endpoint=connection.address, api_transport="rest")
    yield name
    sdk.metadata.metadata._experiment_tracker.reset()


def test_a_plain_init_makes_one_default_tensorboard_and_steps_are_logged_to_it(sdk, experiment):
    with sdk.start_run("steps") as run:
        for step, loss in enumerate([0.9, 0.5, 0.3], 1):
            sdk.log_time_series_metrics({"loss": loss, "accuracy": 1 - loss}, step=step)
        sdk.log_time_series_metrics({"loss": 0.2})
        table = run.get_time_series_data_frame().sort_values("step")
        assert list(table["step"]) == [1, 2, 3, 4]
        assert list(table["loss"]) == [0.9, 0.5, 0.3, 0.2]
    [row] = sdk.get_experiment_df(experiment).to_dict("records")
    assert row["time_series_metric.loss"] == 0.2
    assert row["time_series_metric.accuracy"] == pytest.approx(0.7)
    assert len(sdk.Tensorboard.list(filter="is_default=true")) == 1
    assert sdk.Tensorboard(
        sdk.Experiment(experiment).backing_tensorboard_resource_name
    ).gca_resource.run_count


def test_a_step_that_is_written_again_takes_the_others_place(sdk, experiment):
    with sdk.start_run("again") as run:
        sdk.log_time_series_metrics({"loss": 0.9}, step=1)
        sdk.log_time_series_metrics({"loss": 0.8}, step=1)
        assert list(run.get_time_series_data_frame()["loss"]) == [0.8]
    sdk.Experiment(experiment).delete(delete_backing_tensorboard_runs=True)
    board = sdk.Tensorboard.list(filter="is_default=true")[0].resource_name
    assert sdk.TensorboardRun.list(f"{board}/experiments/{experiment}") == []


def test_a_tensorboard_is_created_changed_found_and_deleted_with_all_inside(sdk):
    board = sdk.Tensorboard.create(display_name="mine", labels={"a": "b"})
    board.update(display_name="renamed", description="said", labels={"c": "d"})
    [found] = sdk.Tensorboard.list(filter='display_name="renamed" AND labels.c=d')
    assert (found.resource_name, found.gca_resource.description) == (board.resource_name, "said")
    inside = sdk.TensorboardExperiment.create("tries", tensorboard_name=board.resource_name)
    run = sdk.TensorboardRun.create("one", tensorboard_experiment_name=inside.resource_name)
    series = run.create_tensorboard_time_series("loss")
    with pytest.raises(exceptions.Conflict, match="display name"):
        run.create_tensorboard_time_series("loss")
    with pytest.raises(exceptions.BadRequest, match="1 to 128 characters"):
        sdk.TensorboardRun.create("Upper case", tensorboard_experiment_name=inside.resource_name)
    board.delete()
    with pytest.raises(exceptions.NotFound):
        sdk.TensorboardTimeSeries(series.resource_name)
