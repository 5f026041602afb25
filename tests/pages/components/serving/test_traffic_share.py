"""A new model starts with a small share, and the table beside the choice follows it."""

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.models import Model
from tests.pages.screen import keys

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SLIDER = "deploy_traffic_7_a_2"
TABLE = "traffic_shares_7"


def page() -> None:
    import streamlit as st

    from components.serving import traffic_share

    state = st.session_state
    state.share = traffic_share.section(state.endpoint, state.model, state.models)


def model(id: str, version: str, name: str) -> Model:
    return Model(f"projects/p/locations/l/models/{id}", version, name, NOW, "", "", "", "")


def deployed(id: str, model_id: str, traffic: int) -> DeployedModel:
    return DeployedModel(id, model_id, "1", f"deployed {id}", "n1-standard-2", traffic, None)


def shown(*there: DeployedModel, models: tuple[Model, ...] = ()) -> AppTest:
    app = AppTest.from_function(page)
    app.session_state.endpoint = Endpoint("projects/p/locations/l/endpoints/7", "Churn", NOW, there)
    app.session_state.model = model("a", "2", "Trees")
    app.session_state.models = models
    app.run()
    assert not app.exception
    return app


def rows(app: AppTest) -> list[tuple[str, ...]]:
    (table,) = app.get_by_key(TABLE).table
    return list(table.value.itertuples(index=False, name=None))


def test_a_new_model_starts_at_a_tenth_and_the_table_follows_the_choice() -> None:
    app = shown(deployed("1", "a", 75), deployed("2", "b", 25), models=(model("b", "4", "Linear"),))
    assert app.session_state.share == app.slider(key=SLIDER).value == 10
    assert rows(app) == [
        ("Trees", "2", "0%", "10%"),
        ("Trees", "1", "75%", "68%"),
        ("Linear", "1", "25%", "22%"),
    ]
    app.slider(key=SLIDER).set_value(96).run()
    assert app.session_state.share == 96
    assert rows(app) == [
        ("Trees", "2", "0%", "96%"),
        ("Trees", "1", "75%", "3%"),
        ("Linear", "1", "25%", "1%"),
    ]


def test_where_no_model_has_traffic_the_new_one_gets_all() -> None:
    app = shown(deployed("1", "b", 0))
    assert SLIDER not in keys(app)
    assert app.session_state.share == 100
    assert rows(app) == [("Trees", "2", "0%", "100%"), ("deployed 1", "1", "0%", "0%")]


def test_without_a_deployed_model_there_is_nothing_to_split() -> None:
    app = shown()
    assert not {SLIDER, TABLE} & keys(app)
    assert app.session_state.share == 100


@pytest.mark.parametrize("name", ["Trees", "Linear"])
def test_models_of_one_name_are_told_apart(name: str) -> None:
    app = shown(deployed("1", "b", 100), models=(model("b", "1", name),))
    assert len({row[0] for row in rows(app)}) == 2
