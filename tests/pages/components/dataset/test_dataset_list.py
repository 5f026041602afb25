"""The list of datasets: versions have titles, a search, a new name, and a question before they go."""

import json
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.messages.comparison import status_text
from services.vertex import datasets
from services.vertex.datasets import Dataset
from tests.pages.screen import keys
from tests.pages.tabs import open_tab

Open = Callable[..., AppTest]
ROWS = b"age,plan\r\n" + b"".join(b"%d,%s\r\n" % (20 + n % 40, b"ab"[n % 2 : n % 2 + 1]) for n in range(200))


@pytest.fixture
def two(here: Target) -> Iterator[tuple[Dataset, Dataset]]:
    """Two versions of one dataset; in the later the ages are higher and a column is new."""
    later = b"age,plan,extra\r\n" + b"".join(b"%d,a,%d\r\n" % (50 + n % 40, n % 3) for n in range(200))
    made = [
        datasets.create(here, "People", dataset_files.files(read_csv(data)), "mina@example.com")
        for data in (ROWS, later)
    ]
    yield made[0], made[1]
    for dataset in made:
        if dataset.name in {listed.name for listed in datasets.list_datasets(here)}:
            datasets.delete(here, dataset)


def test_versions_are_titled_listed_and_searched(open_page: Open, two: tuple[Dataset, Dataset]) -> None:
    app = open_page("data.py", dataset=two[1].id)
    titles = app.selectbox(key="dataset_choice").options
    assert [title for title in titles if "People" in title] == [
        f"People · 200 rows · version {n} · just now" for n in (2, 1)
    ]
    app.text_input(key="dataset_search").set_value("people MINA").run()
    (listed,) = [frame.value for frame in app.get_by_key("all_datasets").dataframe]
    assert list(listed["version"]) == [2, 1]
    assert set(listed["by"]) == {"mina@example.com"}
    app.text_input(key="dataset_search").set_value("nobody at all").run()
    assert "nobody at all" in app.get_by_key("no_dataset_matches").caption[0].value


def test_the_time_of_storing_is_a_moment_in_the_readers_time_zone(
    open_page: Open, two: tuple[Dataset, Dataset]
) -> None:
    app = open_page("data.py", dataset=two[1].id)
    app.context["timezone"] = "Asia/Seoul"
    app.run()
    (frame,) = app.get_by_key("all_datasets").dataframe
    stored = json.loads(frame.proto.columns)["stored"]["type_config"]
    assert (stored["format"], stored["timezone"]) == (formats.COLUMN_PATTERN, "Asia/Seoul")
    assert set(frame.value["stored"]) >= {two[0].created, two[1].created}


def test_a_version_is_compared_with_the_one_before_worst_first(
    open_page: Open, two: tuple[Dataset, Dataset]
) -> None:
    app = open_tab(open_page("data.py", dataset=two[1].id), "Compare")
    (changes,) = [each.value for each in app.dataframe if "status" in each.value]
    assert changes["name"].iloc[0] == "extra"
    assert dict(zip(changes["name"], changes["status"], strict=True)) == {
        "extra": status_text("added"),
        "age": status_text("drifted"),
        "plan": status_text("drifted"),
    }
    assert any(metric.label == status_text("drifted") and metric.value == "2" for metric in app.metric)


def test_all_versions_are_renamed(
    here: Target, open_page: Open, run_until: Callable[..., AppTest], two: tuple[Dataset, Dataset]
) -> None:
    app = open_page("data.py", dataset=two[1].id)
    app.text_input(key=f"new_name_{two[1].id}").set_value("Persons")
    app.button(key=f"rename_submit_{two[1].id}").click().run()
    run_until(
        app, lambda app: any("Persons" in title for title in app.selectbox(key="dataset_choice").options)
    )
    assert {datasets.get(here, dataset.id).display_name for dataset in two} == {"Persons"}


def test_what_depends_on_a_dataset_is_named_before_it_goes(
    open_page: Open, two: tuple[Dataset, Dataset]
) -> None:
    app = open_page("data.py", dataset=two[0].id)
    app.button(key="delete").click().run()
    (later,) = app.get_by_key("dependents").markdown
    assert later.value.endswith(f"\n\n- {_('version {n}', n=2)}")
    assert app.button(key="delete_confirm")


def test_where_nothing_depends_on_a_dataset_the_question_says_so_and_it_goes(
    here: Target, open_page: Open, run_until: Callable[..., AppTest], two: tuple[Dataset, Dataset]
) -> None:
    app = open_page("data.py", dataset=two[1].id)
    app.button(key="delete").click().run()
    assert "- " not in app.get_by_key("dependents").markdown[0].value
    assert app.button(key="delete_confirm").disabled
    app.text_input(key="delete_name").set_value("People").run()
    app.button(key="delete_confirm").click().run()
    run_until(app, lambda app: any("“People”" in toast.value for toast in app.toast))
    assert two[1].id not in {dataset.id for dataset in datasets.list_datasets(here)}
    assert "dataset_missing" not in keys(app)


def test_a_new_name_can_be_taken_back(
    here: Target, open_page: Open, run_until: Callable[..., AppTest], two: tuple[Dataset, Dataset]
) -> None:
    app = open_page("data.py", dataset=two[1].id)
    assert "renamed" not in keys(app)
    app.text_input(key=f"new_name_{two[1].id}").set_value("Folk")
    app.button(key=f"rename_submit_{two[1].id}").click().run()
    run_until(app, lambda app: "undo_rename" in keys(app))
    assert "People" in app.get_by_key("renamed").caption[0].value
    app.button(key="undo_rename").click().run()
    run_until(app, lambda app: "renamed" not in keys(app) and app.toast)
    assert {datasets.get(here, dataset.id).display_name for dataset in two} == {"People"}
