"""What a bucket can be set to, and what of Cloud Storage is refused because it would be ignored."""

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from services.local_cloud.http.errors import ApiError, invalid_argument, unimplemented

_REFUSED_FIELDS = (
    *("autoclass", "billing", "cors", "customPlacementConfig", "defaultEventBasedHold", "encryption"),
    *("hierarchicalNamespace", "ipFilter", "logging", "objectRetention", "retentionPolicy", "rpo", "website"),
)
_REFUSED_HEADERS = ("x-goog-encryption-", "x-goog-copy-source-encryption-")
_REFUSED_PARAMETERS = (
    *("destinationKmsKeyName", "enableObjectRetention", "kmsKeyName", "overrideUnlockedRetention"),
    *("restoreToken", "softDeleted"),
)
_ACL_PARAMETERS = ("destinationPredefinedAcl", "predefinedAcl", "predefinedDefaultObjectAcl")
_PUBLIC_ACCESS = ("enforced", "inherited")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_CONDITIONS: Mapping[str, type] = {
    **dict.fromkeys(("age", "daysSinceCustomTime", "daysSinceNoncurrentTime", "numNewerVersions"), int),
    **dict.fromkeys(("createdBefore", "customTimeBefore", "noncurrentTimeBefore"), str),
    **dict.fromkeys(("matchesPrefix", "matchesStorageClass", "matchesSuffix"), list),
    "isLive": bool,
}
STORAGE_CLASSES = ("STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE")
_ACTIONS = ("Delete", "SetStorageClass", "AbortIncompleteMultipartUpload")


def check_supported(request: Request) -> None:
    """Raise a 501 ApiError for headers and parameters that ask for what the local cloud doesn't do."""
    for header in request.headers:
        if header.startswith(_REFUSED_HEADERS):
            raise unimplemented("customer-supplied encryption keys")
    for parameter in _REFUSED_PARAMETERS:
        if request.query_params.get(parameter, "").lower() not in {"false", ""}:
            raise unimplemented(f"the parameter {parameter}")
    if any(request.query_params.get(parameter) for parameter in _ACL_PARAMETERS):
        raise uniform_access()


def uniform_access() -> ApiError:
    """Return Google's error for an access control list in a bucket of uniform access, as all are here."""
    return invalid_argument(
        "Cannot insert legacy ACL for an object when uniform bucket-level access is enabled. Read more at "
        "https://cloud.google.com/storage/docs/uniform-bucket-level-access"
    )


def read_settings(body: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
    """Return a bucket's settings after a change by the JSON of a Bucket. Raises a 400 or 501 ApiError."""
    for name in _REFUSED_FIELDS:
        if body.get(name):
            raise unimplemented(f"a bucket's {name}")
    if body.get("acl") or body.get("defaultObjectAcl"):
        raise uniform_access()
    settings = dict(present)
    for name, read in (
        ("versioning", _read_versioning),
        ("lifecycle", _read_lifecycle),
        ("iamConfiguration", _read_access),
        ("softDeletePolicy", _read_soft_delete),
    ):
        if name not in body:
            continue
        value = body[name]
        if value is not None and not isinstance(value, dict):
            raise invalid_argument(f"Invalid value for {name}: {json.dumps(value)}")
        settings.pop(name, None)
        if value:
            settings |= {name: entry} if (entry := read(value)) else {}
    return settings


def _read_versioning(value: Mapping[str, Any]) -> dict[str, Any]:
    enabled = value.get("enabled", False)
    if not isinstance(enabled, bool):
        raise invalid_argument(f"Invalid value for versioning.enabled: {json.dumps(enabled)}")
    return {"enabled": enabled}


def _read_access(value: Mapping[str, Any]) -> dict[str, Any]:
    uniform = value.get("uniformBucketLevelAccess", {})
    if not isinstance(uniform, dict):
        raise invalid_argument("Invalid value for iamConfiguration.uniformBucketLevelAccess")
    if uniform.get("enabled") is False:
        raise unimplemented("buckets with access control lists instead of uniform bucket-level access")
    prevention = value.get("publicAccessPrevention", "inherited")
    if prevention not in _PUBLIC_ACCESS:
        raise invalid_argument(f"Invalid value for publicAccessPrevention: {json.dumps(prevention)}")
    return {"uniformBucketLevelAccess": {"enabled": True}, "publicAccessPrevention": prevention}


def _read_soft_delete(value: Mapping[str, Any]) -> dict[str, Any]:
    if str(value.get("retentionDurationSeconds", "0")) != "0":
        raise unimplemented("a bucket's soft delete: set retentionDurationSeconds to 0")
    return {}


def _read_lifecycle(value: Mapping[str, Any]) -> dict[str, Any]:
    rules = value.get("rule") or []
    if not isinstance(rules, list) or len(rules) > 100:
        raise invalid_argument("Invalid value for lifecycle.rule: it must be a list of up to 100 rules.")
    for rule in rules:
        action = rule.get("action") if isinstance(rule, dict) else None
        kind = action.get("type") if isinstance(action, dict) else None
        if not isinstance(action, dict) or kind not in _ACTIONS:
            raise invalid_argument(f"Invalid lifecycle action: {json.dumps(kind)}")
        if kind == "SetStorageClass" and action.get("storageClass") not in STORAGE_CLASSES:
            raise invalid_argument(f"Invalid storage class: {json.dumps(action.get('storageClass'))}")
        _check_condition(rule.get("condition"))
    return {"rule": rules} if rules else {}


def _check_condition(condition: Any) -> None:
    if not isinstance(condition, dict) or not condition:
        raise invalid_argument("A lifecycle rule needs a condition.")
    for name, value in condition.items():
        kind = _CONDITIONS.get(name)
        fits = isinstance(value, kind or object) and (kind is not int or not isinstance(value, bool))
        if (
            kind is None
            or not fits
            or (kind is int and value < 0)
            or (kind is str and not _DATE.match(value))
        ):
            raise invalid_argument(f"Invalid lifecycle condition: {name}: {json.dumps(value)}")
        if kind is list and not all(isinstance(entry, str) for entry in value):
            raise invalid_argument(f"Invalid lifecycle condition: {name}: {json.dumps(value)}")


def read_policy(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the version and the bindings of an IAM policy. Raises a 400 ApiError."""
    bindings = body.get("bindings", [])
    if not isinstance(bindings, list) or not all(map(_is_binding, bindings)):
        raise invalid_argument("Invalid value for bindings: each needs a role and members.")
    version = body.get("version", 1)
    if version not in {1, 3} or isinstance(version, bool):
        raise invalid_argument(f"Invalid policy version: {json.dumps(version)}")
    if version != 3 and any(binding.get("condition") for binding in bindings):
        raise invalid_argument("A policy with conditions must have the version 3.")
    return {"version": version, "bindings": bindings}


def _is_binding(binding: object) -> bool:
    if not isinstance(binding, dict) or not set(binding) <= {"role", "members", "condition"}:
        return False
    members = binding.get("members", [])
    return (
        isinstance(binding.get("role"), str)
        and binding["role"].startswith(("roles/", "projects/", "organizations/"))
        and isinstance(members, list)
        and all(isinstance(member, str) for member in members)
        and isinstance(binding.get("condition") or {}, dict)
    )
