"""The data page: a CSV comes in, is understood, and is there for everyone."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.upload import dialect_form
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.errors import InvalidInput, LaunchpadError, NotFound
from services.ingest import dataset_files
from services.ingest.uploads import uploads
from services.routes import download_links
from services.routes import downloads as download_route
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.errors import error_text
from services.text.messages.reading import delimiter_text
from services.vertex import datasets, objects
from services.vertex.datasets import Dataset
from tests.pages.screen import keys, url
from tests.pages.tabs import open_tab

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def tumours() -> bytes:
    """A table that nobody else stores: of two with the same content the second isn't registered."""
    _name, content = samples.load("breast_cancer")
    return b"".join(content.splitlines(keepends=True)[:-1])


def name_field(app: AppTest) -> Any:
    return next(field for field in app.text_input if (field.key or "").startswith("store_name_"))


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label == label)


@pytest.mark.usefixtures("empty_project")
def test_an_empty_project_is_told_what_to_do(open_page: Open) -> None:
    app = open_page("data.py")
    assert app.get_by_key("no_datasets").caption
    assert "dataset_missing" not in keys(app)


@pytest.mark.usefixtures("empty_project")
def test_a_link_to_the_last_dataset_says_that_it_is_gone(open_page: Open) -> None:
    app = open_page("data.py", dataset="123")
    assert app.get_by_key("dataset_missing").warning
    assert app.get_by_key("no_datasets").caption


def test_an_uploaded_table_is_shown_stored_and_listed(
    here: Target, tumours: bytes, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    app = open_page("data.py")
    app.file_uploader[0].upload("../../tumours.csv", tumours).run()
    assert any("568 rows" in each.value and "31 columns" in each.value for each in app.markdown)
    assert name_field(app).value == "tumours"
    app.button(key="store_table").click().run()
    run_until(
        app, lambda app: any("tumours · 568 rows" in each for box in app.selectbox for each in box.options)
    )
    (stored,) = [each for each in datasets.list_datasets(here) if each.display_name == "tumours"]
    run_until(app, lambda app: url(app)["dataset"] == stored.id)
    assert [metric.value for metric in app.metric][:2] == ["568", "31"]
    assert objects.read(here, stored.uri) == tumours
    datasets.delete(here, stored)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", InvalidInput("file_empty")),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), InvalidInput("another_format", format="image")),
        (b"PK\x03\x04" + bytes(100), InvalidInput("archive_broken", packing="zip")),
    ],
    ids=["empty", "image", "archive"],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence_and_the_rest_stays(
    text_dataset: Dataset, open_page: Open, content: bytes, error: InvalidInput
) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    app.file_uploader[0].upload("x.csv", content).run()
    assert len(app.error) == 1
    assert escape(error_text(error).message) in app.error[0].value
    assert [metric.value for metric in app.metric][:2] == ["320", "2"]


@pytest.mark.usefixtures("text_dataset")
def test_a_link_to_a_dataset_that_is_gone_says_so(open_page: Open) -> None:
    app = open_page("data.py", dataset="404404")
    assert any("404404" in each.value for each in app.warning)


@pytest.mark.usefixtures("no_local_cloud")
def test_without_its_cloud_the_page_says_what_to_do(open_page: Open) -> None:
    app = open_page("data.py")
    assert "page_local_cloud_not_ready" in keys(app)


