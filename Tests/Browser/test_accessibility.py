"""axe-core finds no violation of WCAG 2.2 A and AA, nor of its best practices, on any page, in both themes and on a small screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from support.office import Office
from support.pages import addresses, enter, furnish

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def office(tmp_path_factory, sandbox):
    office = Office(tmp_path_factory.mktemp("office"))
    try:
        furnish(office.start(), sandbox)
        office.add_user("anna")
        yield office
    finally:
        office.stop()


def violations(page, part: str | None = None) -> list[str]:
    found = Axe().run(page, context=part, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:300]}" for v in found for n in v["nodes"]]


KINDS: list[str] = []


def every_page(page) -> list[str]:
    """Looked for once: the furniture is the same for every theme and width."""
    if not KINDS:
        KINDS.extend(addresses(page))
        assert len(KINDS) >= 20, KINDS
    return KINDS


@pytest.mark.parametrize("theme,width", [("light", 1440), ("dark", 1440), ("dark", 390)])
def test_no_page_has_a_violation(office, chrome, theme, width):
    context = chrome.new_context(base_url=office.address, color_scheme=theme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/sign-in")
    found = {"/sign-in": violations(page)}
    enter(page, office)
    for address in every_page(page):
        page.goto(address)
        # What is folded is looked at too; an open menu would lie upon the page.
        page.evaluate("document.querySelectorAll('main details').forEach(it => it.open = true)")
        found[address] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[address].append("the page is wider than the screen")
    page.goto("/")
    page.locator("summary", has_text="anna").click()
    found["menu"] = violations(page, ".top")
    page.goto("/")
    page.keyboard.press("Alt+q")
    page.wait_for_selector("#tell-results a")
    found["Tell Me"] = violations(page)
    context.close()
    found = {address: problems for address, problems in found.items() if problems}
    assert not found, "\n".join(f"{address}:\n  " + "\n  ".join(problems) for address, problems in found.items())
