"""Whatever is sent, the local cloud answers soon and never with a fault of its own."""

import json
import random
import re

import pytest
import requests
from google.protobuf.descriptor import FieldDescriptor

from services.local_cloud.methods import all_methods
from services.local_cloud.vertex.rpcs import RPCS

PARENT = "projects/launchpad-local/locations/us-central1"
PATIENCE = 20
TEXTS = (
    *("", "a", "0", "-1", "1e999", "true", "null", "NaN", "\x00", "\ud800", "\u202eabc", "a" * 5000, "é/ü"),
    *("../../etc/passwd", "%2e%2e%2f", "/etc/passwd", "gs://launchpad-local/a", "gs://", "gs:///a", "s3://b"),
    *(f"{PARENT}/models/1", f"{PARENT}/endpoints/1", "display_name=", 'labels.a="b" AND (', "n1-standard-4"),
    *("2026-01-01T00:00:00Z", "9999999999999999999999", "1.5s", "*", "display_name desc", "\n", "'\"`;--"),
)
NUMBERS = (0, 1, -1, 2**31, 2**63, -(2**63), 1e308, 0.5, 10**30)
ODD = (None, True, [], {}, [[]], {"a": {"b": []}}, "x", 7)
NUMERIC = {FieldDescriptor.TYPE_DOUBLE, FieldDescriptor.TYPE_FLOAT, FieldDescriptor.TYPE_INT32}
NUMERIC |= {FieldDescriptor.TYPE_INT64, FieldDescriptor.TYPE_UINT32, FieldDescriptor.TYPE_UINT64}


