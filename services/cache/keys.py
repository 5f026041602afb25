"""What stands for an argument in the key of a cached read.

Streamlit would hash a record field by field, which takes longer than many a page part that the cache saves.
"""

from collections.abc import Callable
from typing import Any

from services.data.recipe.recipe import Recipe
from services.data.tables.table import Table
from services.ingest.tombstones import Tombstone
from services.settings import Target
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Endpoint
from services.vertex.models import Model
from services.vertex.training import Run

# The repr of a frozen record has all of its fields; a table, which is on disk, has the id of its content.
BY_CONTENT: dict[str | type[Any], Callable[[Any], Any]] = {
    **dict.fromkeys((Target, Dataset, Model, Run, Endpoint, Recipe, Tombstone), repr),
    Table: lambda table: table.content_id,
}
