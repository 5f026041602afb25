"""Transcode HTTP requests to request messages, by the google.api.http rules."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from services.local_cloud.http import proto_json
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.rpcs import Rpc

# Parameters of all Google APIs: cloud.google.com/apis/docs/system-parameters.
_SYSTEM_PARAMETERS = {
    *("alt", "$alt", "fields", "$fields", "key", "$key", "prettyPrint", "$prettyPrint", "quotaUser"),
    *("access_token", "oauth_token", "callback", "$callback", "upload_protocol", "uploadType", "$.xgafv"),
}


def read_request(
    rpc: Rpc,
    variables: Mapping[str, str],
    query: Iterable[tuple[str, str]],
    body: Mapping[str, Any],
) -> Message:
    """Return the request message of a call. Raises a 400 ApiError for what the RPC does not accept."""
    request: Message = rpc.request_type()
    if rpc.body == "*":
        proto_json.from_json(_camel_masks(request, body), request)
    elif rpc.body:
        proto_json.from_json(body, getattr(request, rpc.body))
        getattr(request, rpc.body).SetInParent()
    elif body:
        raise invalid_argument("Invalid JSON payload received. This method takes no body.")
    proto_json.from_json(_query_document(request, query), request)
    for path, value in variables.items():
        *parents, field = path.split(".")
        holder = request
        for parent in parents:
            holder = getattr(holder, parent)
        setattr(holder, field, value)
    return request


def _query_document(request: Message, query: Iterable[tuple[str, str]]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name, text in query:
        if name in _SYSTEM_PARAMETERS:
            continue
        place = document
        descriptor = request.DESCRIPTOR
        *parents, last = name.split(".")
        for parent in parents:
            field = _field(descriptor, parent, name)
            if field.message_type is None:
                raise _unknown(name)
            place = place.setdefault(parent, {})
            descriptor = field.message_type
        field = _field(descriptor, last, name)
        if field.is_repeated:
            place.setdefault(last, []).append(_value(field, text))
        else:
            place[last] = _value(field, text)
    return document


def _field(descriptor: Any, name: str, parameter: str) -> Any:
    field = descriptor.fields_by_camelcase_name.get(name) or descriptor.fields_by_name.get(name)
    if field is None:
        raise _unknown(parameter)
    return field


def _value(field: Any, text: str) -> Any:
    if field.type == FieldDescriptor.TYPE_BOOL:
        if text not in {"true", "false"}:
            raise invalid_argument(f"Invalid value at '{field.name}' (TYPE_BOOL), \"{text}\"")
        return text == "true"
    if _is_mask(field):
        return _camel_mask(text)
    return int(text) if field.enum_type is not None and text.isdecimal() else text


def _is_mask(field: Any) -> bool:
    return field.message_type is not None and field.message_type.full_name == "google.protobuf.FieldMask"


def _camel_masks(request: Message, body: Mapping[str, Any]) -> dict[str, Any]:
    masks = {field.json_name for field in request.DESCRIPTOR.fields if _is_mask(field)}
    masks |= {field.name for field in request.DESCRIPTOR.fields if _is_mask(field)}
    return {
        name: _camel_mask(value) if name in masks and isinstance(value, str) else value
        for name, value in body.items()
    }


def _camel_mask(text: str) -> str:
    """Return a mask in camelCase, the only one that protobuf reads; Google reads snake_case too."""
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), text)


def _unknown(name: str) -> Exception:
    return invalid_argument(
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
        f"Field '{name}' could not be found in request message."
    )