class Fuzzer:
    """Makes requests from the forms of Google's methods and the messages they take, more or less mutated."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - a run that can be repeated
        served = [each for each in all_methods() if each.served]
        self._methods = served * 4 + list(all_methods())
        self._rpcs = {(each.verb, each.path): each for each in RPCS}

    def request(self):
        """Return (verb, path, body, headers)."""
        method = self.chance.choice(self._methods)
        path = self._path(method.path)
        rpc = self._rpcs.get((method.verb, method.path))
        body = self._body(rpc)
        headers = {}
        if self.chance.random() < 0.3:
            path += "?" + self._query(rpc)
        if path.startswith("/upload/"):
            kind = self.chance.choice(["media", "multipart", "resumable", "x"])
            path += ("&" if "?" in path else "?") + f"uploadType={kind}&name=fuzz{self.chance.randrange(9)}"
            headers["content-type"] = self.chance.choice(["multipart/related; boundary=a", "a/b", ""])
        if self.chance.random() < 0.1:
            # A control character in a header makes it no HTTP, which no service sees.
            names = ("content-range", "range", "x-goog-hash")
            headers |= {name: re.sub(r"[^ -~]", "", self._text()).strip() for name in names}
        verb = method.verb if self.chance.random() < 0.95 else self.chance.choice(["PUT", "PATCH", "HEAD"])
        return verb, path, body, headers

    def _path(self, template):
        filled = re.sub(r"\{[^}=]+=([^}]+)\}", r"\1", template)
        filled = re.sub(r"\{[^}]+\}", "*", filled).replace("**", "*/*")
        if self.chance.random() < 0.8:
            filled = filled.replace("projects/*/locations/*", PARENT)
        return re.sub(r"\*", lambda _match: self._part(), filled)

    def _part(self):
        if self.chance.random() < 0.6:
            return self.chance.choice(["1", "launchpad-local", "fuzz1", "1@1", "1@default", "endpoint-1"])
        return requests.utils.quote(self._text().encode("utf-8", "surrogatepass"), safe="@:")

    def _query(self, rpc):
        names = ["filter", "pageSize", "pageToken", "orderBy", "updateMask", "readMask", "generation"]
        names += ["alt", "prefix", "delimiter", "maxResults", "ifGenerationMatch", "project", "$alt", "x.y"]
        if rpc is not None:
            names += [field.camelcase_name for field in rpc.request_type.DESCRIPTOR.fields]
        chosen = self.chance.sample(names, self.chance.randrange(1, 4))
        pairs = {name: self._text().encode("utf-8", "surrogatepass") for name in chosen}
        return "&".join(f"{name}={requests.utils.quote(value)}" for name, value in pairs.items())

    def _body(self, rpc):
        dice = self.chance.random()
        if dice < 0.1:
            return self.chance.choice(
                [b"", b"{", b"[]", b"\xff\xfe", b"null", b'"a"', b"[" * 3000, b"{}" * 9]
            )
        descriptor = rpc.request_type.DESCRIPTOR if rpc else None
        if descriptor and rpc.body not in ("", "*"):
            descriptor = descriptor.fields_by_name[rpc.body].message_type
        document = self._message(descriptor, 4) if descriptor else {"name": self._text(), "labels": {"a": 1}}
        return json.dumps(document).encode()

    def _message(self, descriptor, depth):
        fields = list(descriptor.fields)
        chosen = self.chance.sample(fields, self.chance.randrange(min(len(fields), 7) + 1))
        document = {field.camelcase_name: self._field(field, depth) for field in chosen}
        if self.chance.random() < 0.03:
            document[self._text()] = self.chance.choice(ODD)
        return document

    def _field(self, field, depth):
        if self.chance.random() < 0.05:
            return self.chance.choice(ODD)
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            value = field.message_type.fields_by_name["value"]
            return {self._text(): self._single(value, depth) for _ in range(self.chance.randrange(3))}
        if field.is_repeated:
            return [self._single(field, depth) for _ in range(self.chance.randrange(3))]
        return self._single(field, depth)

    def _single(self, field, depth):
        if field.message_type is not None:
            if field.message_type.full_name.startswith("google.protobuf."):
                return self.chance.choice([*TEXTS, *NUMBERS, *ODD])
            return self._message(field.message_type, depth - 1) if depth else {}
        if field.enum_type is not None:
            return self.chance.choice([value.name for value in field.enum_type.values] + [99, "NONE"])
        if field.type == FieldDescriptor.TYPE_BOOL:
            return self.chance.random() < 0.5
        return self.chance.choice(NUMBERS) if field.type in NUMERIC else self._text()

    def _text(self):
        return self.chance.choice(TEXTS)


def is_fine(verb, reply):
    """Tell whether a reply is a success or a refusal in Google's shape."""
    if reply.status_code < 400 or reply.status_code == 499 or verb == "HEAD":
        return reply.status_code < 500 or reply.status_code == 501
    if reply.status_code >= 500 and reply.status_code != 501:
        return False
    if not reply.headers["content-type"].startswith("application/json"):
        return False
    error = reply.json()["error"]
    return error["code"] == reply.status_code and bool(error["message"])


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 400), pytest.param(2, 10_000, marks=pytest.mark.soak)], ids=["short", "soak"]
)
def test_any_request_is_answered_and_never_with_500(start_local_cloud, seed, count):
    fuzzer = Fuzzer(seed)
    wrong = []
    with start_local_cloud() as cloud, requests.Session() as session:
        session.trust_env = False
        session.headers["authorization"] = f"Bearer {cloud.token}"
        for number in range(count):
            verb, path, body, headers = fuzzer.request()
            sent = (number, verb, path[:300], headers, body[:1000])
            try:
                reply = session.request(
                    *(verb, cloud.url + path),
                    data=body,
                    headers=headers,
                    timeout=PATIENCE,
                    allow_redirects=False,
                )
            except requests.RequestException as error:
                wrong.append((*sent, repr(error)))
                continue
            if not is_fine(verb, reply):
                wrong.append((*sent, reply.status_code, reply.text[:300]))
        assert session.get(f"{cloud.url}/v1/{PARENT}/endpoints", timeout=PATIENCE).status_code == 200
    assert wrong == []
