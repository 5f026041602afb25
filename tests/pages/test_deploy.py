"""The deploy page: a model goes online and offline, and nothing is lost by one press."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.settings import Target
from services.vertex import endpoints
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run

Open = Callable[..., AppTest]


def button(app: AppTest, key: str) -> Any:
    return next(each for each in app.button if key in (each.key, each.label))


@pytest.mark.usefixtures("empty_project")
def test_without_a_model_the_page_leads_to_training(open_page: Open) -> None:
    app = open_page("deploy.py")
    assert any("starts from a model" in each.value for each in app.subheader)


def test_a_model_goes_online_and_is_taken_offline_only_after_a_question(
    here: Target, text_run: Run, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    model_id = text_run.model_id
    app = open_page("deploy.py", model=model_id)
    app.text_input[0].set_value("Made on the page")
    button(app, "Put it online (deploy)").click().run()
    run_until(app, lambda _app: made(here) and made(here).is_live)
    endpoint = made(here)
    assert app.query_params["endpoint"] == endpoint.id
    key = f"undeploy_{endpoint.id}_{endpoint.deployed[0].id}"
    run_until(app, lambda app: any("Live" in each.value for each in app.markdown))
    button(app, key).click().run()
    assert any("answers no predictions" in each.value for each in app.markdown)
    assert any(each.key == f"{key}_confirm" for each in app.button)
    assert made(here).is_live
    button(app, f"{key}_confirm").click()
    app.switch_page("data.py").run()
    run_until(app, lambda _app: not made(here).is_live)
    app.switch_page("deploy.py").run()
    run_until(app, lambda app: any(each.key == f"delete_{endpoint.id}" for each in app.button))
    endpoints.delete(here, endpoint)


def made(here: Target) -> Endpoint | None:
    return next((each for each in endpoints.listing(here) if each.display_name == "Made on the page"), None)


@pytest.mark.usefixtures("no_local_cloud")
def test_without_its_cloud_the_page_says_what_to_do(open_page: Open) -> None:
    app = open_page("deploy.py")
    assert any("isn't running yet" in each.value for each in app.error)


def test_an_endpoint_that_could_not_be_made_is_told_and_its_name_stays(
    here: Target, text_run: Run, faults: Any, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    app = open_page("deploy.py", model=text_run.model_id)
    app.text_input[0].set_value("Never made")
    faults.plan("EndpointService.CreateEndpoint", "return-429", "return-429")
    button(app, "Put it online (deploy)").click().run()
    run_until(app, lambda app: any("Creating the endpoint failed" in each.value for each in app.error))
    assert "higher quota" in app.error[0].value
    assert app.text_input[0].value == "Never made"
    assert faults.pending("EndpointService.CreateEndpoint") == 1
    assert "Never made" not in {each.display_name for each in endpoints.listing(here)}
