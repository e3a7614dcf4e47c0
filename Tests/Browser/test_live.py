"""Open pages show what happens elsewhere, soon and without being asked; what somebody types stays."""

import time

from playwright.sync_api import expect

from support.pages import SECRET, deliver

# News is shown within 200 ms on a quiet machine; here it must be soon, among everything else that runs.
SOON = 3_000


def test_pages_show_what_happens_elsewhere(office, shop, visit):
    office.connect(shop)
    entry = office.json("jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--every", "60", "--hold")["id"]
    anna, carl, ben = visit("anna"), visit("carl", "operator"), visit("ben", "viewer")
    for page in (anna, carl, ben):
        page.goto("/job-queue")
        page.wait_for_timeout(300)
    asked = []
    ben.on("request", lambda request: asked.append(request.headers.get("x-live", "")))
    anna.goto(f"/job-queue/{entry}")
    anna.get_by_role("button", name="Set status to Ready").click()
    for page in (carl, ben):
        expect(page.locator("#list")).to_contain_text("Ready", timeout=SOON)
    # The viewer asked for what is not older than the news, and got no buttons by it.
    assert any("-" in mark for mark in asked), asked
    expect(ben.locator("#list button")).to_have_count(0)
    # What came by the short way works as what stood there before: Carl's form has Carl's token.
    carl.locator("#list tbody input[type=checkbox]").check()
    carl.get_by_role("button", name="Set on hold").first.click()
    expect(carl.locator(".notice")).to_contain_text("1")
    expect(ben.locator("#list")).to_contain_text("On hold", timeout=SOON)


def test_what_is_typed_is_not_taken_away(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/shops/DEMO")
    page.locator("summary", has_text="Orders").first.click()
    page.get_by_label("Shipping account").fill("8199")
    office.run("jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--every", "60", "--hold")
    # The news has come: the table of entries below shows it.
    expect(page.locator("#entries")).to_contain_text("On hold", timeout=SOON)
    expect(page.get_by_label("Shipping account")).to_have_value("8199")


def test_a_page_that_was_left_catches_up_when_it_is_seen_again(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/job-queue")
    page.wait_for_timeout(300)
    hide = """hidden => { Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange")); }"""
    page.evaluate(hide, True)
    office.run("jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--every", "60", "--hold")
    time.sleep(0.5)
    expect(page.locator("#list tbody tr")).to_have_count(0)
    page.evaluate(hide, False)
    expect(page.locator("#list tbody tr")).to_have_count(1, timeout=SOON)


def test_a_list_is_sorted_by_its_heading(office, shop, visit):
    office.connect(shop)
    office.sync("sync-orders", "DEMO")
    page = visit()
    page.goto("/orders")
    placed = page.get_by_role("columnheader", name="Placed")
    expect(placed).to_have_attribute("aria-sort", "descending")
    first = page.locator("#list tbody tr").first.get_by_role("link").first.inner_text()
    placed.get_by_role("link").click()
    expect(placed).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#list tbody tr").last.get_by_role("link").first).to_have_text(first)


def test_what_shopify_told_and_what_people_are_told(office, shop, visit):
    office.connect(shop, secret=SECRET)
    page = visit()
    deliver(office, shop, "DEMO", "customers/data_request", {"customer": {"id": 1}, "orders_requested": [], "data_request": {"id": 9}})
    page.goto("/shops")
    page.get_by_role("link", name="Received webhooks").click()
    expect(page.locator("#list")).to_contain_text("customers/data_request")
    page.get_by_role("link", name="Privacy requests").click()
    page.get_by_role("link", name="Tell what is held").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tell what is held")

    shop.control("faults/add", kind="scope-missing", scope="read_orders")
    entry = office.json("jobs", "add", "sync-orders", "--shop", "DEMO", "--max-attempts", "1", "--hold")["id"]
    office.run("jobs", "set", entry, "notify.onFailure=anna")
    office.run("jobs", "ready", entry)
    page.goto(f"/job-queue/{entry}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Error", timeout=20_000)
    page.goto("/notices")
    expect(page.locator("#list")).to_contain_text("read_orders")
    page.locator("#list").get_by_role("button", name="Mark as seen").first.click()
    expect(page.locator("#list")).to_contain_text("Nothing new")
