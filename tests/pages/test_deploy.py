"""The deploy page: a model is deployed and undeployed, and only after a second press."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services import cache, settings
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.serving import endpoint_deleted, model_deleted, undeploy_effect
from services.vertex import endpoints
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run
from services.workflows import deletion
from services.workflows.deletion import Deleted
from tests.pages.screen import keys, url

Open = Callable[..., AppTest]
NAME = "Made on the page"


@pytest.mark.usefixtures("empty_project")
def test_without_a_model_the_page_leads_to_training(open_page: Open) -> None:
    assert "no_models" in keys(open_page("deploy.py"))


def test_a_model_is_deployed_and_undeployed_only_after_a_question(
    here: Target, text_run: Run, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    model_id = text_run.model_id
    app = open_page("deploy.py", model=model_id)
    app.text_input(key=f"endpoint_name_{model_id}").set_value(NAME)
    app.button(key="deploy").click().run()
    assert app.button(key="deploy").disabled
    run_until(app, lambda _app: made(here) and made(here).is_live)
    endpoint = made(here)
    assert url(app)["endpoint"] == endpoint.id
    (deployed,) = endpoint.deployed
    key = f"undeploy_{endpoint.id}_{deployed.id}"
    run_until(app, lambda app: f"live_{endpoint.id}" in keys(app))
    app.button(key=key).click().run()
    assert escape(undeploy_effect(endpoint, deployed.id)) in [text.value for text in app.markdown]
    assert f"{key}_confirm" in keys(app)
    assert made(here).is_live
    app.button(key=f"{key}_confirm").click()
    app.switch_page("data.py").run()
    run_until(app, lambda _app: not made(here).is_live)
    app.switch_page("deploy.py").run()
    run_until(app, lambda app: f"delete_{endpoint.id}" in keys(app))
    app.button(key=f"delete_{endpoint.id}").click().run()
    app.text_input(key=f"delete_{endpoint.id}_name").set_value(NAME).run()
    app.button(key=f"delete_{endpoint.id}_confirm").click().run()
    run_until(app, lambda app: says(app, endpoint_deleted(endpoint)))
    assert made(here) is None
    assert url(app).get("endpoint") != endpoint.id


def made(here: Target) -> Endpoint | None:
    all_made = [endpoint for endpoint in endpoints.list_endpoints(here) if endpoint.display_name == NAME]
    assert len(all_made) <= 1
    return all_made[0] if all_made else None


def says(app: AppTest, text: str) -> bool:
    return escape(text) in [toast.value for toast in app.toast]


def test_a_model_on_a_live_endpoint_gets_the_share_that_the_table_shows(
    text_run: Run,
    live_endpoint: Endpoint,
    open_page: Open,
    run_until: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shares: list[int] = []
    monkeypatch.setattr(
        cache,
        "deploy",
        lambda _target, _endpoint, deployment, *_more: shares.append(deployment.traffic),
    )
    app = open_page("deploy.py", model=text_run.model_id)
    app.selectbox(key="deploy_to").set_value(live_endpoint.id).run()
    (table,) = app.get_by_key(f"traffic_shares_{live_endpoint.id}").table
    assert [tuple(row)[2:] for row in table.value.itertuples(index=False)] == [("0%", "10%"), ("100%", "90%")]
    app.button(key="deploy").click().run()
    run_until(app, lambda _app: bool(shares))
    assert shares == [10]


def test_a_model_that_is_online_cannot_be_deleted_and_leads_to_its_endpoint(
    text_run: Run, live_endpoint: Endpoint, open_page: Open
) -> None:
    app = open_page("deploy.py", model=text_run.model_id)
    app.button(key="delete_model").click().run()
    assert "delete_model_confirm" not in keys(app)
    app.button(key=f"go_to_{live_endpoint.id}").click().run()
    assert not app.exception
    assert url(app)["endpoint"] == live_endpoint.id


def test_a_deleted_model_is_named_with_what_remains(
    text_run: Run, open_page: Open, run_until: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The model is the session's own, so it stays; no endpoint that serves it is listed.
    monkeypatch.setattr(cache, "endpoints", lambda _target: ())
    monkeypatch.setattr(cache, "delete_model", lambda _target, model, _by: Deleted(model))
    app = open_page("deploy.py", model=text_run.model_id)
    (model,) = (model for model in cache.models(settings.target()) if model.id == text_run.model_id)
    app.button(key="delete_model").click().run()
    app.text_input(key="delete_model_name").set_value(model.display_name).run()
    app.button(key="delete_model_confirm").click().run()
    run_until(app, lambda app: says(app, model_deleted(model)))


def test_a_link_to_a_deleted_endpoint_names_who_deleted_it(
    here: Target, text_run: Run, open_page: Open
) -> None:
    created = endpoints.create(here, "Deleted by another")
    deletion.delete_endpoint(here, created, "mina@example.com")
    app = open_page("deploy.py", model=text_run.model_id, endpoint=created.id)
    (warning,) = app.get_by_key("endpoint_missing").warning
    assert escape("mina@example.com") in warning.value
    assert "Deleted by another" in warning.value


@pytest.mark.usefixtures("no_local_cloud")
def test_without_its_cloud_the_page_says_what_to_do(open_page: Open) -> None:
    assert "page_local_cloud_not_ready" in keys(open_page("deploy.py"))


def test_an_endpoint_that_could_not_be_created_is_an_error_and_its_name_stays(
    here: Target, text_run: Run, faults: Any, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    app = open_page("deploy.py", model=text_run.model_id)
    name = f"endpoint_name_{text_run.model_id}"
    app.text_input(key=name).set_value("Never made")
    faults.plan("EndpointService.CreateEndpoint", "return-429", "return-429")
    app.button(key="deploy").click().run()
    run_until(app, lambda app: "deploy_endpoint_not_created" in keys(app))
    assert app.text_input(key=name).value == "Never made"
    assert faults.pending("EndpointService.CreateEndpoint") == 1
    assert "Never made" not in {endpoint.display_name for endpoint in endpoints.list_endpoints(here)}


def test_an_endpoint_without_a_name_gets_the_models(
    text_run: Run, open_page: Open, run_until: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    monkeypatch.setattr(cache, "create_and_deploy", lambda _target, name, *_more: names.append(name))
    app = open_page("deploy.py", model=text_run.model_id)
    field = app.text_input(key=f"endpoint_name_{text_run.model_id}")
    proposal = field.value
    field.set_value(" ")
    app.button(key="deploy").click().run()
    run_until(app, lambda _app: bool(names))
    assert names == [proposal]
