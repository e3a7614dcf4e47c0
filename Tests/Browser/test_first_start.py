"""The first start: a link in the terminal makes the first administrator, once."""

from playwright.sync_api import expect

from support.office import PASSWORD


def test_the_printed_link_makes_the_first_administrator_once(office, visit):
    page = visit(None)
    page.goto("/")
    expect(page).to_have_url(office.address + "/sign-in")

    page.goto(office.first_link)
    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("at least 10 characters")
    expect(page.get_by_label("User name")).to_have_value("anna")

    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Role Center")

    page.goto(office.first_link)
    expect(page.get_by_role("alert")).to_contain_text("used already")


def test_signing_out_and_in_again(office, visit):
    page = visit()
    page.locator("summary", has_text="anna").click()
    page.get_by_role("button", name="sign out").click()
    expect(page).to_have_url(office.address + "/sign-in")
    page.goto("/orders")
    expect(page).to_have_url(office.address + "/sign-in")

    page.get_by_label("User name").fill("anna")
    page.get_by_label("Password").fill("wrong horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("name or the password is wrong")
    expect(page.get_by_label("User name")).to_have_value("anna")
    expect(page.get_by_label("Password")).to_have_value("")

    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Role Center")
