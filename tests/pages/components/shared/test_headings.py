"""Every page has its heading, which the frame shows whatever becomes of the page."""

import pytest
from streamlit.testing.v1 import AppTest

from components.shared import headings
from tests.walk import PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_title(open_page, page):
    assert len(open_page(f"{page}.py").title) == 1


def test_a_heading_is_a_title_and_a_purpose():
    app = AppTest.from_string("from components.shared import headings\nheadings.show('train')").run()
    title, purpose = headings._HEADINGS["train"]
    assert (app.title[0].value, app.caption[0].value) == (title, purpose)
