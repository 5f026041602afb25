"""Tensorboards, experiments, runs and time series, served by one class for each level."""

from typing import Any

from services.local_cloud.http.errors import already_exists, unimplemented
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.checks import (
    check_display_name,
    check_labels,
    check_mask,
    field_error,
)
from services.local_cloud.vertex.kernel.names import collection_of
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources, check_etag
from services.local_cloud.vertex.tensorboards.levels import BOARD, LEVELS, RUN, SERIES, Level
from services.local_cloud.vertex.tensorboards.points import Points


class Boards:
    """Serves one level of TensorboardService. Raises ApiError."""

    def __init__(self, level: Level, resources: Resources, operations: Operations, points: Points) -> None:
        self._level = level
        self._resources = resources
        self._operations = operations
        self._points = points

    def create(self, request: Any) -> Any:
        """Answer CreateTensorboard, which is an operation, and the Create of the other levels."""
        message = getattr(request, self._level.field)
        message.name = f"{request.parent}/{self._level.collection}/{self._level.chosen_id(request)}"
        with self._resources.database.transaction():
            if self._level is not BOARD:
                self._resources.get(request.parent)
            self._check(message)
            self._resources.add(message.name, message)
            return self._answer(message, "CreateTensorboardOperationMetadata")

    def get(self, request: Any) -> Any:
        """Answer GetTensorboard and the Get of the other levels."""
        return self._shown(self._resources.get(request.name))

    def list(self, request: Any) -> Any:
        """Answer ListTensorboards and the List of the other levels."""
        if self._level is not BOARD:
            self._resources.get(request.parent)

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/{self._level.collection}", after)

        page = listing.page(request, self._level.collection, read, request.order_by)
        entries = [listing.masked(self._shown(message), request.read_mask) for message in page.entries]
        return self._level.listed(entries, page.next_token)

    def update(self, request: Any) -> Any:
        """Answer UpdateTensorboard, which is an operation, and the Update of the other levels."""
        changed = getattr(request, self._level.field)
        paths = check_mask(request.update_mask.paths, self._level.mutable_fields)
        if not paths:
            raise field_error("update_mask", "Required field is not set.")
        with self._resources.database.transaction():
            present = self._resources.get(changed.name)
            check_etag(changed.etag, present.etag)
            for path in paths:
                present.ClearField(path)
                if path == "labels":
                    present.labels.update(changed.labels)
                else:
                    setattr(present, path, getattr(changed, path))
            self._check(present)
            self._resources.save(present.name, present)
            return self._answer(present, "UpdateTensorboardOperationMetadata")

    def delete(self, request: Any) -> Any:
        """Answer DeleteTensorboard and the Delete of the other levels, with all children."""
        with self._resources.database.transaction():
            self._resources.get(request.name)
            self._remove(request.name, LEVELS.index(self._level))
            return self._operations.done(request.name, "DeleteOperationMetadata")

    def _answer(self, message: Any, metadata: str) -> Any:
        if self._level is BOARD:
            return self._operations.done(message.name, metadata, self._shown(message))
        return self._shown(message)

    def _remove(self, name: str, depth: int) -> None:
        if LEVELS[depth] is SERIES:
            self._points.remove(name)
        else:
            collection = f"{name}/{LEVELS[depth + 1].collection}"
            for _position, child in list(self._resources.in_collection(collection)):
                self._remove(child.name, depth + 1)
        self._resources.remove(name)

    def _shown(self, message: Any) -> Any:
        if self._level is BOARD:
            message.run_count = sum(1 for _run in self._resources.under(message.name, RUN.collection))
        if self._level is SERIES and (last := self._points.last(message.name)) is not None:
            message.metadata.max_step = last.step
            message.metadata.max_wall_time.CopyFrom(last.wall_time)
        return message

    def _check(self, message: Any) -> None:
        field = self._level.field
        if self._level in (BOARD, SERIES) or message.display_name:
            check_display_name(message.display_name, f"{field}.display_name")
        if self._level is SERIES:
            self._check_series(message)
        else:
            check_labels(message.labels, f"{field}.labels")
        if self._level is BOARD:
            if message.encryption_spec.kms_key_name:
                raise unimplemented("Tensorboards with an encryption_spec")
            self._take_default(message)
        if self._level.unique_display_name:
            self._check_unique(message)

    def _check_series(self, message: Any) -> None:
        kind = messages.enum_name(message, "value_type")
        if kind == "VALUE_TYPE_UNSPECIFIED":
            raise field_error(f"{self._level.field}.value_type", "Required field is not set.")
        if kind == "BLOB_SEQUENCE":
            raise unimplemented("time series of the value_type BLOB_SEQUENCE")

    def _check_unique(self, message: Any) -> None:
        siblings = self._resources.in_collection(collection_of(message.name))
        for _position, sibling in siblings:
            if sibling.name != message.name and sibling.display_name == message.display_name:
                raise already_exists(
                    f'There is a {self._level.noun} of the display name "{message.display_name}": '
                    f"{sibling.name}."
                )

    def _take_default(self, message: Any) -> None:
        """Make a default Tensorboard the only one of its location."""
        if not message.is_default:
            return
        for _position, other in list(self._resources.in_collection(collection_of(message.name))):
            if other.is_default and other.name != message.name:
                other.is_default = False
                self._resources.save(other.name, other)
