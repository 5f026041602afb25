"""The list of Google's methods: whole, true of the running local cloud, and printed in the docs."""

import json
import re
from pathlib import Path

import googleapiclient
import pytest

from services.local_cloud.methods import all_methods, method_of, table
from services.settings import ROOT

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"


def example(method):
    """Return a path that a method's pattern matches."""
    path = re.sub(r"\{[^}=]+=([^}]+)\}", r"\1", method.path)
    return re.sub(r"\{[^}]+\}", "xxx", path).replace("**", "x/y").replace("*", "x")


def test_the_page_in_the_docs_is_the_table():
    stored = (ROOT / "docs" / "rpcs.md").read_text("utf-8")
    assert stored == table(), "run: python -m services.local_cloud rpcs > docs/rpcs.md"


def test_each_method_is_found_by_its_own_path():
    methods = all_methods()
    assert len({each.name for each in methods}) > 450
    assert [each for each in methods if method_of(each.verb, example(each)).name != each.name] == []


def test_every_rpc_in_the_source_of_googles_client_is_listed():
    import google.cloud.aiplatform_v1

    listed = {each.name for each in all_methods()}
    shared = {each.name.partition(".")[2] for each in all_methods() if each.is_mixed_in}
    folder = Path(google.cloud.aiplatform_v1.__file__).parent / "services"
    files = list(folder.glob("*/transports/rest_base.py"))
    for source in (file.read_text("utf-8") for file in files):
        service = re.search(r"class _Base(\w+)RestTransport", source)[1]
        for method, block in re.findall(r"class _Base(\w+):(.*?)(?=\n    class |\Z)", source, re.DOTALL):
            assert '"uri"' not in block or method in shared or f"{service}.{method}" in listed
    assert len(files) > 30


def path_of(document, method):
    if "mediaUpload" in method:
        return method["mediaUpload"]["protocols"]["simple"]["path"]
    return f"/{document['servicePath']}{method.get('flatPath', method['path'])}"


@pytest.mark.parametrize("api", ["storage.v1", "logging.v2"])
def test_every_method_of_the_discovery_document_is_listed_with_its_form(api):
    def methods_of(part):
        yield from part.get("methods", {}).values()
        for each in part.get("resources", {}).values():
            yield from methods_of(each)

    document = json.loads((DOCUMENTS / f"{api}.json").read_text("utf-8"))
    listed = {each.name: (each.verb, each.path) for each in all_methods()}
    of_others = re.compile(r"logging\.(?!entries\.|projects\.|monitored)")
    forms = {
        each["id"]: (each["httpMethod"], path_of(document, each))
        for each in methods_of(document)
        if not of_others.match(each["id"])
    }
    assert len(forms) > 60
    assert {name: listed.get(name) for name in forms} == forms


def test_what_is_not_served_says_so_in_googles_shape_and_what_is_served_does_not(call):
    wrong = []
    for method in all_methods():
        # What is served refuses the parameter or the missing body, and changes nothing.
        reply = call(method.verb, f"{example(method)}?nonsense=1", data=b"")
        refused = reply.status_code == 501 and reply.headers["content-type"].startswith("application/json")
        if refused == method.served:
            wrong.append((method.name, method.path, reply.status_code))
        elif refused:
            error = reply.json()["error"]
            shape = {"code", "message", "errors" if method.service == "storage" else "status"}
            if set(error) != shape or error["code"] != 501 or f"{method.name} (" not in error["message"]:
                wrong.append((method.name, error))
            if method.service != "storage" and error["status"] != "UNIMPLEMENTED":
                wrong.append((method.name, error["status"]))
    assert wrong == []
