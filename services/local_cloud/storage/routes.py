"""Cloud Storage's JSON API: the routes and their short handlers."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.local_cloud.http.errors import invalid_argument, unimplemented
from services.local_cloud.storage.call import Call, Handler, check_source, check_target, endpoint
from services.local_cloud.storage.downloads import download
from services.local_cloud.storage.listing import MAX_PAGE_SIZE
from services.local_cloud.storage.objects import Source
from services.local_cloud.storage.preconditions import NONE, Preconditions, read_integer, read_preconditions
from services.local_cloud.storage.resources import bucket_resource, object_resource
from services.local_cloud.storage.service import Storage
from services.local_cloud.storage.settings import read_policy, read_settings
from services.local_cloud.storage.stored import read_properties
from services.local_cloud.storage.uploads import Uploads

_BUCKET = "/storage/v1/b/{bucket}"
_OBJECT = _BUCKET + "/o/{object}"
_TARGET = "/b/{target_bucket}/o/{target_object}"
_LIST_OPTIONS = ("includeTrailingDelimiter", "includeFoldersAsPrefixes", "filter")


def routes(storage: Storage) -> list[Route]:
    """Return the routes, which expect the encoded paths of RawPaths."""
    uploads = Uploads(storage)
    table: tuple[tuple[str, str, Handler], ...] = (
        ("GET", "/storage/v1/b", _list_buckets),
        ("POST", "/storage/v1/b", _insert_bucket),
        ("GET", _BUCKET, _get_bucket),
        ("PATCH", _BUCKET, _change_bucket),
        ("PUT", _BUCKET, _change_bucket),
        ("DELETE", _BUCKET, _delete_bucket),
        ("GET", _BUCKET + "/iam", _get_policy),
        ("PUT", _BUCKET + "/iam", _set_policy),
        ("GET", _BUCKET + "/iam/testPermissions", _test_permissions),
        ("GET", _BUCKET + "/o", _list_objects),
        ("PATCH", _OBJECT, _change_object),
        ("PUT", _OBJECT, _change_object),
        ("DELETE", _OBJECT, _delete_object),
        ("POST", _OBJECT + "/compose", _compose),
        ("POST", _OBJECT + "/moveTo/o/{target_object}", _move),
        ("POST", _BUCKET + "/o/{object}/copyTo" + _TARGET, _copy),
        ("POST", _BUCKET + "/o/{object}/rewriteTo" + _TARGET, _rewrite),
    )
    get_object = endpoint(storage, _get_object)

    async def get(request: Request) -> Response:
        if request.query_params.get("alt") == "media":
            return await download(storage, request)
        return await get_object(request)

    async def get_media(request: Request) -> Response:
        return await download(storage, request)

    path = "/upload" + _BUCKET + "/o"
    return [
        *(Route(where, endpoint(storage, handler), methods=[method]) for method, where, handler in table),
        Route(_OBJECT, get, methods=["GET"]),
        Route("/download" + _OBJECT, get_media, methods=["GET"]),
        Route(path, uploads.begin, methods=["POST"]),
        Route(path, uploads.resume, methods=["PUT"]),
        Route(path, uploads.cancel, methods=["DELETE"]),
    ]


def _list_buckets(call: Call) -> dict[str, Any]:
    limit = min(read_integer(call.query, "maxResults") or MAX_PAGE_SIZE, MAX_PAGE_SIZE)
    buckets = call.storage.buckets.list(
        _project(call), call.query.get("prefix", ""), call.query.get("pageToken", ""), limit + 1
    )
    reply: dict[str, Any] = {"kind": "storage#buckets"}
    if buckets:
        reply["items"] = [bucket_resource(bucket, call.address) for bucket in buckets[:limit]]
    if len(buckets) > limit:
        reply["nextPageToken"] = buckets[limit - 1].name
    return reply


def _insert_bucket(call: Call) -> dict[str, Any]:
    name, location, storage_class = (
        _text(call.body, field, default)
        for field, default in (("name", ""), ("location", "US"), ("storageClass", "STANDARD"))
    )
    settings = read_settings(call.body, {})
    bucket = call.storage.buckets.create(
        name, _project(call), location, storage_class, _labels(call.body, {}), settings
    )
    return bucket_resource(bucket, call.address)


def _get_bucket(call: Call) -> dict[str, Any]:
    bucket = call.storage.buckets.get(call.bucket)
    call.conditions.check(0, bucket.metageneration, bucket.etag, reading=True)
    return bucket_resource(bucket, call.address)


def _change_bucket(call: Call) -> dict[str, Any]:
    replacing = call.request.method == "PUT"
    present = call.storage.buckets.get(call.bucket)
    location = _text(call.body, "location", present.location)
    if location.upper() != present.location:
        raise invalid_argument("A bucket's location can't be changed.")
    changed = call.storage.buckets.change(
        call.bucket,
        _labels(call.body, {} if replacing else present.labels),
        call.conditions,
        _text(call.body, "storageClass", present.storage_class),
        read_settings(call.body, {} if replacing else present.settings),
    )
    return bucket_resource(changed, call.address)


def _get_policy(call: Call) -> dict[str, Any]:
    return _policy(call, call.storage.buckets.policy(call.bucket))


def _set_policy(call: Call) -> dict[str, Any]:
    policy = read_policy(call.body)
    return _policy(call, call.storage.buckets.set_policy(call.bucket, policy, _text(call.body, "etag", "")))


def _policy(call: Call, policy: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "storage#policy", "resourceId": f"projects/_/buckets/{call.bucket}", **policy}


def _test_permissions(call: Call) -> dict[str, Any]:
    """Every caller with a token has every permission: policies are stored, not enforced."""
    call.storage.buckets.get(call.bucket)
    asked = call.request.query_params.getlist("permissions")
    if not asked:
        raise invalid_argument("Required parameter: permissions")
    return {"kind": "storage#testIamPermissionsResponse", "permissions": asked}


def _delete_bucket(call: Call) -> None:
    call.storage.buckets.delete(call.bucket, call.conditions)


def _list_objects(call: Call) -> dict[str, Any]:
    for option in _LIST_OPTIONS:
        if call.query.get(option, "false").lower() != "false":
            raise unimplemented(f"storage.objects.list with {option}")
    page = call.storage.objects.list(
        call.bucket,
        call.query.get("prefix", ""),
        call.query.get("delimiter"),
        call.query.get("pageToken"),
        read_integer(call.query, "maxResults") or MAX_PAGE_SIZE,
        call.query.get("startOffset", ""),
        call.query.get("endOffset", ""),
        call.query.get("matchGlob", ""),
        versions=call.query.get("versions", "").lower() == "true",
    )
    reply: dict[str, Any] = {"kind": "storage#objects"}
    if page.items:
        reply["items"] = [object_resource(stored, call.address) for stored in page.items]
    if page.prefixes:
        reply["prefixes"] = list(page.prefixes)
    if page.next_page_token:
        reply["nextPageToken"] = page.next_page_token
    return reply


def _get_object(call: Call) -> dict[str, Any]:
    stored = call.storage.objects.get(call.bucket, call.object, call.generation, call.conditions)
    return object_resource(stored, call.address)


def _change_object(call: Call) -> dict[str, Any]:
    stored = call.storage.objects.change(
        call.bucket,
        call.object,
        read_properties(call.body),
        call.conditions,
        replacing=call.request.method == "PUT",
        generation=call.generation,
    )
    return object_resource(stored, call.address)


def _delete_object(call: Call) -> None:
    call.storage.objects.delete(call.bucket, call.object, call.conditions, call.generation)


def _compose(call: Call) -> dict[str, Any]:
    sources = call.body.get("sourceObjects")
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        raise invalid_argument("Required: sourceObjects")
    destination = call.body.get("destination") or {}
    if not isinstance(destination, dict):
        raise invalid_argument("Invalid value for destination")
    components = [_source(source) for source in sources]
    for component in components:
        check_source(call.request, call.bucket, component.name)
    check_target(call.storage, call.request, call.bucket, call.object)
    stored = call.storage.objects.compose(
        call.bucket,
        call.object,
        components,
        read_properties(destination),
        call.conditions,
    )
    return object_resource(stored, call.address)


def _copy(call: Call) -> dict[str, Any]:
    properties = read_properties(call.body)
    target = call.named("target_bucket"), call.named("target_object")
    check_target(call.storage, call.request, *target)
    stored = call.storage.objects.copy(
        (call.bucket, call.object),
        target,
        properties or None,
        call.conditions,
        read_preconditions(call.query, prefix="ifSource"),
        read_integer(call.query, "sourceGeneration"),
    )
    return object_resource(stored, call.address)


def _move(call: Call) -> dict[str, Any]:
    target = call.named("target_object")
    check_target(call.storage, call.request, call.bucket, target)
    return object_resource(
        call.storage.objects.move(call.bucket, call.object, target, call.conditions), call.address
    )


def _rewrite(call: Call) -> dict[str, Any]:
    resource = _copy(call)
    return {
        "kind": "storage#rewriteResponse",
        "totalBytesRewritten": resource["size"],
        "objectSize": resource["size"],
        "done": True,
        "resource": resource,
    }


def _source(body: Mapping[str, Any]) -> Source:
    numbers = {"generation": body.get("generation")}
    conditions = body.get("objectPreconditions") or {}
    if isinstance(conditions, dict):
        numbers["ifGenerationMatch"] = conditions.get("ifGenerationMatch")
    texts = {name: str(value) for name, value in numbers.items() if value is not None}
    match = read_integer(texts, "ifGenerationMatch")
    return Source(
        _text(body, "name", ""),
        read_integer(texts, "generation"),
        NONE if match is None else Preconditions(match),
    )


def _project(call: Call) -> str:
    project = call.query.get("project", "")
    if not project:
        raise invalid_argument("Required parameter: project")
    return project


def _text(body: Mapping[str, Any], field: str, default: str) -> str:
    value = body.get(field, default)
    if not isinstance(value, str):
        raise invalid_argument(f"Invalid value for {field}")
    return value


def _labels(body: Mapping[str, Any], present: Mapping[str, str]) -> dict[str, str]:
    changes = body.get("labels") or {}
    if not isinstance(changes, dict) or not all(
        value is None or isinstance(value, str) for value in changes.values()
    ):
        raise invalid_argument("Invalid value for labels")
    return {key: value for key, value in {**present, **changes}.items() if value is not None}
