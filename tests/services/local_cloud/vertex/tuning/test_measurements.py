"""What cloudml-hypertune writes, as measurements."""

import json

import hypertune
import pytest

from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.tuning.measurements import Measurements, objectives


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("CLOUD_ML_HP_METRIC_FILE", str(tmp_path / "hypertune" / "output.metrics"))
    return tmp_path / "hypertune" / "output.metrics"


def spec(*ids, selection="LAST_MEASUREMENT", goal="MAXIMIZE"):
    metrics = [{"metric_id": name, "goal": goal} for name in ids]
    return messages.StudySpec(metrics=metrics, measurement_selection_type=selection)


def read(measurements):
    return [
        (each.step_count, {metric.metric_id: metric.value for metric in each.metrics})
        for each in measurements.ordered()
    ]


def line(step, **values):
    return json.dumps({"timestamp": 1000.0 + step, "trial": "1", "global_step": str(step)} | values)


def test_metrics_of_one_step_are_one_measurement(file):
    tune = hypertune.HyperTune()
    for step in (1, 2):
        tune.report_hyperparameter_tuning_metric("gain", step * 10, step)
        tune.report_hyperparameter_tuning_metric("loss", step, step)
        tune.report_hyperparameter_tuning_metric("unasked", 9, step)
    measurements = Measurements(spec("gain", "loss"), 0.0)
    assert measurements.take(file)
    assert not measurements.take(file)
    assert read(measurements) == [(1, {"gain": 10, "loss": 1}), (2, {"gain": 20, "loss": 2})]


def test_what_the_file_drops_after_100_lines_stays_known(file):
    tune = hypertune.HyperTune()
    measurements = Measurements(spec("gain"), 0.0)
    for step in range(1, 151):
        tune.report_hyperparameter_tuning_metric("gain", step, step)
        if step % 75 == 0:
            measurements.take(file)
    assert len(file.read_text().splitlines()) == 100
    assert [step for step, _values in read(measurements)] == list(range(1, 151))


def test_reports_without_a_step_are_ordered_by_time(tmp_path):
    file = tmp_path / "metrics"
    moments = [line(0, gain=str(value), timestamp=1000.0 + value) for value in (1, 2, 3)]
    file.write_text("\n".join(moments))
    measurements = Measurements(spec("gain"), 1000.0)
    measurements.take(file)
    assert read(measurements) == [(0, {"gain": 1}), (0, {"gain": 2}), (0, {"gain": 3})]
    assert [each.elapsed_duration.seconds for each in measurements.ordered()] == [1, 2, 3]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"gain": "1"}', line(1, gain="nan"), line(1, gain="inf"), line(1, gain="x")],
)
def test_half_a_line_or_nonsense_is_no_measurement(tmp_path, content):
    file = tmp_path / "metrics"
    file.write_text(content)
    measurements = Measurements(spec("gain"), 0.0)
    assert not measurements.take(file)
    assert measurements.final() is None


def test_no_file_is_no_measurement(tmp_path):
    assert not Measurements(spec("gain"), 0.0).take(tmp_path / "none")


@pytest.mark.parametrize(
    ("selection", "goal", "value"),
    [
        ("MEASUREMENT_SELECTION_TYPE_UNSPECIFIED", "MAXIMIZE", 2),
        ("LAST_MEASUREMENT", "MAXIMIZE", 2),
        ("BEST_MEASUREMENT", "MAXIMIZE", 3),
        ("BEST_MEASUREMENT", "MINIMIZE", 1),
        ("BEST_MEASUREMENT", "GOAL_TYPE_UNSPECIFIED", 3),
    ],
)
def test_the_measurement_that_counts_is_the_last_or_the_best(tmp_path, selection, goal, value):
    file = tmp_path / "metrics"
    file.write_text("\n".join(line(step, gain=gain) for step, gain in enumerate("132")))
    measurements = Measurements(spec("gain", selection=selection, goal=goal), 0.0)
    measurements.take(file)
    assert measurements.final().metrics[0].value == value


def test_a_measurement_without_every_metric_does_not_count(tmp_path):
    file = tmp_path / "metrics"
    file.write_text("\n".join([line(1, gain="1", loss="2"), line(2, gain="5")]))
    asked = spec("gain", "loss", goal="MINIMIZE")
    measurements = Measurements(asked, 0.0)
    measurements.take(file)
    assert measurements.final().step_count == 1
    assert objectives(asked, measurements.final()) == (-1, -2)
