"""All methods of Google's three APIs: name, HTTP verb and path, and whether the local cloud serves them."""

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from services.local_cloud.vertex.rpcs import RPCS, Rpc

# The methods of Cloud Storage and Cloud Logging, from their discovery documents; those of Vertex AI come
# from the client library.
_DOCUMENTED = Path(__file__).with_name("methods.json")
_SERVED = frozenset(
    {
        *(f"storage.buckets.{verb}" for verb in ("delete", "get", "insert", "list", "patch", "update")),
        *(f"storage.objects.{verb}" for verb in ("compose", "copy", "delete", "get", "insert", "list")),
        *(f"storage.objects.{verb}" for verb in ("move", "patch", "rewrite", "update")),
        *(f"storage.buckets.{verb}" for verb in ("getIamPolicy", "setIamPolicy", "testIamPermissions")),
        *("logging.entries.list", "logging.entries.write"),
    }
)
# The methods that all services of Vertex AI share, each with about a hundred paths.
_MIXINS = {
    "Operations": ("CancelOperation", "DeleteOperation", "GetOperation", "ListOperations", "WaitOperation"),
    "Locations": ("GetLocation", "ListLocations"),
    "IAMPolicy": ("GetIamPolicy", "SetIamPolicy", "TestIamPermissions"),
}
_MIXED_IN = {method: f"{service}.{method}" for service, methods in _MIXINS.items() for method in methods}


@dataclass(frozen=True)
class Method:
    """One HTTP path of one method, such as EndpointService.ListEndpoints or storage.objects.get."""

    name: str
    verb: str
    path: str
    served: bool

    @property
    def service(self) -> str:
        """The service that the method belongs to, such as EndpointService or storage."""
        return self.name.partition(".")[0]

    @property
    def is_mixed_in(self) -> bool:
        """Whether all services of Vertex AI share the method."""
        return self.service in _MIXINS

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of the paths that call the method."""
        if "=" in self.path:
            return Rpc(self.name, self.verb, self.path).pattern
        return re.compile(re.sub(r"\{[^}]+\}", "[^/]+", self.path) + r"\Z")


@cache
def all_methods() -> tuple[Method, ...]:
    """Return all methods, sorted by service, name and path."""
    return tuple(sorted({*_vertex(), *_documented()}, key=_order))


def method_of(verb: str, path: str) -> Method | None:
    """Return the method that a request calls, None if Google has none there."""
    if path.startswith("/upload/"):
        verb = "POST"  # the chunks of a resumable upload belong to its insert
    path = re.sub(r"\A/download/storage/", "/storage/", path).replace("/v1beta1/", "/v1/", 1)
    methods = (method for method in all_methods() if method.verb == verb)
    return next((method for method in methods if method.pattern.match(path)), None)


def described(verb: str, path: str) -> str:
    """Return a request's method, if Google has one there, with its verb and path."""
    method = method_of(verb, path)
    return f"{method.name} ({verb} {path})" if method else f"{verb} {path}"


def table() -> str:
    """Return a Markdown document that lists all methods, each as served or 501."""
    methods = [method for method in all_methods() if not method.is_mixed_in]
    names = {method.name for method in methods}
    served = {method.name for method in methods if method.served}
    lines = [
        "# The methods that the local cloud serves",
        "",
        f"Of {len(names)} methods of Vertex AI (v1), Cloud Storage (JSON API) and "
        f"Cloud Logging (v2, of projects) it serves {len(served)}. Every other one answers "
        "501 UNIMPLEMENTED and names itself. `python -m services.local_cloud rpcs` prints this page; "
        "a test keeps it true.",
    ]
    for service, group in groupby(methods, key=lambda method: method.service):
        lines += ["", f"## {service}", "", "| method | HTTP | local cloud |", "| --- | --- | --- |"]
        lines += [_row(method.name, f"{method.verb} {method.path}", method.served) for method in group]
    lines += ["", "## Of every service", "", "| method | local cloud |", "| --- | --- |"]
    served = {method.name for method in all_methods() if method.served}
    for name in sorted(_MIXED_IN.values()):
        lines.append(f"| {name} | {'served' if name in served else '501'} |")
    return "\n".join([*lines, ""])


def _order(method: Method) -> tuple[str, str, str]:
    return (method.service, method.name, method.path)


def _row(name: str, form: str, served: bool) -> str:
    return f"| {name} | `{form}` | {'served' if served else '501'} |"


def _vertex() -> Iterator[Method]:
    """Yield the methods of the REST transports in Google's client, so none that is gRPC only."""
    from google.cloud import aiplatform_v1  # all clients take seconds, and only errors name them

    for client in dir(aiplatform_v1):
        if not client.endswith("ServiceClient"):
            continue
        transport = getattr(aiplatform_v1, client).get_transport_class("rest")
        for label, rules in inspect.getmembers(transport, inspect.isclass):
            if label.startswith("_Base") and hasattr(rules, "_get_http_options"):
                method = label.removeprefix("_Base")
                name = _MIXED_IN.get(method, f"{client.removesuffix('Client')}.{method}")
                for rule in rules._get_http_options():
                    verb, path = rule["method"].upper(), rule["uri"]
                    yield Method(name, verb, path, _is_served(name, verb, path))


def _is_served(name: str, verb: str, path: str) -> bool:
    if name.partition(".")[0] not in _MIXINS:
        return any((rpc.verb, rpc.path) == (verb, path) for rpc in RPCS)
    example = re.sub(r"\{[^=]+=|\}", "", path).replace("*", "x")
    return any((rpc.verb, rpc.name) == (verb, name) and rpc.pattern.match(example) for rpc in RPCS)


def _documented() -> Iterator[Method]:
    for name, (verb, path) in json.loads(_DOCUMENTED.read_text("utf-8")).items():
        yield Method(name, verb, path, name in _SERVED)
