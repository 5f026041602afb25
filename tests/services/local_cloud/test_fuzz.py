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

GCS = {"outputUriPrefix": "gs://launchpad-local/fuzz"}
POOL = {
    "machineSpec": {"machineType": "n1-standard-4"},
    "replicaCount": "1",
    "containerSpec": {
        "imageUri": "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest",
        "command": ["true"],
        "args": [],
        "env": [{"name": "A", "value": "b"}],
    },
}
MODEL = {
    "displayName": "m",
    "artifactUri": "gs://launchpad-local/m",
    "labels": {"a": "b"},
    "versionAliases": ["fresh"],
    "containerSpec": {
        "imageUri": "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest",
        "env": [{"name": "A", "value": "b"}],
    },
}
RESOURCES = {"machineSpec": {"machineType": "n1-standard-2"}, "minReplicaCount": 1, "maxReplicaCount": 2}
SCHEMA = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"
TASK = "gs://google-cloud-aiplatform/schema/trainingjob/definition/custom_task_1.0.0.yaml"
# What would be accepted, or nearly; what is sent is one or two changes away from it.
EXAMPLES = {
    "DatasetService.CreateDataset": {
        "displayName": "d",
        "metadataSchemaUri": SCHEMA,
        "metadata": {"inputConfig": {"gcsSource": {"uri": ["gs://launchpad-local/t.csv"]}}},
    },
    "DatasetService.UpdateDataset": {"displayName": "d", "labels": {"a": "b"}, "etag": "e"},
    "JobService.CreateCustomJob": {
        "displayName": "j",
        "jobSpec": {"workerPoolSpecs": [POOL], "baseOutputDirectory": GCS},
        "labels": {"a": "b"},
    },
    "PipelineService.CreateTrainingPipeline": {
        "displayName": "p",
        "trainingTaskDefinition": TASK,
        "trainingTaskInputs": {"workerPoolSpecs": [POOL], "baseOutputDirectory": GCS},
        "inputDataConfig": {
            "datasetId": "1",
            "gcsDestination": GCS,
            "fractionSplit": {"trainingFraction": 0.8, "validationFraction": 0.1, "testFraction": 0.1},
        },
        "modelToUpload": MODEL,
    },
    "ModelService.UploadModel": {"model": MODEL, "modelId": "a-model"},
    "ModelService.MergeVersionAliases": {"versionAliases": ["one", "-two"]},
    "ModelService.UpdateModel": {"displayName": "m", "description": "d", "labels": {"a": "b"}},
    "EndpointService.CreateEndpoint": {"displayName": "e", "labels": {"a": "b"}},
    "EndpointService.UpdateEndpoint": {"displayName": "e", "trafficSplit": {"1": 100}, "etag": "e"},
    "EndpointService.DeployModel": {
        "deployedModel": {"model": f"{PARENT}/models/a-model@1", "id": "7", "dedicatedResources": RESOURCES},
        "trafficSplit": {"0": 100},
    },
    "EndpointService.UndeployModel": {"deployedModelId": "7", "trafficSplit": {"8": 100}},
    "PredictionService.Predict": {"instances": [[1.5], {"a": "b"}], "parameters": {}},
    "Operations.WaitOperation": {"timeout": "0.1s"},
    "storage.buckets.insert": {"name": "a-bucket", "labels": {"a": "b"}, "location": "us-central1"},
    "storage.objects.compose": {
        "sourceObjects": [{"name": "fuzz1", "generation": "1"}, {"name": "fuzz2"}],
        "destination": {"contentType": "a/b", "metadata": {"a": "b"}},
    },
    "storage.objects.patch": {"contentType": "a/b", "metadata": {"a": "b"}, "cacheControl": "no-store"},
    "logging.entries.list": {
        "resourceNames": ["projects/launchpad-local"],
        "filter": 'resource.type="ml_job" AND timestamp>"2026-01-01T00:00:00Z"',
        "orderBy": "timestamp desc",
        "pageSize": 5,
    },
    "logging.entries.write": {
        "entries": [
            {
                "logName": "projects/p/logs/l",
                "resource": {"type": "global", "labels": {"a": "b"}},
                "textPayload": "t",
                "timestamp": "2026-01-01T00:00:00Z",
                "severity": "INFO",
            }
        ]
    },
}


class Fuzzer:
    """Makes requests from the forms of Google's methods and the messages they take, more or less mutated."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - a run that can be repeated
        forms = {each.name: [] for each in all_methods()}
        for each in all_methods():
            forms[each.name].append(each)
        served = [name for name, methods in forms.items() if any(each.served for each in methods)]
        self._forms = forms
        self._names = served * 20 + list(forms)
        self._seen = []
        self._rpcs = {(each.verb, each.path): each for each in RPCS}

    def request(self):
        """Return (verb, path, body, headers)."""
        methods = self._forms[self.chance.choice(self._names)]
        method = self.chance.choice([each for each in methods if each.served] or methods)
        path = self._path(method.path)
        rpc = self._rpcs.get((method.verb, method.path))
        body = self._body(method.name, rpc)
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
        variable = re.search(r"\{[^}=]+=([^}]+)\}", template)
        shape = re.compile((variable[1] if variable else "\0").replace("*", "[^/]+") + r"\Z")
        seen = [name for name in self._seen if shape.match(name)]
        if seen and self.chance.random() < 0.7:
            return template.replace(variable[0], self.chance.choice(seen))
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

    def learn(self, name):
        """Remember the name of a resource that was made, so that later requests reach it."""
        if name not in self._seen:
            self._seen.append(name)

    def _body(self, name, rpc):
        dice = self.chance.random()
        if dice > 0.5 and name in EXAMPLES:
            return json.dumps(self._mutated(json.loads(json.dumps(EXAMPLES[name])))).encode()
        if dice < 0.1:
            return self.chance.choice(
                [b"", b"{", b"[]", b"\xff\xfe", b"null", b'"a"', b"[" * 3000, b"{}" * 9]
            )
        descriptor = rpc.request_type.DESCRIPTOR if rpc else None
        if descriptor and rpc.body not in ("", "*"):
            descriptor = descriptor.fields_by_name[rpc.body].message_type
        document = self._message(descriptor, 4) if descriptor else {"name": self._text(), "labels": {"a": 1}}
        return json.dumps(document).encode()

    def _mutated(self, document):
        """Change nothing, or one place or two, of a document that would be accepted."""
        for _ in range(self.chance.choice([0, 1, 1, 2])):
            place = document
            while True:
                keys = list(place) if isinstance(place, dict) else range(len(place))
                key = self.chance.choice(list(keys) or [None])
                if key is None:
                    break
                if isinstance(place[key], dict | list) and place[key] and self.chance.random() < 0.8:
                    place = place[key]
                    continue
                place[key] = self.chance.choice([*TEXTS, *NUMBERS, *ODD])
                break
        return document

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


def named(reply):
    """Return the name of the resource that a reply is about, empty for none."""
    document = reply.json() if reply.headers.get("content-type", "").startswith("application/json") else {}
    name = str(document.get("name", ""))
    return name.partition("/operations/")[0] if name.startswith("projects/") else ""


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
            if reply.status_code == 200 and verb == "POST":
                fuzzer.learn(named(reply))
            if not is_fine(verb, reply):
                wrong.append((*sent, reply.status_code, reply.text[:300]))
        assert session.get(f"{cloud.url}/v1/{PARENT}/endpoints", timeout=PATIENCE).status_code == 200
    assert wrong == []
