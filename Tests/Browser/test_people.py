"""People: an administrator adds an operator by a one-time link, who chooses a password; a viewer sees and cannot act."""

import re

from playwright.sync_api import expect

from support.office import PASSWORD


def test_add_an_operator_by_a_link(office, visit):
    page = visit()
    page.goto("/users")
    page.get_by_role("link", name="New user").first.click()
    page.get_by_label("User name").fill("otto")
    page.get_by_label("Role").select_option("operator")
    page.get_by_role("button", name="Add and make a link").click()
    link = re.search(r"http\S+/welcome\?code=[\w-]+", page.locator("main").inner_text() + page.content().replace("&#x3D;", "="))[0]

    other = visit(None)
    other.goto(office.address + "/" + link.split("/", 3)[-1])
    other.wait_for_url(office.address + "/")
    other.goto("/settings")
    expect(other.locator("main")).to_contain_text("password", ignore_case=True)
    other.goto("/users")
    expect(other.locator("body")).to_contain_text("administrator")


def test_change_my_password(office, visit):
    page = visit()
    page.goto("/settings")
    page.get_by_label("Current password").fill("not this one at all")
    page.get_by_label("New password", exact=True).fill("tortoise glue piano")
    page.get_by_label("New password again").fill("tortoise glue piano")
    page.locator("form", has=page.get_by_label("Current password")).get_by_role("button").click()
    expect(page.get_by_label("Current password")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("tortoise glue piano")
    page.get_by_label("New password again").fill("tortoise glue piano")
    page.locator("form", has=page.get_by_label("Current password")).get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("password is changed")


def test_a_viewer_sees_and_cannot_act(office, shop, visit):
    office.connect(shop)
    office.sync("sync-orders")
    office.run("jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--every", "60", "--start", "03:00")
    page = visit("vera", "viewer")
    for address in ["/", "/shops", "/shops/DEMO", "/job-queue", "/orders", "/products", "/customers", "/payouts"]:
        assert page.goto(address).status == 200
        main = page.locator("main form[method=post]")
        assert main.count() == 0, (address, [main.nth(n).get_attribute("action") for n in range(main.count())])
    for address in ["/shops/new", "/users", "/job-queue/new"]:
        assert page.goto(address).status == 403
