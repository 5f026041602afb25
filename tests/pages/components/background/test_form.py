"""Work belongs to the page that submitted it, whichever page is open when it ends."""

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.errors import LaunchpadError
from services.ingest import dataset_files
from services.runtime.background import Background, Stage
from services.settings import Target
from services.text.messages.errors import error_text
from services.text.messages.stages import stage_text
from services.vertex import datasets
from services.vertex.datasets import Dataset

Open = Callable[..., AppTest]


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    """A dataset that only the test knows."""
    rows = "".join(f"{n % 7}.5,{'ab'[n % 3 == 0]}\r\n" for n in range(60))
    content = f"x,label of the form\r\n{rows}".encode()
    stored = datasets.create(here, "To submit", dataset_files.files(read_csv(content)))
    yield stored
    if stored.name in {dataset.name for dataset in datasets.list_datasets(here)}:
        datasets.delete(here, stored)


def page() -> None:
    import streamlit as st

    from components.background import form
    from components.background.form import Form

    greet = Form[str]("greet", "waiting", timeout=30)
    form.enter_page(st.session_state.get("address", "a"))
    st.button("Greet", key="greet", on_click=lambda: greet.submit(str.upper, "hello"))
    st.session_state["answer"] = greet.result()


def test_a_result_is_returned_once_and_to_its_page_alone() -> None:
    app = AppTest.from_function(page).run()
    assert app.session_state["answer"] is None
    app.button(key="greet").click()
    app.session_state["address"] = "b"
    assert app.run().session_state["answer"] is None
    app.session_state["address"] = "a"
    assert app.run().session_state["answer"] == "HELLO"
    assert app.run().session_state["answer"] is None


def slow() -> None:
    import streamlit as st

    from components.background.form import Form

    slow = Form[bool]("slow", "launching_run", lane=st.session_state["lane"])
    st.button("Slow", key="slow", on_click=lambda: slow.submit(st.session_state["gate"].wait, 10))
    slow.result()


def test_a_press_is_queued_behind_others_and_says_so_and_that_it_takes_long() -> None:
    gate, now = Event(), [0.0]
    lane = Background(workers=1, clock=lambda: now[0])
    lane.start("other", gate.wait, 10)
    app = AppTest.from_function(slow)
    app.session_state["lane"], app.session_state["gate"] = lane, gate
    app.run().button(key="slow").click().run()
    assert [status.label for status in app.status] == [stage_text(Stage("queued"))]
    assert not app.caption
    now[0] = 11.0
    assert app.run().caption
    gate.set()


def test_an_error_is_shown_until_it_is_dismissed() -> None:
    app = AppTest.from_function(failing).run()
    app.button(key="fail").click().run()
    assert str(error_text(LaunchpadError("unexpected")).message) in app.error[0].value
    assert app.run().error
    assert not app.button(key="fail_dismiss").click().run().error


def test_a_failure_is_shown_after_a_reload_until_somebody_dismisses_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("components.shared.user.email", lambda: "mina@example.com")
    before = AppTest.from_function(failing).run()
    before.button(key="fail").click().run()
    after = AppTest.from_function(failing).run()
    assert after.error[0].value == before.error[0].value
    assert after.caption
    after.button(key="fail_dismiss").click().run()
    assert not after.error
    assert not before.run().error
    assert not AppTest.from_function(failing).run().error


def test_a_failure_is_shown_to_its_owner_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.shared.user.email", lambda: "mina@example.com")
    AppTest.from_function(failing).run().button(key="fail").click().run()
    monkeypatch.setattr("components.shared.user.email", lambda: "ann@example.com")
    assert not AppTest.from_function(failing).run().error


def failing() -> None:
    from typing import Any

    import streamlit as st

    from components.background.form import Form
    from services.errors import LaunchpadError

    def fail() -> Any:
        raise LaunchpadError("unexpected")

    form = Form[Any]("fail", "waiting", timeout=30)
    st.button("Fail", key="fail", on_click=lambda: form.submit(fail))
    form.result()


