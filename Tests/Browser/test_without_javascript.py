"""Without JavaScript everything still works: pages are made by the server, actions are forms."""

from playwright.sync_api import expect


def test_the_whole_way_without_javascript(office, shop, visit):
    page = visit(java_script_enabled=False)
    page.goto("/shops/new")
    page.get_by_label("Code", exact=True).fill("DEMO")
    page.get_by_label("Shop address").fill(f"https://{shop.name}.myshopify.com")
    page.get_by_label("Access token").fill(shop.token)
    page.get_by_label("Endpoint").fill(shop.endpoint)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("status")).to_contain_text("DEMO is added")

    page.get_by_role("button", name="Sync orders").click()
    expect(page.get_by_role("status")).to_contain_text("Job queue started")
    page.get_by_role("link", name="Show entry").click()
    for _ in range(50):
        if "Finished" in page.get_by_role("heading", level=1).inner_text():
            break
        page.wait_for_timeout(100)
        page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Finished")
    page.get_by_role("link", name="Orders", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(5)
    page.get_by_role("link", name="Tell me").click()
    page.get_by_role("searchbox").fill("about")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("About")


def test_theme_and_language_without_javascript(visit):
    page = visit(java_script_enabled=False)
    page.get_by_role("link", name="Dark theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("link", name="RU", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
