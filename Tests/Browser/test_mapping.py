"""Mapping: an order that cannot be processed is mended on its page and goes on."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(office, sandbox, visit):
    """Nothing is made by itself: every item and customer has to be chosen."""
    shop = sandbox.shop(orders=1, lines=1, products=3, customers=2)
    office.connect(shop, skuMapping="none", createUnknownItems="false", createUnknownCustomers="false")
    for kind, text in {
        "items": "no,description,unitPrice,currency\nLAMP-1,Reading lamp,19.00,EUR\nRUG-1,Woollen rug,80.00,EUR\n",
        "customers": "no,name,email\nC-1,Walk-in customer,walkin@example.com\n",
    }.items():
        path = office.folder / f"{kind}.csv"
        path.write_text(text)
        office.run("ledger", "import", kind, str(path))
    office.sync("sync-orders")
    office.run("sync", "process-orders", "--shop", "DEMO", "--foreground", status=None)
    return visit()


def pick(page, kind, search, choice):
    """Searches in the first picker of a kind and chooses what was found."""
    picker = page.locator("fieldset.picker", has=page.locator(f"input[value={kind}]")).first
    picker.get_by_role("searchbox").fill(search)
    picker.get_by_role("searchbox").press("Enter")
    picker = page.locator("fieldset.picker", has=page.locator(f"input[value={kind}]")).first
    picker.get_by_role("radio", name=re.compile(choice)).check()


def test_map_an_unmapped_product_and_process_the_order(office, page):
    page.goto("/orders")
    page.get_by_role("link", name="Only with problems").click()
    page.locator("tbody tr").first.get_by_role("link").first.click()
    expect(page.locator("fieldset.picker").first).to_be_visible()

    # Choosing nothing is said at its place.
    page.get_by_role("button", name="Map and process the order").click()
    expect(page.get_by_text("Choose one, or type its number.").first).to_be_visible()

    for _ in range(4):
        kinds = page.eval_on_selector_all("fieldset.picker input[name^=kind]", "all => all.map(it => it.value)")
        if not kinds:
            break
        for index, kind in enumerate(kinds):
            page.locator(f"#no{index}").fill("LAMP-1" if kind == "item" else "C-1")
        page.get_by_role("button", name="Map and process the order").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Processed")
    expect(page.locator("#ours")).to_contain_text("C-1")
    expect(page.locator("#ours")).to_contain_text("LAMP-1")
    [order] = office.json("orders", "list")
    assert order["processed"] and order["documentNo"]


def test_search_in_a_picker_and_keep_what_was_chosen(office, page):
    [order] = office.json("orders", "list")
    page.goto(f"/orders/DEMO/{order['id'].split('/')[-1]}")
    kind = page.locator("fieldset.picker input[name=kind0]").input_value()
    pick(page, kind, "rug" if kind == "item" else "walk", "RUG-1|Woollen rug" if kind == "item" else "C-1|Walk-in")
    expect(page.locator("fieldset.picker").first.get_by_role("radio").first).to_be_checked()


def test_map_a_product_on_its_own_page(office, page):
    page.goto("/products")
    page.locator("tbody tr").filter(has_text="Not mapped").first.get_by_role("link").first.click()
    page.get_by_label("Or an item number").fill("NO-SUCH-ITEM")
    page.get_by_role("button", name="Map", exact=True).click()
    expect(page.get_by_label("Or an item number")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Or an item number")).to_have_value("NO-SUCH-ITEM")
    page.get_by_label("Or an item number").fill("LAMP-1")
    page.get_by_role("button", name="Map", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("LAMP-1")
