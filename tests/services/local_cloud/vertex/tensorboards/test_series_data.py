"""Points of time series: written, read, thinned out, and what is refused."""

import pytest

from services.local_cloud.http import proto_json
from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.tensorboards.service import TensorboardService

LOCATION = "projects/p/locations/l"


@pytest.fixture
def ask(database, clock):
    resources = Resources(database, clock)
    handlers = TensorboardService(resources, Operations(resources, lambda _name: None)).handlers()

    def ask(method, **fields):
        request = proto_json.from_json(fields, message_type(f"{method}Request")())
        return handlers[f"TensorboardService.{method}"](request)

    return ask


@pytest.fixture
def run(ask):
    """The name of a run in a fresh Tensorboard."""
    ask("CreateTensorboard", parent=LOCATION, tensorboard={"display_name": "board"})
    [board] = ask("ListTensorboards", parent=LOCATION).tensorboards
    inside = {"tensorboard_experiment": {}, "tensorboard_experiment_id": "tries"}
    experiment = ask("CreateTensorboardExperiment", parent=board.name, **inside).name
    fields = {"tensorboard_run": {"display_name": "one"}, "tensorboard_run_id": "one"}
    return ask("CreateTensorboardRun", parent=experiment, **fields).name


@pytest.fixture
def series(ask, run):
    fields = {"display_name": "loss", "value_type": "SCALAR"}
    return ask("CreateTensorboardTimeSeries", parent=run, tensorboard_time_series=fields).name


def write(ask, series, steps, kind="SCALAR"):
    run, _slash, series_id = series.partition("/timeSeries/")
    value = 1 if kind == "SCALAR" else "AAAA"
    points = [{"step": step, kind.lower(): {"value": value}} for step in steps]
    data = {"tensorboard_time_series_id": series_id, "value_type": kind, "values": points}
    return ask("WriteTensorboardRunData", tensorboard_run=run, time_series_data=[data])


def read(ask, series, **fields):
    reply = ask("ReadTensorboardTimeSeriesData", tensorboard_time_series=series, **fields)
    return [point.step for point in reply.time_series_data.values]


def test_points_come_in_the_order_of_their_steps_and_the_last_is_told(ask, series):
    write(ask, series, [3, 1])
    write(ask, series, [2])
    assert read(ask, series) == [1, 2, 3]
    shown = ask("GetTensorboardTimeSeries", name=series).metadata
    assert (shown.max_step, shown.max_wall_time.ToDatetime().hour) == (3, 12)


def test_long_series_are_thinned_out_and_keep_their_last_point(ask, series):
    write(ask, series, range(2500))
    steps = read(ask, series)
    assert len(steps) == 1000
    assert steps[-1] == 2499
    assert len(set(steps)) == 1000
    assert read(ask, series, max_data_points=2) == [1249, 2499]


def test_several_series_are_read_at_once(ask, series, run):
    write(ask, series, [1])
    board = run.partition("/experiments/")[0]
    reply = ask("BatchReadTensorboardTimeSeriesData", tensorboard=board, time_series=[series, series])
    assert [len(data.values) for data in reply.time_series_data] == [1, 1]
    with pytest.raises(ApiError, match="no time series of"):
        ask("BatchReadTensorboardTimeSeriesData", tensorboard="other", time_series=[series])


def test_an_experiment_takes_the_requests_of_its_runs_only(ask, series, run):
    data = {
        "tensorboard_time_series_id": series.rsplit("/", 1)[-1],
        "value_type": "SCALAR",
        "values": [{"step": 7, "scalar": {"value": 1}}],
    }
    requests = [{"tensorboard_run": run, "time_series_data": [data]}]
    experiment = run.partition("/runs/")[0]
    fields = {"tensorboard_experiment": experiment, "write_run_data_requests": requests}
    ask("WriteTensorboardExperimentData", **fields)
    assert read(ask, series) == [7]
    requests[0]["tensorboard_run"] = run.replace("tries", "other")
    with pytest.raises(ApiError, match="no run of"):
        ask("WriteTensorboardExperimentData", **fields)


def test_a_request_that_is_refused_writes_nothing(ask, series):
    with pytest.raises(ApiError, match="at most 5000"):
        write(ask, series, range(5001))
    with pytest.raises(ApiError, match="values of the type SCALAR"):
        write(ask, series, [1], kind="TENSOR")
    with pytest.raises(ApiError, match="does not exist"):
        write(ask, f"{series}9", [1])
    assert read(ask, series) == []


def test_what_is_not_served_says_so(ask, run, series):
    for method, fields in (
        ("ReadTensorboardTimeSeriesData", {"tensorboard_time_series": series, "filter": "step>1"}),
        (
            "CreateTensorboardTimeSeries",
            {"parent": run, "tensorboard_time_series": {"display_name": "b", "value_type": "BLOB_SEQUENCE"}},
        ),
    ):
        with pytest.raises(ApiError) as error:
            ask(method, **fields)
        assert error.value.http == 501


def test_a_new_default_tensorboard_is_the_only_one(ask):
    for name in ("first", "second"):
        ask("CreateTensorboard", parent=LOCATION, tensorboard={"display_name": name, "is_default": True})
    boards = ask("ListTensorboards", parent=LOCATION, filter="is_default=true").tensorboards
    assert [board.display_name for board in boards] == ["second"]


def test_a_stale_etag_is_refused(ask, series):
    etag = ask("GetTensorboardTimeSeries", name=series).etag
    changed = {"name": series, "description": "d", "etag": etag}
    ask("UpdateTensorboardTimeSeries", tensorboard_time_series=changed, update_mask="description")
    with pytest.raises(ApiError) as error:
        ask("UpdateTensorboardTimeSeries", tensorboard_time_series=changed, update_mask="description")
    assert error.value.status == "ABORTED"
