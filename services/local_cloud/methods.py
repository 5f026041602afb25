"""Every method of Google's three APIs: its name, its HTTP form, and whether the local cloud serves it."""

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from google.cloud import aiplatform_v1

from services.local_cloud.vertex.rpcs import RPCS, Rpc

# Cloud Storage's and Cloud Logging's methods, from their discovery documents; Vertex AI's come from
# the client library itself.
_DOCUMENTED = Path(__file__).with_name("methods.json")
_SERVED = frozenset(
    {
        *(f"storage.buckets.{method}" for method in ("delete", "get", "insert", "list", "patch", "update")),
        *(f"storage.objects.{method}" for method in ("compose", "copy", "delete", "get", "insert", "list")),
        *(f"storage.objects.{method}" for method in ("patch", "rewrite", "update")),
        *("logging.entries.list", "logging.entries.write"),
    }
)
# What each service of Vertex AI has beside its own methods, under a hundred paths each.
_MIXINS = {
    "Operations": ("CancelOperation", "DeleteOperation", "GetOperation", "ListOperations", "WaitOperation"),
    "Locations": ("GetLocation", "ListLocations"),
    "IAMPolicy": ("GetIamPolicy", "SetIamPolicy", "TestIamPermissions"),
}
_MIXED_IN = {method: f"{service}.{method}" for service, methods in _MIXINS.items() for method in methods}


@dataclass(frozen=True)
class Method:
    """One HTTP form of one method, such as EndpointService.ListEndpoints or storage.objects.get."""

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
        """Whether every service of Vertex AI has it."""
        return self.service in _MIXINS

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the paths of its calls."""
        if "=" in self.path:
            return Rpc(self.name, self.verb, self.path).pattern
        return re.compile(re.sub(r"\{[^}]+\}", "[^/]+", self.path) + r"\Z")


@cache
def all_methods() -> tuple[Method, ...]:
    """Return all methods, sorted by service, name and path."""
    return tuple(sorted({*_vertex(), *_documented()}, key=_order))


def method_of(verb: str, path: str) -> Method | None:
    """Return the method that a request calls; None where Google has none there."""
    if path.startswith("/upload/"):
        verb = "POST"  # the chunks of a resumable upload are of the insert that began it
    path = re.sub(r"\A/download/storage/", "/storage/", path)
    methods = (method for method in all_methods() if method.verb == verb)
    return next((method for method in methods if method.pattern.match(path)), None)


def described(verb: str, path: str) -> str:
    """Return a request in words: its method, if Google has one there, and its HTTP form."""
    method = method_of(verb, path)
    return f"{method.name} ({verb} {path})" if method else f"{verb} {path}"


def table() -> str:
    """Return the methods as a Markdown document that says of each whether it is served or 501."""
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
    """Yield what the REST transports of Google's client know; a gRPC-only method is not among it."""
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
