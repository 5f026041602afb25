"""Long-running operations."""

import asyncio
from collections.abc import Callable
from typing import Any

from google.protobuf.empty_pb2 import Empty

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.names import fresh_id
from services.local_cloud.vertex.kernel.resources import Resources

_MAX_WAIT = 60.0


class Operations:
    """Begins and ends operations, each named after its resource, and serves their RPCs."""

    def __init__(self, resources: Resources, cancel: Callable[[str], None]) -> None:
        self._resources = resources
        self._cancel = cancel

    def begin(self, resource: str, metadata: str, **fields: Any) -> Any:
        """Store an unfinished operation; `metadata` is the name of its metadata's message type."""
        name = f"{resource}/operations/{fresh_id()}"
        operation = messages.Operation(name=name)
        details = messages.message_type(metadata)(**fields)
        now = self._resources.clock()
        messages.set_time(details.generic_metadata, "create_time", now)
        messages.set_time(details.generic_metadata, "update_time", now)
        operation.metadata.Pack(details)
        return self._resources.add(name, operation)

    def done(self, resource: str, metadata: str, response: Any = None, **fields: Any) -> Any:
        """Store an operation that has succeeded already; the response is Empty by default."""
        with self._resources.database.transaction():
            operation = self.begin(resource, metadata, **fields)
            return self.finish(operation.name, response)

    def finish(self, name: str, response: Any = None) -> Any:
        """End an operation with a response."""
        operation = self._resources.get(name)
        operation.response.Pack(Empty() if response is None else response)
        return self._end(operation)

    def fail(self, name: str, error: ApiError) -> Any:
        """End an operation with an error."""
        operation = self._resources.get(name)
        operation.error.CopyFrom(messages.status_of(error))
        return self._end(operation)

    def has_ended(self, name: str) -> bool:
        """Return whether an operation has ended, or isn't there any more."""
        operation = self._resources.find(name)
        return operation is None or bool(operation.done)

    def unfinished(self) -> list[str]:
        """Return the names of all operations that have not ended."""
        return [
            operation.name
            for _position, operation in self._resources.everywhere("operations")
            if not operation.done
        ]

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of Operations by name."""
        return {
            "Operations.GetOperation": self.get,
            "Operations.ListOperations": self.list,
            "Operations.WaitOperation": self.wait,
            "Operations.CancelOperation": self.cancel,
            "Operations.DeleteOperation": self.delete,
        }

    def get(self, request: Any) -> Any:
        """Answer Operations.GetOperation."""
        return self._resources.get(request.name)

    def list(self, request: Any) -> Any:
        """Answer Operations.ListOperations: those of a resource, or of all resources in a location."""

        def read(after: Any) -> Any:
            return self._resources.under(request.name, "operations", after)

        page = listing.page(request, "operations", read)
        reply = messages.ListOperationsResponse(next_page_token=page.next_token)
        reply.operations.extend(page.entries)
        return reply

    async def wait(self, request: Any) -> Any:
        """Answer Operations.WaitOperation once the operation has ended or the timeout is over."""
        seconds = request.timeout.ToMilliseconds() / 1000 if request.HasField("timeout") else _MAX_WAIT
        end = asyncio.get_running_loop().time() + min(seconds, _MAX_WAIT)
        while True:
            operation = self._resources.get(request.name)
            if operation.done or asyncio.get_running_loop().time() >= end:
                return operation
            await asyncio.sleep(0.05)

    def cancel(self, request: Any) -> Any:
        """Answer Operations.CancelOperation; does nothing for an operation that has ended."""
        if not self._resources.get(request.name).done:
            self._cancel(request.name)
        return Empty()

    def delete(self, request: Any) -> Any:
        """Answer Operations.DeleteOperation for an operation that has ended."""
        with self._resources.database.transaction():
            if not self._resources.get(request.name).done:
                raise ApiError("FAILED_PRECONDITION", f"The operation {request.name} has not ended.")
            self._resources.remove(request.name)
        return Empty()

    def _end(self, operation: Any) -> Any:
        operation.done = True
        return self._resources.save(operation.name, operation)
