"""Google's contract: its discovery documents, which every reply of a local cloud in the tests is held to."""

import base64
import binascii
import json
import re
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

import googleapiclient
from google.cloud import aiplatform_v1, aiplatform_v1beta1

from services.local_cloud.http.errors import STATUSES
from services.local_cloud.methods import method_of

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
# The packages of Vertex AI's messages, and how the names of their schemas begin.
PACKAGES = {
    "google.cloud.aiplatform.v1.": "GoogleCloudAiplatformV1",
    "google.cloud.aiplatform.v1beta1.": "GoogleCloudAiplatformV1beta1",
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z\Z")
FORMS = {
    "int64": re.compile(r"-?\d{1,19}\Z"),
    "uint64": re.compile(r"\d{1,20}\Z"),
    "google-duration": re.compile(r"-?\d+(\.\d{1,9})?s\Z"),
    "google-fieldmask": re.compile(r"[A-Za-z0-9_.,]*\Z"),
    "date": re.compile(r"\d{4}-\d\d-\d\d\Z"),
}
KINDS = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "array": list,
}


def broken_replies(recording: Path) -> list[str]:
    """Return how the replies of a recording break Google's contract; an empty list where they keep it."""
    if not recording.exists():
        return []
    broken = set()
    for line in recording.read_text("utf-8").splitlines():
        # A server that was killed, or whose disk was full, leaves half a line.
        with suppress(json.JSONDecodeError):
            call = json.loads(line)
            path = re.sub(r"[0-9]{6,}", "N", call["path"])
            violations = contract().violations(call)
            broken |= {f"{call['verb']} {path} {call['status']}: {violation}" for violation in violations}
    return sorted(broken)


@cache
def contract() -> "Contract":
    """Return the contract, read once."""
    return Contract()


class Contract:
    """Google's discovery documents: which method a call is, and what its reply may hold."""

    def __init__(self):
        self.schemas = {}
        self.methods = []
        for api in ("aiplatform.v1", "aiplatform.v1beta1", "storage.v1", "logging.v2"):
            document = json.loads((DOCUMENTS / f"{api}.json").read_text("utf-8"))
            self.schemas = document["schemas"] | self.schemas  # two APIs have a Policy: storage's is served
            self._read(document, "/" + document["servicePath"])
        self.messages = {}
        for types in (aiplatform_v1.types, aiplatform_v1beta1.types):
            for name in dir(types):
                if hasattr(getattr(types, name), "pb") and hasattr(getattr(types, name), "meta"):
                    self._nest(getattr(types, name).pb().DESCRIPTOR)

    def _read(self, part, root):
        for method in part.get("methods", {}).values():
            paths = [root + method.get("flatPath", method["path"])]
            if "mediaUpload" in method:
                paths.append(method["mediaUpload"]["protocols"]["simple"]["path"])
            part_of_path = "[^/]+" if root.startswith("/storage/") else "[^/:]+"
            for path in paths:
                pattern = re.compile(re.sub(r"\{[^}]+\}", part_of_path, path) + r"\Z")
                self.methods.append((method["httpMethod"], pattern, method.get("response", {}).get("$ref")))
        for resource in part.get("resources", {}).values():
            self._read(resource, root)

    def _nest(self, descriptor):
        name = schema_name(descriptor.full_name)
        if name is not None:
            self.messages[name] = descriptor
            for nested in descriptor.nested_types:
                self._nest(nested)

    def violations(self, call):
        """Yield how a reply breaks the contract."""
        storage = call["path"].startswith(("/batch/storage/", "/storage/", "/upload/", "/download/"))
        if call["status"] >= 400:
            if call["status"] != 499:  # the caller hung up, or cancelled an upload: no body
                yield from error_violations(call, storage)
            return
        if call["path"].startswith("/batch/"):
            return  # its calls have lines of their own
        media = call["path"].startswith("/download/") or "alt=media" in call["query"]
        if call["status"] != 200 or media or call["path"].endswith((":rawPredict", "/faults")):
            return
        schema = self._response(call)
        if schema is None:
            # The client knows paths that the documents don't name.
            if method_of(call["verb"], call["path"]) is None:
                yield "no such method"
        elif call["reply"] is None:
            if "uploadType=resumable" not in call["query"]:
                yield "the reply is not JSON"
        else:
            numbers = "enum-encoding=int" in call["query"].replace("%3B", ";").replace("%3D", "=")
            yield from self._named(call["reply"], schema, schema, numbers)

    def _response(self, call):
        path = re.sub(r"\A/ui/", "/v1/", call["path"])
        verb = "POST" if path.startswith("/upload/") else call["verb"]
        return next(
            (
                response or "Empty"
                for method, pattern, response in self.methods
                if method == verb and pattern.match(path)
            ),
            None,
        )

    def _named(self, value, name, where, numbers):
        if name in self.schemas:
            yield from self._value(value, self.schemas[name], where, numbers, None, self.messages.get(name))
        else:
            yield f"{where}: no schema {name}"

    def _value(self, value, schema, where, numbers, field=None, message=None):
        if "$ref" in schema:
            yield from self._named(value, schema["$ref"], where, numbers)
        elif schema["type"] == "any":
            return
        elif "enum" in schema:
            yield from enum_violations(value, schema, where, numbers, field)
        elif not is_a(value, schema["type"]):
            yield f"{where}: {value!r} is no {schema['type']}"
        elif schema["type"] == "array":
            for number, item in enumerate(value):
                yield from self._value(item, schema["items"], f"{where}[{number}]", numbers, field)
        elif schema["type"] == "object":
            yield from self._fields(value, schema, where, numbers, message)
        elif not has_form(value, schema.get("format")):
            yield f"{where}: {value!r} is no {schema['format']}"

    def _fields(self, value, schema, where, numbers, message):
        if "@type" in value:
            yield from self._any(value, where, numbers)
            return
        known = schema.get("properties", {})
        for key, item in value.items():
            if key in known:
                field = message and message.fields_by_camelcase_name.get(key)
                yield from self._value(item, known[key], f"{where}.{key}", numbers, field)
            elif "additionalProperties" in schema:
                yield from self._value(item, schema["additionalProperties"], f"{where}.{key}", numbers)
            else:
                yield f"{where}: unknown field {key}"

    def _any(self, value, where, numbers):
        kind = value["@type"].removeprefix("type.googleapis.com/")
        rest = {key: item for key, item in value.items() if key != "@type"}
        name = schema_name(kind)
        if name is not None:
            yield from self._named(rest, name, where, numbers)
        elif kind != "google.protobuf.Empty" or rest:
            yield f"{where}: unknown @type {kind} with {sorted(rest)}"


