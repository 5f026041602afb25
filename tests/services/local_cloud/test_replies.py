"""Every reply of the whole run, held to Google's own discovery documents; this runs after all other tests."""

import base64
import binascii
import json
import re
from datetime import datetime
from pathlib import Path

import googleapiclient
import pytest
from google.cloud.aiplatform_v1 import types

from services.local_cloud.http.errors import STATUSES
from services.local_cloud.methods import method_of

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
VERTEX = "GoogleCloudAiplatformV1"
PACKAGE = "google.cloud.aiplatform.v1."
LOCATION = "/v1/projects/launchpad-local/locations/us-central1"
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


class Contract:
    """Google's discovery documents: which method a call is, and what its reply may hold."""

    def __init__(self):
        self.schemas = {}
        self.methods = []
        for api in ("aiplatform.v1", "storage.v1", "logging.v2"):
            document = json.loads((DOCUMENTS / f"{api}.json").read_text("utf-8"))
            self.schemas |= document["schemas"]
            self._read(document, "/" + document["servicePath"])
        self.messages = {}
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
        for each in part.get("resources", {}).values():
            self._read(each, root)

    def _nest(self, descriptor):
        if descriptor.full_name.startswith(PACKAGE):
            self.messages[VERTEX + descriptor.full_name.removeprefix(PACKAGE).replace(".", "")] = descriptor
            for nested in descriptor.nested_types:
                self._nest(nested)

    def complaints(self, call):
        """Yield what is wrong with a reply; nothing where it keeps the contract."""
        storage = call["path"].startswith(("/storage/", "/upload/", "/download/"))
        if call["status"] >= 400:
            if call["status"] != 499:  # the caller hung up, or cancelled an upload: no body
                yield from error_complaints(call, storage)
            return
        media = call["path"].startswith("/download/") or "alt=media" in call["query"]
        if call["status"] != 200 or media or call["path"].endswith((":rawPredict", "/faults")):
            return
        schema = self._response(call)
        if schema is None:
            if (
                method_of(call["verb"], call["path"]) is None
            ):  # the client knows paths that the documents don't
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
            yield from enum_complaints(value, schema, where, numbers, field)
        elif not is_a(value, schema["type"]):
            yield f"{where}: {value!r} is no {schema['type']}"
        elif schema["type"] == "array":
            for number, each in enumerate(value):
                yield from self._value(each, schema["items"], f"{where}[{number}]", numbers, field)
        elif schema["type"] == "object":
            yield from self._fields(value, schema, where, numbers, message)
        elif not has_form(value, schema.get("format")):
            yield f"{where}: {value!r} is no {schema['format']}"

    def _fields(self, value, schema, where, numbers, message):
        if "@type" in value:
            yield from self._any(value, where, numbers)
            return
        known = schema.get("properties", {})
        for key, each in value.items():
            if key in known:
                field = message and message.fields_by_camelcase_name.get(key)
                yield from self._value(each, known[key], f"{where}.{key}", numbers, field)
            elif "additionalProperties" in schema:
                yield from self._value(each, schema["additionalProperties"], f"{where}.{key}", numbers)
            else:
                yield f"{where}: unknown field {key}"

    def _any(self, value, where, numbers):
        kind = value["@type"].removeprefix("type.googleapis.com/")
        rest = {key: each for key, each in value.items() if key != "@type"}
        if kind.startswith(PACKAGE):
            name = VERTEX + kind.removeprefix(PACKAGE).replace(".", "")
            yield from self._named(rest, name, where, numbers)
        elif kind != "google.protobuf.Empty" or rest:
            yield f"{where}: unknown @type {kind} with {sorted(rest)}"


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


def enum_complaints(value, schema, where, numbers, field):
    if not numbers:
        if value not in schema["enum"]:
            yield f"{where}: {value!r} is none of the enum's names"
    elif field is None or not isinstance(value, int) or value not in field.enum_type.values_by_number:
        yield f"{where}: {value!r} is none of the enum's numbers"
    elif field.enum_type.values_by_number[value].name not in schema["enum"]:
        yield f"{where}: {value!r} is not in the discovery document"


def error_complaints(call, storage):
    error = (call["reply"] or {}).get("error", {})
    expected = {"code", "message", "errors"} if storage else {"code", "message", "status"}
    if not expected <= set(error) <= {*expected, "details"}:
        yield f"an error with {sorted(error)}"
    elif error["code"] != call["status"] or not error["message"] or not isinstance(error["message"], str):
        yield f"an error that says {error}"
    elif not storage and error["status"] not in STATUSES:
        yield f"an error of status {error['status']}"
    elif storage and not all({"message", "domain", "reason"} <= set(each) for each in error["errors"]):
        yield f"an error with the entries {error['errors']}"


