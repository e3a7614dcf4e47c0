"""Syncs started from the shop card: in the background one goes on working, in the foreground one waits and may stop."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def shop(sandbox):
    """A shop whose answers take their time, so that a person sees the run; not so large that its first import goes in bulk."""
    shop = sandbox.shop(orders=250, customers=30)
    shop.control("faults/add", kind="slow-body", operation="rders", seconds=1)
    return shop


def test_a_background_sync_answers_at_once_and_is_watched_live(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/shops/DEMO")
    page.get_by_role("button", name="Sync orders").click()
    notice = page.get_by_role("status")
    expect(notice).to_contain_text("Job queue started: Sync orders from Shopify · DEMO")
    # One stays where one was, and goes where one likes; the queue works.
    expect(page).to_have_url(office.address + "/shops/DEMO")
    notice.get_by_role("link", name="Show entry").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("In process")
    expect(page.locator("#running")).to_have_attribute("data-running", "1")

    page.evaluate("window.stayed = true")
    expect(title).to_contain_text("Finished", timeout=30_000)
    expect(page.locator("#running")).to_have_attribute("data-running", "0")
    assert page.evaluate("window.stayed"), "the page was loaded again instead of being kept up to date"

    page.locator("#runs tbody tr").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Success")
    expect(page.locator("#result")).to_contain_text("250")


def test_the_run_page_shows_progress_while_it_runs(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/shops/DEMO")
    page.get_by_role("button", name="Sync orders").click()
    page.goto("/job-queue/log")
    page.locator("#list tbody tr").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("In process")
    bar = page.locator("progress")
    expect(bar).to_be_visible()
    expect(bar).to_have_attribute("max", "250")
    # Half of them are in: the answers take a second each, and the page shows it without being loaded again.
    expect(bar).to_have_attribute("value", "125")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Success", timeout=30_000)


def test_a_foreground_sync_is_waited_for_and_stopped(office, shop, visit):
    office.connect(shop, allowBackgroundSyncs="false")
    page = visit()
    page.goto("/shops/DEMO/sync/sync-orders")
    page.get_by_role("button", name="Start and wait").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("In process")
    page.get_by_role("button", name=re.compile("^(Stop|Cancel run)$")).click()
    expect(title).to_contain_text(re.compile("On hold|Finished|Cancelled"), timeout=20_000)
    runs = office.json("jobs", "log")
    assert [run["status"] for run in runs] == ["cancelled"]


def test_a_dry_run_shows_what_would_change_and_changes_nothing(office, sandbox, visit):
    office.connect(sandbox.shop(orders=3))
    page = visit()
    page.goto("/shops/DEMO/sync/sync-orders")
    page.get_by_role("button", name="Dry run").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Finished|Success"), timeout=20_000)
    assert office.json("orders", "list") == []
