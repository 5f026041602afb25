"""The names of the controls of the Deploy page, whose labels are the same on every card."""

from collections.abc import Iterable, Iterator

from components.shared import accessible_names
from services.text.i18n import _
from services.vertex.endpoints import Endpoint


def give(endpoints: Iterable[Endpoint]) -> None:
    """Name the controls of all endpoints by what they act on."""
    accessible_names.give(dict(pair for endpoint in endpoints for pair in _names(endpoint)))


def _names(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    def of_endpoint(label: str) -> str:
        return _("{label}: {name}", label=label, name=endpoint.display_name)

    yield f".st-key-links_{endpoint.id} a", of_endpoint(_("Open in the playground"))
    yield f".st-key-traffic_split_{endpoint.id} button", of_endpoint(_("Traffic split"))
    yield f".st-key-delete_{endpoint.id} button", of_endpoint(_("Delete"))
    for model in endpoint.deployed:
        name = _("{model} from {source}", model=model.display_name, source=endpoint.display_name)
        button = f".st-key-undeploy_{endpoint.id}_{model.id} button"
        yield button, _("{label}: {name}", label=_("Undeploy"), name=name)
