"""A failure: seen on the Role Center, understood on the run's page, mended, restarted."""

from playwright.sync_api import expect


def test_see_a_failure_and_mend_it(office, shop, visit):
    office.connect(shop)
    page = visit()
    shop.control("faults/add", kind="scope-missing", scope="read_orders")
    page.goto("/shops/DEMO")
    page.get_by_role("button", name="Sync orders").click()
    page.goto("/")
    needs = page.locator("#needs")
    expect(needs).to_contain_text("read_orders", timeout=20_000)
    expect(page.locator("#cues")).to_contain_text("1")

    needs.get_by_role("link", name="Sync orders from Shopify").click()
    expect(page.get_by_role("alert")).to_contain_text("read_orders")
    page.locator("#runs tbody tr").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Error")
    expect(page.get_by_role("alert")).to_contain_text("What happened")
    expect(page.get_by_role("alert")).to_contain_text("read_orders")

    # The cause is mended in the shop; then the same page starts it again.
    shop.control("faults/clear")
    page.get_by_role("button", name="Restart").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Finished", timeout=20_000)
    page.goto("/")
    expect(page.locator("#needs")).to_contain_text("All is well")
    assert len(office.json("orders", "list")) == 5
