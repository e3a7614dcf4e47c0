"""A shipment is posted in the ledger and seen in the shop, with its tracking number."""

from playwright.sync_api import expect

TRACKING = "00340434161094042557"


def fulfilments(shop):
    found = shop.ask("{ orders(first: 10) { nodes { name displayFulfillmentStatus fulfillments { trackingInfo { number company } } } } }")
    return {order["name"]: order for order in found["orders"]["nodes"]}


def test_post_a_shipment_and_see_it_in_the_shop(office, sandbox, visit):
    shop = sandbox.shop(orders=1, lines=2)
    office.connect(shop)
    office.run("shop", "map", "DEMO", "agent", "DHL Express", "--to", "DHL", status=None)
    office.sync("sync-orders")
    office.sync("process-orders")
    [order] = office.json("orders", "list")
    assert not fulfilments(shop)[order["name"]]["fulfillments"]

    page = visit()
    page.goto("/ledger/sales-orders")
    page.locator("tbody tr").first.get_by_role("link", name=order["documentNo"]).click()
    page.get_by_role("link", name="Post shipment").click()

    # More than was ordered is refused at its field, and what was typed stays.
    quantity = page.locator("input[name^=line]").first
    outstanding = quantity.input_value()
    quantity.fill("9999")
    page.get_by_label("Tracking number").fill(TRACKING)
    page.get_by_role("button", name="Post shipment").click()
    expect(page.locator("input[name^=line]").first).to_have_attribute("aria-invalid", "true")
    expect(page.locator("input[name^=line]").first).to_have_value("9999")
    expect(page.get_by_label("Tracking number")).to_have_value(TRACKING)

    page.locator("input[name^=line]").first.fill(outstanding)
    page.get_by_role("button", name="Post shipment").click()
    expect(page.get_by_role("status")).to_contain_text("Posted:")
    expect(page.locator("main")).to_contain_text(TRACKING)

    page.goto("/shops/DEMO/sync/sync-shipments")
    page.get_by_role("button", name="Start in background").click()
    page.get_by_role("status").get_by_role("link", name="Show entry").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Finished", timeout=20_000)
    theirs = fulfilments(shop)[order["name"]]
    assert theirs["displayFulfillmentStatus"] == "FULFILLED"
    assert [info["number"] for it in theirs["fulfillments"] for info in it["trackingInfo"]] == [TRACKING]
