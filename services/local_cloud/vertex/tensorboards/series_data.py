"""Write and read the points of time series."""

from typing import Any

from services.local_cloud.http.errors import failed_precondition, invalid_argument, unimplemented
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.checks import field_error
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.names import last_part
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.tensorboards.points import Points

# aiplatform.v1: the most points in a write request, and in the response for a time series.
_MAX_WRITTEN = 5000
_MAX_READ = 1000
_VALUES = {"SCALAR": "scalar", "TENSOR": "tensor"}


class SeriesData:
    """Serves the points of TensorboardService. Raises ApiError."""

    def __init__(self, resources: Resources, points: Points) -> None:
        self._resources = resources
        self._points = points

    def write_run(self, request: Any) -> Any:
        """Answer WriteTensorboardRunData: write all points of the request, or none."""
        with self._resources.database.transaction():
            self._resources.get(request.tensorboard_run)
            if sum(len(data.values) for data in request.time_series_data) > _MAX_WRITTEN:
                raise invalid_argument(f"A request may write at most {_MAX_WRITTEN} data points.")
            for data in request.time_series_data:
                self._write(request.tensorboard_run, data)
        return message_type("WriteTensorboardRunDataResponse")()

    def write_experiment(self, request: Any) -> Any:
        """Answer WriteTensorboardExperimentData: the write requests of several runs."""
        with self._resources.database.transaction():
            self._resources.get(request.tensorboard_experiment)
            for run_request in request.write_run_data_requests:
                if not run_request.tensorboard_run.startswith(f"{request.tensorboard_experiment}/runs/"):
                    raise invalid_argument(f"{run_request.tensorboard_run} is no run of the experiment.")
                self.write_run(run_request)
        return message_type("WriteTensorboardExperimentDataResponse")()

    def read(self, request: Any) -> Any:
        """Answer ReadTensorboardTimeSeriesData: up to `max_data_points`, by default 1,000."""
        if request.filter:
            raise unimplemented("filters of a time series' data")
        if request.max_data_points < 0:
            raise field_error("max_data_points", "It must not be negative.")
        data = self._read(request.tensorboard_time_series, request.max_data_points or _MAX_READ)
        return message_type("ReadTensorboardTimeSeriesDataResponse")(time_series_data=data)

    def read_many(self, request: Any) -> Any:
        """Answer BatchReadTensorboardTimeSeriesData: up to 1,000 points of each time series."""
        for name in request.time_series:
            if not name.startswith(f"{request.tensorboard}/experiments/"):
                raise invalid_argument(f"{name} is no time series of {request.tensorboard}.")
        data = [self._read(name, _MAX_READ) for name in request.time_series]
        return message_type("BatchReadTensorboardTimeSeriesDataResponse")(time_series_data=data)

    def _write(self, run: str, data: Any) -> None:
        name = f"{run}/timeSeries/{data.tensorboard_time_series_id}"
        kind = messages.enum_name(self._resources.get(name), "value_type")
        if messages.enum_name(data, "value_type") != kind:
            raise failed_precondition(f"The time series {name} has values of the type {kind}.")
        for point in data.values:
            if point.WhichOneof("value") != _VALUES[kind]:
                raise invalid_argument(f"Step {point.step} of {name} holds no {_VALUES[kind]}.")
            if not point.HasField("wall_time"):
                messages.set_time(point, "wall_time", self._resources.clock())
        self._points.write(name, data.values)

    def _read(self, name: str, limit: int) -> Any:
        series = self._resources.get(name)
        return message_type("TimeSeriesData")(
            tensorboard_time_series_id=last_part(name),
            value_type=series.value_type,
            values=self._points.read(name, limit),
        )
