"""A browser for all tests; for each test an office and a shop of its own."""

import pytest
from playwright.sync_api import expect, sync_playwright

from support.office import Office
from support.pages import enter
from support.programs import chromium
from support.shop import Sandbox

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    with open(tmp_path_factory.mktemp("sandbox") / "log", "wb") as log:
        sandbox = Sandbox(log)
        try:
            yield sandbox.wait()
        finally:
            sandbox.stop()


@pytest.fixture
def shop(sandbox):
    return sandbox.shop(orders=5)


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    try:
        yield office.start()
    finally:
        office.stop()


@pytest.fixture(scope="session")
def chrome():
    with sync_playwright() as playwright:
        # Tests run as root in containers, where Chromium's own sandbox cannot start.
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chrome, office):
    """Opens a browser of its own and answers its page: `visit()` as Anna the administrator, `visit(None)` as nobody yet.

    Whatever a page's script throws, or its policy forbids, fails the test at its end.
    """
    contexts, complaints, known = [], [], set()

    def open_browser(user: str | None = "anna", role: str = "administrator", **options):
        options = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "viewport": {"width": 1280, "height": 900}, **options}
        context = chrome.new_context(base_url=office.address, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if "Content Security Policy" in said.text else None)
        if user:
            if user not in known:
                office.add_user(user, role)
                known.add(user)
            enter(page, office, user)
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert not complaints, complaints
