"""Models, versions and endpoints are named by what they predict, and no endpoint mixes targets unasked."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.data.models.objective import Objective
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.titles import (
    deployed_title,
    endpoint_mix_text,
    endpoint_title,
    model_title,
    version_title,
)
from services.vertex.endpoints import Endpoint
from services.vertex.models import Model
from services.vertex.training import Run
from tests.pages.screen import keys

Open = Callable[..., AppTest]
LENGTH = Objective("length", "regression", "Elsewhere", 1)


def test_the_choices_name_target_algorithm_and_score(
    here: Target, text_run: Run, live_endpoint: Endpoint, open_page: Open
) -> None:
    app = open_page("deploy.py", model=text_run.model_id)
    versions = cache.model_versions(here, text_run.model_id)
    trained = next(one for one in versions if one.version == text_run.model_version)
    assert trained.score
    (model,) = (model for model in cache.models(here) if model.id == text_run.model_id)
    assert any(option.startswith(model_title(model)) for option in app.selectbox(key="model_choice").options)
    shown = [*app.selectbox(key=f"version_{text_run.model_id}").options]
    assert version_title(trained) in shown
    assert "label" in version_title(trained)
    endpoint = app.selectbox(key="deploy_to").options
    assert any(option.startswith(endpoint_title(live_endpoint, trained)) for option in endpoint)
    (deployed,) = live_endpoint.deployed
    card = app.get_by_key(f"endpoint_{live_endpoint.id}")
    title = f"**{escape(deployed_title(deployed, trained))}**"
    assert any(text.value.startswith(title) for text in card.markdown)


def test_the_playground_names_what_an_endpoint_predicts(
    here: Target, text_run: Run, live_endpoint: Endpoint, open_page: Open
) -> None:
    app = open_page("playground.py", endpoint=live_endpoint.id)
    trained = cache.model(here, f"{text_run.model_id}@{text_run.model_version}")
    title = endpoint_title(live_endpoint, trained)
    assert any(option.startswith(title) for option in app.selectbox(key="endpoint_choice").options)


def test_another_target_at_an_endpoint_is_warned_of_and_confirmed(
    here: Target,
    live_endpoint: Endpoint,
    registered: Callable[..., Model],
    open_page: Open,
    run_until: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = registered("Lengths", LENGTH.to_json())
    allowed: list[bool] = []
    monkeypatch.setattr(
        cache, "deploy", lambda _target, _endpoint, _deployment, confirmed, _nonce: allowed.append(confirmed)
    )
    app = open_page("deploy.py", model=model.id)
    key = f"other_target_{live_endpoint.id}_{model.id}_{model.version}"
    assert not {key, f"{key}_warning"} & keys(app)  # a new endpoint mixes nothing
    app.selectbox(key="deploy_to").set_value(live_endpoint.id).run()
    (warning,) = app.get_by_key(f"{key}_warning").warning
    trained = cache.deployed_version(here, live_endpoint.deployed[0])
    assert trained is not None
    assert trained.objective is not None
    assert warning.value == escape(endpoint_mix_text(live_endpoint.display_name, trained.objective, LENGTH))
    assert app.button(key="deploy").disabled
    app.checkbox(key=key).check().run()
    app.button(key="deploy").click().run()
    run_until(app, lambda _app: bool(allowed))
    assert allowed == [True]


@pytest.mark.usefixtures("still_caches")
@pytest.mark.parametrize("page", ["deploy.py", "playground.py"])
def test_a_rerun_that_changed_nothing_makes_no_call(
    live_endpoint: Endpoint, open_page: Open, calls: list[str], page: str
) -> None:
    app = open_page(page, endpoint=live_endpoint.id)
    app.run()
    calls.clear()
    app.run()
    assert calls == []
