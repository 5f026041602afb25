"""What the holder of a token may do: grants, as data, and the one check of a request against them.

Permissions have Google's names, such as storage.objects.get. The owner's token has all of them.
"""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from services.local_cloud.http.errors import ApiError, error_response, permission_denied
from services.local_cloud.http.permissions import required

_HOLDER = "local_cloud.holder"  # the key of a request's holder in its ASGI scope


class Grant(NamedTuple):
    """A permission on a resource; a * in the permission or at the resource's end stands for anything."""

    permission: str
    resource: str

    def covers(self, permission: str, resource: str) -> bool:
        """Return whether the grant gives a permission on a resource."""
        if not fnmatchcase(permission, self.permission):
            return False
        if self.resource.endswith("*"):
            return resource.startswith(self.resource[:-1])
        return resource == self.resource


class Holder:
    """Who sends a token: the owner, whose grants are None, or a job or serving process with its grants."""

    def __init__(self, label: str, grants: Iterable[Grant] | None = ()) -> None:
        self.label = label
        self._grants = None if grants is None else frozenset(grants)
        self._created: set[str] = set()

    @property
    def is_owner(self) -> bool:
        """Whether the holder may do everything."""
        return self._grants is None

    def may(self, permission: str, resource: str) -> bool:
        """Return whether the holder has a permission on a resource."""
        return (
            self._grants is None
            or (permission.startswith("storage.objects.") and resource in self._created)
            or any(grant.covers(permission, resource) for grant in self._grants)
        )

    def check(self, permission: str, resource: str) -> None:
        """Raise Google's 403 ApiError, which names the permission, unless the holder has it."""
        if self.may(permission, resource):
            return
        if permission.startswith("storage."):
            raise permission_denied(
                f"{self.label} does not have {permission} access to the Google Cloud Storage "
                f"{permission.split('.')[1].removesuffix('s')}. Permission '{permission}' denied on "
                "resource (or it may not exist)."
            )
        raise permission_denied(
            f"Permission '{permission}' denied on resource '//aiplatform.googleapis.com/{resource}' (or it "
            "may not exist)."
        )

    def add(self, grants: Iterable[Grant]) -> None:
        """Give the holder more grants."""
        if self._grants is not None:
            self._grants |= frozenset(grants)

    def own(self, resource: str) -> None:
        """Let the holder do everything to an object that it creates."""
        self._created.add(resource)


OWNER = Holder("owner", None)


def below(resource: str, *permissions: str) -> Iterator[Grant]:
    """Yield the grants of permissions on a resource and on everything in it."""
    for permission in permissions:
        if permission != "storage.objects.list":  # without its slash, a folder is a prefix of others
            yield Grant(permission, resource)
        yield Grant(permission, f"{resource.rstrip('/')}/*")


def holder_of(scope: Any) -> Holder:
    """Return who sent a request, by its ASGI scope or by the request itself."""
    holder: Holder = scope[_HOLDER]
    return holder


def set_holder(scope: Scope, holder: Holder) -> None:
    """Note who sent a request."""
    scope[_HOLDER] = holder


class AccessMiddleware:
    """Answers 403 to requests for which their holder lacks a permission."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with an error, or pass it on."""
        if scope["type"] == "http" and not holder_of(scope).is_owner:
            try:
                for permission, resource in required(scope):
                    holder_of(scope).check(permission, resource)
            except ApiError as error:
                await error_response(error, scope["path"])(scope, receive, send)
                return
        await self._app(scope, receive, send)