def schema_name(message):
    """Return the name of the schema of one of Vertex AI's messages, None for another message."""
    for package, beginning in PACKAGES.items():
        if message.startswith(package):
            return beginning + message.removeprefix(package).replace(".", "")
    return None


def is_a(value, kind):
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def has_form(value, form):
    if form in {"google-datetime", "date-time"}:
        if not TIME.match(value):
            return False
        datetime.fromisoformat(value[:19])
        return True
    if form == "byte":
        try:
            base64.b64decode(value, validate=True)
        except binascii.Error:
            return False
        return True
    if form == "int32":
        return -(2**31) <= value < 2**31
    return FORMS[form].match(value) is not None if form in FORMS else True


def enum_violations(value, schema, where, numbers, field):
    if not numbers:
        if value not in schema["enum"]:
            yield f"{where}: {value!r} is none of the enum's names"
    elif field is None or not isinstance(value, int) or value not in field.enum_type.values_by_number:
        yield f"{where}: {value!r} is none of the enum's numbers"
    elif field.enum_type.values_by_number[value].name not in schema["enum"]:
        yield f"{where}: {value!r} is not in the discovery document"


def error_violations(call, storage):
    error = (call["reply"] or {}).get("error", {})
    expected = {"code", "message", "errors"} if storage else {"code", "message", "status"}
    if not expected <= set(error) <= {*expected, "details"}:
        yield f"an error with {sorted(error)}"
    elif error["code"] != call["status"] or not error["message"] or not isinstance(error["message"], str):
        yield f"an error that says {error}"
    elif not storage and error["status"] not in STATUSES:
        yield f"an error of status {error['status']}"
    elif storage and not all({"message", "domain", "reason"} <= set(entry) for entry in error["errors"]):
        yield f"an error with the entries {error['errors']}"
