"""A list that was forgotten is read again."""

from services import cache
from services.settings import Target
from services.vertex import endpoints


def test_what_another_program_made_is_listed_once_the_list_is_forgotten(here: Target) -> None:
    cache.endpoints(here)
    created = endpoints.create(here, "Made elsewhere")
    assert created.id not in {endpoint.id for endpoint in cache.endpoints(here)}
    cache.forget_list(here, "endpoint")
    assert created.id in {endpoint.id for endpoint in cache.endpoints(here)}
    endpoints.delete(here, created)
