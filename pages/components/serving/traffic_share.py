"""The share of requests that a new model gets at an endpoint, beside those of the models that are there."""

import pandas as pd
import streamlit as st

from components.shared import choice
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.endpoints import Endpoint, split_after_deploy
from services.vertex.models import Model
from services.vertex.traffic import NEW, NEW_SHARE


def section(endpoint: Endpoint, model: Model, models: tuple[Model, ...]) -> int:
    """Show the choice of the share with every model's share before and after, and return it in percent.

    At an endpoint where no model has traffic there is no choice: the new one gets all of it.
    """
    share = _slider(endpoint, model) if endpoint.is_live else 100
    if endpoint.deployed:
        with st.container(key=f"traffic_shares_{endpoint.id}"):
            _table(endpoint, model, share, _names(endpoint, model, models))
    return share


def _slider(endpoint: Endpoint, model: Model) -> int:
    return int(
        st.slider(
            _("Traffic to this model"),
            0,
            100,
            NEW_SHARE,
            format="%d%%",
            # The next model starts from the default again.
            key=f"deploy_traffic_{endpoint.id}_{model.id}_{model.version}",
            help=_("The other models split the rest in their current proportions."),
        )
    )


def _names(endpoint: Endpoint, model: Model, models: tuple[Model, ...]) -> dict[str, str]:
    """Return the names of the new model and the deployed ones by id, told apart where they are the same."""
    names = {deployed.model_id: deployed.display_name for deployed in endpoint.deployed}
    names |= {other.id: other.display_name for other in models if other.id in names}
    return choice.distinct(names | {model.id: model.display_name})


def _table(endpoint: Endpoint, model: Model, share: int, names: dict[str, str]) -> None:
    split = split_after_deploy(endpoint, share)
    rows = [_row(names[model.id], model.version, 0, split[NEW])]
    rows += [
        _row(names[deployed.model_id], deployed.version, deployed.traffic, split.get(deployed.id, 0))
        for deployed in endpoint.deployed
    ]
    # Unlike st.dataframe it wraps long names, so that the shares are in sight however narrow the form is.
    st.table(
        pd.DataFrame(rows, columns=[_("Model"), _("Version"), _("Before"), _("After")]),
        border="horizontal",
        hide_index=True,
        alt=_("Traffic of each model before and after the deployment"),
    )


def _row(name: str, version: str, before: int, after: int) -> tuple[str, ...]:
    return escape(name), version, f"{before}%", f"{after}%"
