"""TensorboardService: Tensorboards with their experiments, runs, time series and data."""

from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.tensorboards.boards import Boards
from services.local_cloud.vertex.tensorboards.levels import LEVELS
from services.local_cloud.vertex.tensorboards.points import Points
from services.local_cloud.vertex.tensorboards.series_data import SeriesData


class TensorboardService:
    """Serves TensorboardService with one class for its four levels and one for their data."""

    def __init__(self, resources: Resources, operations: Operations) -> None:
        self._resources = resources
        self._operations = operations

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of TensorboardService by name."""
        points = Points(self._resources.database)
        data = SeriesData(self._resources, points)
        handlers = {
            "WriteTensorboardRunData": data.write_run,
            "WriteTensorboardExperimentData": data.write_experiment,
            "ReadTensorboardTimeSeriesData": data.read,
            "BatchReadTensorboardTimeSeriesData": data.read_many,
        }
        for level in LEVELS:
            boards = Boards(level, self._resources, self._operations, points)
            handlers |= {
                f"Create{level.noun}": boards.create,
                f"Get{level.noun}": boards.get,
                f"List{level.nouns}": boards.list,
                f"Update{level.noun}": boards.update,
                f"Delete{level.noun}": boards.delete,
            }
        return {f"TensorboardService.{name}": handler for name, handler in handlers.items()}
