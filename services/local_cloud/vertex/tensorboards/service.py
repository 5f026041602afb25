"""TensorboardService: what answers each of its RPCs."""

from collections.abc import Callable
from typing import Any

from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.tensorboards.boards import Boards
from services.local_cloud.vertex.tensorboards.levels import LEVELS
from services.local_cloud.vertex.tensorboards.points import Points
from services.local_cloud.vertex.tensorboards.series_data import SeriesData


def tensorboard_handlers(resources: Resources, operations: Operations) -> dict[str, Callable[[Any], Any]]:
    """Return what answers each RPC of TensorboardService, by the RPC's name."""
    points = Points(resources.database)
    data = SeriesData(resources, points)
    handlers = {
        "WriteTensorboardRunData": data.write_run,
        "WriteTensorboardExperimentData": data.write_experiment,
        "ReadTensorboardTimeSeriesData": data.read,
        "BatchReadTensorboardTimeSeriesData": data.read_many,
    }
    for level in LEVELS:
        boards = Boards(level, resources, operations, points)
        handlers |= {
            f"Create{level.noun}": boards.create,
            f"Get{level.noun}": boards.get,
            f"List{level.nouns}": boards.list,
            f"Update{level.noun}": boards.update,
            f"Delete{level.noun}": boards.delete,
        }
    return {f"TensorboardService.{name}": handler for name, handler in handlers.items()}
