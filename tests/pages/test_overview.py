"""The start page, when the cloud doesn't answer it."""

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.screen import keys


def test_a_refused_list_is_an_error_on_the_page_and_the_next_run_works(
    faults: Any, open_page: Callable[..., AppTest]
) -> None:
    # The app opens on this page, and the page is opened once more.
    faults.plan("EndpointService.ListEndpoints", "return-403", "return-403")
    app = open_page("overview.py")
    assert "overview_endpoints_not_listed" in keys(app)
    app.run()
    assert not app.error
