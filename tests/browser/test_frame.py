"""The frame as a visitor meets it: on every address, in both lights, at every width."""

import fcntl
from http.client import HTTPConnection

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
PAGES = ("Overview", "Data", "Train", "Deploy", "Playground")


@pytest.mark.parametrize(
    "path", ["/train", *(pytest.param(path, marks=pytest.mark.soak) for path in ("/deploy", "/playground"))]
)
def test_a_deep_link_as_the_first_visit_shows_the_page_in_its_frame(fresh_app, page, path):
    page.goto(fresh_app.url + path)
    page.wait_for_selector(SETTLED)
    sidebar = page.get_by_test_id("stSidebar")
    for name in PAGES:
        expect(sidebar.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(sidebar.locator(".st-key-target_local")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.fixture
def held_state(state_dir):
    """A state directory that another process holds, so that no local cloud can start on it."""
    with (state_dir / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.usefixtures("held_state")
def test_without_a_local_cloud_the_frame_stands_and_says_so(fresh_app, page):
    page.goto(fresh_app.url)
    expect(page.get_by_test_id("stSidebar").locator(".st-key-target_local")).to_be_visible()
    expect(page.locator(".st-key-local_cloud_failed")).to_be_visible()
    expect(page.locator(".st-key-local_cloud_start button")).to_be_visible()


def test_every_page_can_be_reached_from_the_navigation(visit):
    page = visit()
    for name in PAGES[1:]:
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(f"**/{name.lower()}*")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_overview_leads_to_each_step(visit):
    page = visit()
    page.get_by_test_id("stMain").get_by_role("link", name="Open Data").click()
    page.wait_for_url("**/data*")


@pytest.mark.parametrize(
    ("page", "background"),
    [
        ({"color_scheme": "light"}, "rgb(255, 255, 255)"),
        ({"color_scheme": "dark"}, "rgb(14, 19, 29)"),
    ],
    indirect=["page"],
    ids=["light", "dark"],
)
def test_the_look_follows_the_system(visit, background):
    page = visit()
    assert page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor") == background
    title = page.get_by_role("heading", name="From a CSV to a live endpoint")
    assert "Pretendard" in title.evaluate("title => getComputedStyle(title).fontFamily")


def test_hangul_is_drawn_with_the_apps_own_font(visit):
    page = visit()
    page.evaluate("() => document.fonts.load('16px Pretendard', '한글')")
    assert page.evaluate("() => document.fonts.check('16px Pretendard', '한글')")
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any(url.endswith("/app/static/fonts/pretendard.woff2") for url in loaded)


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_nothing_runs_off_a_phones_screen(visit):
    page = visit()
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 390


def test_a_foreign_host_name_gets_no_session(app):
    host, port = app.url.removeprefix("http://").split(":")
    connection = HTTPConnection(host, int(port), timeout=10)
    headers = {
        "Host": "evil.example",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    connection.request("GET", "/_stcore/stream", headers=headers)
    assert connection.getresponse().status == 403
    connection.close()
