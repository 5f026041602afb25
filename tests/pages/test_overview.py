"""The start page, when the cloud doesn't answer it."""

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest


def test_a_refused_list_is_told_in_a_sentence_and_the_next_look_works(
    faults: Any, open_page: Callable[..., AppTest]
) -> None:
    # The app opens on this page, and the page is opened once more.
    faults.plan("EndpointService.ListEndpoints", "return-403", "return-403")
    app = open_page("overview.py")
    (error,) = app.error
    assert "Listing the endpoints failed" in error.value
    assert "Ask for the role" in error.value
    app.run()
    assert not app.error
