"""English and Russian: chosen by the browser, then by the person, then remembered for the person."""

import re

from playwright.sync_api import expect


def test_russian_is_chosen_kept_and_whole(office, shop, visit):
    office.connect(shop)
    office.sync("sync-orders")
    page = visit()
    page.get_by_role("link", name="RU", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_role("link", name="Магазины")).to_be_visible()

    page.get_by_role("link", name="Заказы", exact=True).click()
    [order, *_] = office.json("orders", "list")
    [row] = page.locator("tbody tr").filter(has_text=order["name"]).all()
    # Money as Russians write it: 1 234,56.
    whole, cents = re.split(r"[.,]", order["total"]["amount"] if isinstance(order["total"], dict) else order["total"])
    assert f",{cents}" in row.inner_text(), row.inner_text()

    # The choice belongs to the person, not to the browser.
    other = visit()
    expect(other.locator("html")).to_have_attribute("lang", "ru")
    other.get_by_role("link", name="EN", exact=True).click()
    expect(other.locator("html")).to_have_attribute("lang", "en")
    expect(other.get_by_role("link", name="Shops")).to_be_visible()


def test_the_browser_decides_before_anybody_signs_in(visit):
    page = visit(None, locale="ru-RU")
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Войти")).to_be_visible()
    page = visit(None, locale="de-DE")
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