def test_a_table_that_could_not_be_stored_is_still_there_to_be_stored_again(
    here: Target, tumours: bytes, faults: Any, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    app = open_page("data.py")
    app.file_uploader[0].upload("patients.csv", tumours).run()
    name_field(app).set_value("Patients of today")
    faults.plan("DatasetService.CreateDataset", "return-503")
    app.button(key="store_table").click().run()
    run_until(app, lambda app: "store_dataset_not_created" in keys(app))
    assert name_field(app).value == "Patients of today"

    def stored() -> list[Dataset]:
        return [each for each in datasets.list_datasets(here) if each.display_name == "Patients of today"]

    assert stored() == []
    button(app, "Dismiss").click().run()
    app.button(key="store_table").click().run()
    run_until(app, lambda _app: stored())
    (again,) = stored()
    datasets.delete(here, again)


def test_a_table_that_is_stored_under_another_name_is_named_and_opened(
    text_dataset: Dataset, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    _name, content = samples.load("support_messages")
    app = open_page("data.py")
    app.file_uploader[0].upload("mine.csv", content).run()
    assert any(f"“{text_dataset.display_name}”" in info.value for info in app.info)
    assert not any((field.key or "").startswith("store_name_") for field in app.text_input)
    app.button(key="store_table").click().run()
    run_until(app, lambda app: url(app)["dataset"] == text_dataset.id)


def test_an_object_of_a_bucket_is_read_shown_and_stored_with_where_it_came_from(
    here: Target, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    for number in (1, 2):
        text = f"name;price\r\nä{number};{number},5\r\nb;{number},25\r\n"
        objects.write(here, here.uri(f"tests/pages/part-{number}.csv"), text.encode(), "text/csv")
    app = open_page("data.py")
    app.text_input(key="source_address").set_value(here.uri("tests/pages/part-*.csv"))
    app.button(key="source_read").click().run()
    run_until(app, lambda app: any("4 rows" in each.value for each in app.markdown))
    assert any(delimiter_text(";") in text.value for text in app.markdown)
    app.button(key="store_table").click().run()
    run_until(app, lambda app: "source" not in app.query_params)
    (stored,) = [each for each in datasets.list_datasets(here) if each.display_name == "part"]
    assert objects.read(here, stored.uri) == (
        'name,price\r\nä1,"1,5"\r\nb,"1,25"\r\nä2,"2,5"\r\nb,"2,25"\r\n'.encode()
    )
    assert json.loads(objects.read(here, f"{stored.folder}/reading.json"))["source"].endswith("part-*.csv")
    datasets.delete(here, stored)


def test_an_upload_that_arrived_is_stored_with_its_raw_bytes_and_leaves_nothing_behind(
    here: Target, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    content = gzip.compress(b"city,count\r\nSeoul,1\r\nBusan,2\r\n")
    token = uploads.begin(here, "cities.csv.gz", len(content))
    address = uploads.receive(token, 0, content).address
    app = open_page("data.py", source=address)
    run_until(app, lambda app: any("2 rows" in each.value for each in app.markdown))
    assert name_field(app).value == "cities"
    app.button(key="store_table").click().run()
    run_until(app, lambda app: "source" not in app.query_params)
    (stored,) = [each for each in datasets.list_datasets(here) if each.display_name == "cities"]
    assert objects.read(here, f"{stored.folder}/raw") == content
    with pytest.raises(NotFound):
        objects.read(here, address)
    datasets.delete(here, stored)


def test_a_file_can_be_read_another_way(open_page: Open, run_until: Callable[..., AppTest]) -> None:
    app = open_page("data.py")
    content = b"a;b,c\r\n1;2,3\r\n4;5,6\r\n"
    app.file_uploader[0].upload("x.csv", content).run()
    box = app.selectbox(key=dialect_form.field_key(f"file_{len(content)}_x.csv", "delimiter"))
    for delimiter, columns in ((",", ["a;b", "c"]), (";", ["a", "b,c"])):
        box.set_value(delimiter).run()
        run_until(app, lambda app, columns=columns: list(app.dataframe[0].value.columns) == columns)


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("https://example.org/x.csv", InvalidInput("source_is_web_address")),
        (
            "gs://launchpad-local/none.csv",
            NotFound("source_not_found", address="gs://launchpad-local/none.csv"),
        ),
    ],
)
def test_an_address_that_cannot_be_read_says_why(
    open_page: Open, address: str, error: LaunchpadError
) -> None:
    app = open_page("data.py", source=address)
    assert escape(error_text(error).message) in app.error[0].value


def test_an_object_that_may_not_be_read_says_which_role_is_missing(
    here: Target, faults: Any, open_page: Open
) -> None:
    objects.write(here, here.uri("tests/pages/closed.csv"), b"a,b\n1,2\n", "text/csv")
    faults.plan("storage.objects.get", "return-403")
    app = open_page("data.py", source=here.uri("tests/pages/closed.csv"))
    assert "Storage Object Viewer" in app.error[0].value
    assert here.bucket in app.error[0].value


def test_what_was_set_aside_of_a_stored_table_can_still_be_downloaded(
    here: Target, text_dataset: Dataset, open_page: Open
) -> None:
    stored = datasets.create(here, "Ragged", dataset_files.files(read_csv(b"a,b\n1,2\n3,4\n5,6,7\n8,9\n")))
    for dataset, offered in ((stored, 1), (text_dataset, 0)):
        links = open_page("data.py", dataset=dataset.id).get("link_button")
        found = [each.proto.url for each in links if each.proto.label == "Rejected rows"]
        assert len(found) == offered
        for address in found:
            download = download_links.verify(address.removeprefix("api/downloads/"))
            assert b"5,6,7" in b"".join(download_route.open_stream(here, download))
    datasets.delete(here, stored)


@pytest.mark.parametrize("name", ["x.json", "x"])
def test_a_table_is_read_whatever_its_file_is_called(
    open_page: Open, run_until: Callable[..., AppTest], name: str
) -> None:
    app = open_page("data.py")
    app.file_uploader[0].upload(name, b"a,b\n1,2\n3,4\n").run()
    run_until(app, lambda app: any("2 rows" in each.value for each in app.markdown))
    assert not app.error


@pytest.mark.parametrize(
    ("tab", "key"),
    [
        ("Correlations", "correlation_"),
        ("Feature-target associations", "association_"),
        ("Columns and split", "find_plan_"),
        ("Preview", "step_rows_"),
        ("scikit-learn code", "code_file"),
    ],
)
def test_what_a_tab_shows_comes_once_it_is_opened(
    text_dataset: Dataset, open_page: Open, tab: str, key: str
) -> None:
    app = open_page("data.py", dataset=text_dataset.id)

    def has(*starts: str) -> bool:
        return any(name.startswith(starts) for name in keys(app))

    assert not has(key)
    assert has("columns_")
    assert has("findings_", "no_findings_")
    open_tab(app, tab)
    assert has(key)
    assert has("columns_")
    assert has("findings_", "no_findings_")


def test_the_first_rows_come_once_their_tab_is_opened(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    before = len(app.dataframe)
    open_tab(app, "First rows")
    assert len(app.dataframe) == before + 1
