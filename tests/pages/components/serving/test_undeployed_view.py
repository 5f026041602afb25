"""What was undeployed lately stands on the card of its endpoint, and can be deployed again as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.errors import LaunchpadError
from services.text.markdown import escape
from services.vertex.deletions import Deletion, Undeployed
from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.models import Model
from tests.pages.screen import keys

NOW = datetime.now(UTC)
HOW = Undeployed("m@1", "n1-standard-4", 1, 1, (("1", 75), ("2", 25)))
UNDEPLOYED = Deletion("deployment", "7.1", "Trees · v1", "mina@example.com", NOW, (), HOW)
MODEL = Model("projects/p/locations/l/models/m", "1", "Trees", NOW, "", "", "", "")
View = Callable[..., AppTest]


def page() -> None:
    import streamlit as st

    from components.serving import undeployed_view
    from services.settings import Target

    undeployed_view.DEPLOY_AGAIN.results()
    here = Target("cloud", "p", "l", "b")
    undeployed_view.section(here, st.session_state.endpoint, is_changing=st.session_state.is_changing)


def endpoint(*models: DeployedModel) -> Endpoint:
    return Endpoint("projects/p/locations/l/endpoints/7", "Sorter", NOW, models)


EMPTY = endpoint()


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> View:
    """Show what was undeployed from an endpoint, with the versions that are registered."""

    def view(
        *undeployments: Deletion,
        shown: Endpoint = EMPTY,
        versions: tuple[str, ...] = ("1",),
        **state: bool,
    ) -> AppTest:
        registered = [replace(MODEL, version=version) for version in versions]
        monkeypatch.setattr(cache, "undeployments", lambda _target: undeployments)
        monkeypatch.setattr(cache, "models", lambda _target: tuple(registered[:1]))
        monkeypatch.setattr(cache, "model_versions", lambda _target, _id: tuple(registered))
        app = AppTest.from_function(page)
        app.session_state.endpoint = shown
        app.session_state.is_changing = state.get("is_changing", False)
        app.run()
        assert not app.exception
        return app

    return view


def test_an_undeployed_model_is_deployed_again_as_it_was(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    submitted: list[Deletion] = []
    monkeypatch.setattr(
        cache, "deploy_again", lambda _target, undeployment, *_more: submitted.append(undeployment)
    )
    app = view(UNDEPLOYED)
    assert escape("mina@example.com") in app.get_by_key("undeployed_7_1").caption[0].value
    app.button(key="deploy_again_7_1").click().run()
    while not submitted:
        app.run()
    assert submitted == [UNDEPLOYED]


def test_a_model_on_machines_that_the_app_does_not_choose_is_named_alone(view: View) -> None:
    shown = keys(view(replace(UNDEPLOYED, undeployed=None)))
    assert "undeployed_7_1" in shown
    assert "deploy_again_7_1" not in shown


@pytest.mark.parametrize("versions", [(), ("2",)])
def test_a_deleted_version_cannot_be_deployed_again(view: View, versions: tuple[str, ...]) -> None:
    app = view(UNDEPLOYED, versions=versions)
    assert "deploy_again_7_1" not in keys(app)
    assert len(app.get_by_key("undeployed_7_1").caption) == 2


def test_nothing_is_deployed_while_the_endpoint_changes(view: View) -> None:
    assert view(UNDEPLOYED, is_changing=True).button(key="deploy_again_7_1").disabled


@pytest.mark.parametrize(
    "deployed",
    [("1", "m", "1"), ("9", "m", "1")],
    ids=["not undeployed yet", "deployed again"],
)
def test_what_is_deployed_is_not_shown(view: View, deployed: tuple[str, str, str]) -> None:
    model = DeployedModel(*deployed, "Trees", "n1-standard-2", 100, None)
    assert "undeployed_7_1" not in keys(view(UNDEPLOYED, shown=endpoint(model)))


def test_other_endpoints_and_earlier_undeployments_of_a_model_are_left_out(view: View) -> None:
    earlier, other = replace(UNDEPLOYED, id="7.0"), replace(UNDEPLOYED, id="8.1")
    shown = {key for key in keys(view(UNDEPLOYED, earlier, other)) if key.startswith("undeployed_")}
    assert shown == {"undeployed_7_1"}


def test_records_that_cannot_be_read_hide_nothing_else(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    app = view()

    def unreadable(_target: object) -> None:
        raise LaunchpadError("objects_not_listed")

    monkeypatch.setattr(cache, "undeployments", unreadable)
    assert not app.run().exception
