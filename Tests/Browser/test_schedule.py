"""A schedule: made with the next runs beside it while one types, seen on the entry's card and the Role Center."""

from playwright.sync_api import expect


def test_make_a_schedule_with_its_next_runs_beside_it(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/job-queue")
    page.get_by_role("link", name="New entry").first.click()
    page.get_by_label("Task").select_option("sync-orders")
    page.get_by_label("Shop", exact=True).select_option("DEMO")
    preview = page.locator("#preview-box")
    expect(preview).to_contain_text("runs once, now")

    for day in ["Mon", "Tue", "Wed", "Thu", "Fri"]:
        page.get_by_role("checkbox", name=day).check()
    page.get_by_label("Start", exact=True).fill("06:00")
    page.get_by_label("End", exact=True).fill("20:00")
    page.get_by_label("Every (minutes)").fill("30")
    page.get_by_label("Time zone").fill("Europe/Berlin")
    expect(preview.locator("li")).to_have_count(10)

    page.get_by_label("Every (minutes)").fill("99999")
    expect(preview.locator("li")).to_have_count(0)
    page.get_by_role("button", name="Create and set ready").click()
    expect(page.get_by_label("Every (minutes)")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Every (minutes)")).to_have_value("99999")
    expect(page.get_by_label("Start", exact=True)).to_have_value("06:00")
    expect(page.get_by_role("checkbox", name="Fri")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Sun")).not_to_be_checked()

    page.get_by_label("Every (minutes)").fill("30")
    page.get_by_role("button", name="Create and set ready").click()
    expect(page.get_by_role("status")).to_contain_text("The entry is made.")
    expect(page.locator("#schedule li")).to_have_count(10)

    [entry] = office.json("jobs", "list")
    assert entry["recurrence"]["days"] == ["mon", "tue", "wed", "thu", "fri"]
    assert (entry["recurrence"]["start"], entry["recurrence"]["end"], entry["recurrence"]["every"]) == ("06:00", "20:00", 30)
    page.goto("/")
    expect(page.locator("#timeline")).to_contain_text("Sync orders from Shopify · DEMO")


def test_hold_and_ready_and_delete(office, shop, visit):
    office.connect(shop)
    entry = office.json("jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--every", "60", "--start", "03:00")
    page = visit()
    page.goto(f"/job-queue/{entry['id']}")
    title = page.get_by_role("heading", level=1)
    page.get_by_role("button", name="Set on hold").click()
    expect(title).to_contain_text("On hold")
    page.get_by_role("button", name="Set status to Ready").click()
    expect(title).to_contain_text("Ready")

    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete").click()
    expect(title).to_contain_text("Ready")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("status")).to_contain_text("The entry is deleted.")
    assert office.json("jobs", "list", "--all") == []