@pytest.mark.usefixtures("text_dataset")
def test_an_error_waits_for_its_page_while_another_one_is_open(
    dataset: Dataset, faults: Any, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    app = open_page("data.py", dataset=dataset.id)
    app.button(key="delete").click().run()
    app.text_input(key="delete_name").set_value(dataset.display_name).run()
    faults.plan("DatasetService.DeleteDataset", "return-503", "return-503")
    app.button(key="delete_confirm").click()
    app.switch_page("train.py").run()
    run_until(app, lambda _app: faults.pending("DatasetService.DeleteDataset") == 1)
    for _run in range(3):
        assert not app.run().error
    app.switch_page("data.py").run()
    run_until(app, lambda app: app.error)


def flaky(code: str) -> None:
    import streamlit as st

    from components.background.form import Form
    from services.errors import Unavailable

    form = Form[str]("flaky", "waiting", timeout=30)
    calls = st.session_state.setdefault("calls", [])

    def work(answer: str) -> str:
        calls.append(answer)
        if len(calls) == 1:
            raise Unavailable(code, name="it", cause="no_answer", detail="")
        return answer

    st.button("Do it", key="do", on_click=lambda: form.submit(work, "done"))
    st.session_state["answer"] = form.result()


def test_failed_work_is_submitted_again_on_a_press() -> None:
    app = AppTest.from_function(flaky, kwargs={"code": "dataset_not_deleted"}).run()
    app.button(key="do").click().run()
    app.button(key="flaky_dataset_not_deleted_retry").click().run()
    assert app.session_state["answer"] == "done"
    assert app.session_state["calls"] == ["done", "done"]
    assert not app.error


def creating() -> None:
    import streamlit as st

    from components.background.form import Form
    from services.errors import Unavailable

    form = Form[str]("make", "waiting", timeout=30, creates=True)
    nonces = st.session_state.setdefault("nonces", [])

    def make(nonce: str) -> str:
        nonces.append(nonce)
        if len(nonces) == 1:
            raise Unavailable("run_not_launched", name="it", cause="no_answer", detail="")
        return nonce

    if st.button("Make", key="make"):
        form.submit(make, form.nonce)
    st.session_state["answer"] = form.result()
    st.session_state["rests"] = form.is_running()


def test_work_that_failed_is_done_again_under_its_nonce_and_a_press_after_that_is_of_the_same_click() -> None:
    app = AppTest.from_function(creating).run()
    app.button(key="make").click().run()
    app.button(key="make_run_not_launched_retry").click().run()
    first, second = app.session_state["nonces"]
    assert first == second == app.session_state["answer"]
    for _press in range(3):
        app.button(key="make").click().run()
        assert app.session_state["rests"]
    assert len(app.session_state["nonces"]) == 2


def changing() -> None:
    from datetime import UTC, datetime

    import streamlit as st

    from components.background.form import Form
    from services.errors import Conflict
    from services.vertex.endpoints import DeployedModel, Endpoint

    def endpoint(share: int) -> Endpoint:
        model = DeployedModel("1", "m", "1", "Trees", "n1-standard-2", share, None)
        return Endpoint("e", "Sorter", datetime(2026, 1, 1, tzinfo=UTC), (model,))

    def change(seen: Endpoint, share: int) -> tuple[int, int]:
        if seen != endpoint(80):
            raise Conflict("endpoint_changed_meanwhile", seen=seen, present=endpoint(80))
        return seen.deployed[0].traffic, share

    form = Form[tuple[int, int]]("change", "waiting", timeout=30)
    st.button("Change", key="change", on_click=lambda: form.submit(change, endpoint(50), 30))
    st.session_state["answer"] = form.result()


def test_a_change_that_came_second_is_applied_to_what_is_there_by_one_press() -> None:
    app = AppTest.from_function(changing).run()
    app.button(key="change").click().run()
    assert "80% instead of 50%" in app.error[0].value
    app.button(key="change_endpoint_changed_meanwhile_apply_again").click().run()
    assert app.session_state["answer"] == (80, 30)
    assert not app.error


def several() -> None:
    import streamlit as st

    from components.background.form import Form

    stop = Form[str]("stop", "waiting", timeout=30)
    for name in ("a", "b"):
        st.button(name, key=name, on_click=lambda name=name: stop.about(name).submit(str.upper, name))
    st.session_state["answers"] = stop.results()


def test_each_thing_has_a_result_of_its_own() -> None:
    app = AppTest.from_function(several).run()
    app.button(key="a").click()
    app.button(key="b").click().run()
    assert app.session_state["answers"] == ("A", "B")
    assert app.run().session_state["answers"] == ()
