"""The permissions that a request needs, in the names of Google's IAM, read off its verb and path."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from starlette.datastructures import QueryParams
from starlette.types import Scope

Needed = tuple[str, str]  # a permission and the resource that it is needed on

_STORAGE = re.compile(r"/(upload/|download/)?storage/v1/b(?:/([^/]+)(?:/(.+))?)?\Z")
_VERTEX = re.compile(r"/(?:v1|v1beta1|ui)/(projects/[^/:]+/locations/[^/:]+(?:/[^/:]+)*)(?::(\w+))?\Z")
# No one but the owner has it: what needs it is no method of Google's, or no one else's business.
UNGRANTABLE = "localcloud.owner"
_VERBS = {"PATCH": "update", "PUT": "update", "DELETE": "delete", "POST": "create"}
_ACTIONS = {"deployModel": "deploy", "undeployModel": "undeploy", "rawPredict": "predict", "purge": "delete"}
# Collections whose name in permissions is not that of the path; the last part of each path.
_COLLECTIONS = {
    "tensorboards/experiments": "tensorboardExperiments",
    "tensorboards/experiments/runs": "tensorboardRuns",
    "tensorboards/experiments/runs/timeSeries": "tensorboardTimeSeries",
    "models/evaluations": "modelEvaluations",
}


def required(scope: Scope) -> Sequence[Needed]:
    """Return what a request needs.

    Where the body names a resource, its handler checks the rest: uploads and compositions, log entries,
    and batches, whose calls are requests of their own.
    """
    verb, path = scope["method"], scope["path"]
    if (verb, path) in {("POST", "/batch/storage/v1"), ("POST", "/v2/entries:write")}:
        return ()
    if path.startswith("/bigquery/"):
        return ()  # it is answered with 501
    if path == "/v2/entries:list":
        return (("logging.logEntries.list", "logs"),)
    # Cloud Storage's paths are routed undecoded, Vertex AI's decoded.
    if match := _STORAGE.match(scope["raw_path"].decode("ascii").partition("?")[0]):
        prefix = QueryParams(scope["query_string"]).get("prefix", "")
        kind, bucket, rest = match.groups(default="")
        return _storage(verb, kind, bucket, rest, prefix)
    if match := _VERTEX.match(path):
        return (_vertex(verb, match[1], match[2] or ""),)
    return ((UNGRANTABLE, path.lstrip("/")),)


def object_resource(bucket: str, name: str) -> str:
    """Return an object as grants name it."""
    return f"gs://{bucket}/{name}"


def _storage(verb: str, kind: str, bucket: str, rest: str, prefix: str) -> Sequence[Needed]:
    parts = [unquote(part) for part in rest.split("/")]
    bucket = unquote(bucket)
    if kind == "upload/" and parts == ["o"]:
        return ()  # the name may be in the body; whoever knows an upload's id may go on with it
    if not bucket:
        return ((f"storage.buckets.{'list' if verb == 'GET' else 'create'}", "projects"),)
    if not rest:
        return ((f"storage.buckets.{_VERBS.get(verb, 'get')}", f"gs://{bucket}"),)
    if parts[0] == "iam":
        return ((f"storage.buckets.{'get' if verb == 'GET' else 'set'}IamPolicy", f"gs://{bucket}"),)
    if parts == ["o"]:
        return (("storage.objects.list", object_resource(bucket, prefix)),)
    resource = object_resource(bucket, "/".join(parts[1:2]))
    match parts[0], parts[2:]:
        case "o", []:
            return ((f"storage.objects.{_VERBS.get(verb, 'get')}", resource),)
        case "o", ["compose"]:
            return (("storage.objects.create", resource),)
        case "o", ["moveTo", "o", target]:
            return (
                ("storage.objects.get", resource),
                ("storage.objects.delete", resource),
                ("storage.objects.create", object_resource(bucket, target)),
            )
        case "o", ["copyTo" | "rewriteTo", "b", other, "o", target]:
            return (
                ("storage.objects.get", resource),
                ("storage.objects.create", object_resource(other, target)),
            )
    return ((UNGRANTABLE, resource),)


def _vertex(verb: str, resource: str, action: str) -> Needed:
    names = resource.split("/")[4:]
    kinds = names[::2] or ["locations"]
    collection = "operations" if kinds[-1] == "operations" else _COLLECTIONS.get("/".join(kinds), kinds[-1])
    is_item = len(names) % 2 == 0
    if action:
        done = _ACTIONS.get(action, action)
    elif verb == "GET":
        done = "get" if is_item else "list"
    else:
        done = _VERBS.get(verb, "get")
    return f"aiplatform.{collection}.{done}", resource
