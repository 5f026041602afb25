"""Filters, orders and pages of lists, on stored resources."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel import listing
from services.local_cloud.vertex.kernel.messages import CustomJob, set_enum
from services.local_cloud.vertex.kernel.resources import Resources

COLLECTION = "projects/p/locations/l/customJobs"
NAMES = ["delta", "alpha", "charlie", "bravo", "alpha"]


@dataclass(frozen=True)
class Request:
    filter: str = ""
    page_size: int = 0
    page_token: str = ""


@pytest.fixture
def resources(database, clock):
    resources = Resources(database, clock)
    for number, name in enumerate(NAMES):
        job = CustomJob(display_name=name)
        job.labels["number"] = str(number)
        if number % 2:
            job.labels["odd"] = ""
        set_enum(job, "state", "JOB_STATE_FAILED" if number == 0 else "JOB_STATE_SUCCEEDED")
        resources.add(f"{COLLECTION}/{number}", job)
        clock.move(timedelta(minutes=1))
    return resources


def numbers(resources, order_by="", **request):
    page = listing.page(
        Request(**request), "customJobs", lambda after: resources.in_collection(COLLECTION, after), order_by
    )
    return [int(job.labels["number"]) for job in page.entries], page.next_token


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [4, 3, 2, 1, 0]),
        ('display_name="alpha"', [4, 1]),
        ('display_name!="alpha"', [3, 2, 0]),
        ('display_name="*l*"', [4, 2, 1, 0]),
        ("labels.number=2", [2]),
        ("labels.odd:*", [3, 1]),
        ("labels:odd", [3, 1]),
        ("NOT labels:odd", [4, 2, 0]),
        ("labels.missing!=x", [4, 3, 2, 1, 0]),
        ('state="JOB_STATE_FAILED"', [0]),
        ("state!=JOB_STATE_FAILED AND labels.odd:*", [3, 1]),
        ('create_time>="2026-11-01T12:03:00Z"', [4, 3]),
        ('create_time<"2026-11-01T21:01:00+09:00"', [0]),
        ('display_name="bravo" OR labels.number=0', [3, 0]),
    ],
)
def test_a_filter_leaves_what_it_describes(resources, text, expected):
    assert numbers(resources, filter=text) == (expected, "")


@pytest.mark.parametrize(
    "text",
    [
        "name=x",
        "displayname=x",
        "state=FAILED",
        "create_time>1",
        "display_name>x",
        "display_name.x=y",
        "labels=x",
        "x",
    ],
)
def test_a_filter_that_google_does_not_know_is_refused(resources, text):
    with pytest.raises(ApiError):
        numbers(resources, filter=text)


def test_a_wrong_field_is_refused_even_where_no_entry_is_compared(resources):
    with pytest.raises(ApiError, match='"nonsense" is not supported'):
        numbers(resources, filter="display_name=nobody AND nonsense=1")


@pytest.mark.parametrize(
    ("order_by", "expected"),
    [
        ("create_time desc", [4, 3, 2, 1, 0]),
        ("create_time", [0, 1, 2, 3, 4]),
        ("create_time asc", [0, 1, 2, 3, 4]),
        ("display_name, create_time desc", [4, 1, 3, 2, 0]),
        ("display_name desc,create_time", [0, 2, 3, 1, 4]),
    ],
)
def test_a_list_comes_in_the_order_asked_for(resources, order_by, expected):
    assert numbers(resources, order_by) == (expected, "")


@pytest.mark.parametrize("order_by", ["labels", "create_time up", ",", "state"])
def test_an_order_that_google_does_not_know_is_refused(resources, order_by):
    with pytest.raises(ApiError, match="Invalid order_by"):
        numbers(resources, order_by)


@pytest.mark.parametrize("order_by", ["", "create_time", "display_name desc"])
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_pages_put_together_are_the_whole_list(resources, order_by, size):
    whole, _token = numbers(resources, order_by)
    found, token = numbers(resources, order_by, page_size=size)
    while token:
        part, token = numbers(resources, order_by, page_size=size, page_token=token)
        found += part
    assert found == whole


@pytest.mark.parametrize("order_by", ["", "create_time"])
def test_what_is_removed_between_two_pages_moves_nothing_else(resources, order_by):
    whole, _token = numbers(resources, order_by)
    first, token = numbers(resources, order_by, page_size=2)
    resources.remove(f"{COLLECTION}/{first[-1]}")
    assert numbers(resources, order_by, page_token=token)[0] == whole[2:]


def test_a_token_of_another_list_is_refused(resources):
    _found, token = numbers(resources, page_size=2)
    with pytest.raises(ApiError, match="another filter"):
        numbers(resources, filter="labels:odd", page_token=token)
    with pytest.raises(ApiError, match="Invalid page token"):
        numbers(resources, page_token="nonsense")


def test_a_negative_page_size_is_refused(resources):
    with pytest.raises(ApiError):
        numbers(resources, page_size=-1)


def test_a_read_mask_leaves_the_fields_it_names():
    job = CustomJob(display_name="a", name="n")
    assert listing.masked(job, FieldMask(paths=["display_name"])) == CustomJob(display_name="a")
    assert listing.masked(job, FieldMask()) == job
    with pytest.raises(ApiError, match="Invalid read mask"):
        listing.masked(job, FieldMask(paths=["nonsense"]))
