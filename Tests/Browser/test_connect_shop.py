"""Connecting a shop: what is wrong is marked and nothing typed is lost; the test says what is missing and how to mend it."""

import re

from playwright.sync_api import expect


def test_connect_a_shop_and_test_the_connection(shop, visit):
    page = visit()
    page.get_by_role("navigation").get_by_role("link", name="Shops").click()
    page.get_by_role("link", name="Connect a shop").first.click()

    page.get_by_label("Code", exact=True).fill("NORD")
    page.get_by_label("Shop address").fill("not an address")
    page.get_by_label("Access token").fill(shop.token)
    page.get_by_label("Endpoint").fill(shop.endpoint)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_label("Shop address")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".field", has=page.get_by_label("Shop address")).get_by_role("alert")).to_contain_text("myshopify.com")
    for label, typed in {"Code": "NORD", "Shop address": "not an address", "Endpoint": shop.endpoint}.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(typed)
    # A secret is not sent back in a page.
    expect(page.get_by_label("Access token")).to_have_value("")

    page.get_by_label("Shop address").fill(f"https://{shop.name}.myshopify.com")
    page.get_by_label("Access token").fill(shop.token)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("NORD")
    expect(page.get_by_role("status")).to_contain_text("NORD is added")

    page.get_by_role("button", name="Test connection").click()
    checks = page.locator(".checks li")
    expect(checks.filter(has_text=re.compile("token", re.I)).first).to_be_visible()
    expect(page.locator(".checks .bad")).to_have_count(0)


def test_a_wrong_token_and_a_missing_scope_are_named_with_their_mend(office, shop, visit):
    office.connect(shop)
    page = visit()
    shop.control("settings", scopes=["read_products", "read_locations"])
    page.goto("/shops/DEMO")
    page.get_by_role("button", name="Test connection").click()
    bad = page.locator(".checks li", has=page.locator(".bad"))
    expect(bad.filter(has_text="read_orders").first).to_be_visible()

    shop.control("settings", revoke=True)
    page.get_by_role("button", name="Test connection").click()
    expect(bad.filter(has_text=re.compile("token", re.I)).first).to_be_visible()
    # The card is still there after a test that failed.
    expect(page.get_by_text("Allow background syncs")).to_be_visible()


def test_a_wrong_setting_keeps_what_was_typed(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/shops/DEMO")
    general = page.locator("details", has=page.get_by_text("Allow background syncs"))
    general.get_by_label("Time zone").fill("Mars/Olympus")
    general.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Time zone")).to_have_attribute("aria-invalid", "true")
    # What is read anew while somebody mends a field leaves the field alone.
    with page.expect_response(lambda answer: "x-live" in answer.request.headers):
        office.json("sync", "sync-orders", "--shop", "DEMO")
    expect(page.get_by_label("Time zone")).to_have_value("Mars/Olympus")
    page.get_by_label("Time zone").fill("Europe/Riga")
    general.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert office.json("shop", "show", "DEMO")["settings"]["timeZone"] == "Europe/Riga"