@pytest.fixture(scope="module")
def contract():
    return Contract()


def reply(path, document, verb="GET", status=200, query=""):
    kind = "application/json"
    return {"verb": verb, "path": path, "query": query, "status": status, "type": kind, "reply": document}


JOB = f"{LOCATION}/customJobs/1"
OPERATION = f"{LOCATION}/endpoints/1/operations/2"
ANY = "type.googleapis.com/google.cloud.aiplatform.v1.DeployModelResponse"


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (reply(JOB, {"displayNam": "a"}), "unknown field displayNam"),
        (reply(JOB, {"displayName": 1}), "is no string"),
        (reply(JOB, {"labels": {"a": 1}}), "is no string"),
        (reply(JOB, {"labels": ["a"]}), "is no object"),
        (reply(JOB, {"createTime": "2026-01-01 00:00:00"}), "is no google-datetime"),
        (reply(JOB, {"createTime": "2026-01-01T00:00:00+00:00"}), "is no google-datetime"),
        (reply(JOB, {"state": "DONE"}), "none of the enum's names"),
        (reply(JOB, {"state": 4}), "none of the enum's names"),
        (reply(JOB, {"state": 99}, query="$alt=json;enum-encoding=int"), "none of the enum's numbers"),
        (
            reply(JOB, {"state": "JOB_STATE_FAILED"}, query="%24alt=json%3Benum-encoding%3Dint"),
            "none of the enum's numbers",
        ),
        (reply(JOB, {"jobSpec": {"workerPoolSpecs": [{"replicaCount": 1}]}}), "is no string"),
        (reply(JOB, {"jobSpec": {"workerPoolSpecs": [{"replicaCount": "x"}]}}), "is no int64"),
        (reply(OPERATION, {"response": {"@type": ANY, "model": "a"}}), "unknown field model"),
        (reply(OPERATION, {"metadata": {"@type": "type.googleapis.com/nonsense"}}), "unknown @type"),
        (reply("/storage/v1/b/b/o/a%2Fb", {"size": 7}), "is no string"),
        (reply("/v1/nonsense", {}), "no such method"),
        (reply(JOB, None), "is not JSON"),
        (reply(JOB, {"error": {"code": 404, "message": "m"}}, status=404), "an error with"),
        (reply(JOB, {"error": {"code": 1, "message": "m", "status": "NOT_FOUND"}}, status=404), "says"),
        (reply(JOB, {"error": {"code": 404, "message": "m", "status": "X"}}, status=404), "of status X"),
        (reply("/storage/v1/b/b", {"error": {"code": 404, "message": "m"}}, status=404), "an error with"),
    ],
)
def test_a_reply_that_breaks_the_contract_is_noticed(contract, call, complaint):
    (found,) = contract.complaints(call)
    assert complaint in found


def test_a_reply_that_keeps_the_contract_is_not_complained_of(contract):
    document = {"state": 4, "createTime": "2026-01-01T00:00:00.123456Z", "labels": {"a": "b"}}
    assert list(contract.complaints(reply(JOB, document, query="$alt=json;enum-encoding=int"))) == []


@pytest.mark.parametrize("path", [JOB, "/storage/v1/b/b", "/v2/entries:list"])
@pytest.mark.parametrize("headers", [{"authorization": "Bearer x"}, {"origin": "null"}, {"host": "x"}])
def test_a_stranger_is_refused_in_googles_shape(contract, call, path, headers):
    refused = call("POST", path, headers=headers)
    assert list(contract.complaints(reply(path, refused.json(), "POST", refused.status_code))) == []


def test_every_reply_of_this_run_keeps_googles_contract(contract, call, recorded, eventually):
    paths = [f"{LOCATION}/{kind}" for kind in ("models", "endpoints", "customJobs", "operations", "404")]
    for path in (*paths, "/storage/v1/b?project=launchpad-local", "/storage/v1/b/launchpad-local?last"):
        call("GET", path)
    eventually(lambda: any(each["query"] == "last" for each in recorded()))
    calls = recorded()
    assert len(calls) >= 7
    found = {
        f"{each['verb']} {re.sub(r'[0-9]{6,}', 'N', each['path'])} {each['status']}: {complaint}"
        for each in calls
        for complaint in contract.complaints(each)
    }
    assert sorted(found) == []
