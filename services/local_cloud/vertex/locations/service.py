"""Locations: the regions of Vertex AI, which every service of Google's lists alike."""

import re
from typing import Any

from google.cloud.location import locations_pb2

from services.local_cloud.http.errors import invalid_argument, not_found
from services.local_cloud.vertex.kernel.checks import field_error
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.names import last_part
from services.local_cloud.vertex.locations.regions import REGIONS

_INSIDE = re.compile(r"projects/[^/]+/locations/([^/:]+)[/:]")
_DEFAULT_PAGE_SIZE = 100


class LocationService:
    """Serves Locations. Raises ApiError."""

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of Locations by name."""
        return {"Locations.GetLocation": self.get, "Locations.ListLocations": self.list}

    def get(self, request: Any) -> Any:
        """Answer GetLocation."""
        region = last_part(request.name)
        if region not in REGIONS:
            raise not_found(f"The location {request.name} does not exist.")
        return _location(request.name, region)

    def list(self, request: Any) -> Any:
        """Answer ListLocations; a page token is the region before the page."""
        if request.filter:
            raise invalid_argument("Invalid filter: locations can't be filtered.")
        if request.page_size < 0:
            raise invalid_argument("page_size must not be negative.")
        if request.page_token and request.page_token not in REGIONS:
            raise invalid_argument("Invalid page token.")
        rest = [region for region in REGIONS if region > request.page_token]
        shown = rest[: request.page_size or _DEFAULT_PAGE_SIZE]
        return locations_pb2.ListLocationsResponse(
            locations=[_location(f"{request.name}/locations/{region}", region) for region in shown],
            next_page_token=shown[-1] if len(rest) > len(shown) else "",
        )


def check_location(name: str) -> None:
    """Raise a 400 ApiError for a name inside a location that Vertex AI doesn't have."""
    match = _INSIDE.match(name)
    if match is not None and match[1] not in REGIONS:
        raise field_error(
            "name",
            f"The provided location ID doesn't match the endpoint. `{match[1]}` is none of the valid "
            f"location IDs: {', '.join(REGIONS)}.",
        )


def _location(name: str, region: str) -> Any:
    labels = {"cloud.googleapis.com/region": region}
    return locations_pb2.Location(name=name, location_id=region, labels=labels)
