"""Tell Me: Alt+Q from anywhere finds pages, actions, shops and orders."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(office, shop, visit):
    office.connect(shop)
    office.sync("sync-orders")
    return visit()


def ask(page, text):
    page.keyboard.press("Alt+q")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type(text)


def test_a_page_by_its_name(page, office):
    page.goto("/orders")
    ask(page, "log entr")
    expect(page.locator("#tell-results a")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(office.address + "/job-queue/log")


def test_an_action_with_the_arrow_keys(page, office):
    ask(page, "sync demo")
    results = page.locator("#tell-results a")
    expect(results.filter(has_text="Sync orders from Shopify · DEMO")).to_be_visible()
    for _ in range(12):
        if "Sync orders" in (page.locator("#tell-results [aria-selected=true]").text_content() or ""):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(office.address + "/shops/DEMO/sync/sync-orders")


def test_an_order_by_its_number(page, office):
    name = office.json("orders", "list")[0]["name"]
    ask(page, name)
    page.locator("#tell-results a", has_text=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_escape_closes_it_and_nothing_found_is_said(page):
    ask(page, "qwertyuiop")
    expect(page.locator("#tell-results a")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_contain_text("Nothing")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    # The focus comes back to where it was.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body")
