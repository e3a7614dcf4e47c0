"""fulfillmentCreate and what belongs to it."""

import pytest

from sandbox.seeding.catalog import seed_services
from sandbox.seeding.orders import seed_orders

CREATE = """mutation Ship($f: FulfillmentInput!) { fulfillmentCreate(fulfillment: $f) {
  fulfillment { id name status totalQuantity trackingInfo { number url company } fulfillmentLineItems(first: 9) { nodes { quantity lineItem { id } } } }
  userErrors { field message } } }"""


@pytest.fixture
def order(make_shop):
    shop = make_shop("ship", locations=2)
    order = seed_orders(shop, 1, 2)[0]
    for line in order.lines:
        line.quantity = 3
    for part in order.fulfillment_orders[0].lines:
        part.total_quantity = part.remaining_quantity = 3
    return order


def ship(data, order, lines=None, **more):
    one = order.fulfillment_orders[0]
    entry = {"fulfillmentOrderId": one.id}
    if lines is not None:
        entry["fulfillmentOrderLineItems"] = [{"id": part.id, "quantity": quantity} for part, quantity in lines]
    return data(order.shop, CREATE, {"f": {"lineItemsByFulfillmentOrder": [entry], **more}})["fulfillmentCreate"]


def test_everything_with_tracking(order, data):
    answer = ship(data, order, trackingInfo={"number": "T1", "url": "https://t.example/T1", "company": "DHL Express"}, notifyCustomer=True)
    assert answer["userErrors"] == []
    made = answer["fulfillment"]
    assert made["status"] == "SUCCESS" and made["totalQuantity"] == 6 and made["name"] == f"{order.name}-F1"
    assert made["trackingInfo"] == [{"number": "T1", "url": "https://t.example/T1", "company": "DHL Express"}]
    assert order.fulfillment_status == "FULFILLED" and order.fulfillment_orders[0].status == "CLOSED"
    assert order.fulfillments[0].notified
    level = order.lines[0].variant.item.levels[order.fulfillments[0].location.number]
    assert level.committed == 0


def test_in_parts_with_several_packages(order, data):
    one = order.fulfillment_orders[0]
    answer = ship(
        data, order, [(one.lines[0], 2)], trackingInfo={"numbers": ["A", "B"], "urls": ["https://a.example", "https://b.example"]}
    )
    assert [t["number"] for t in answer["fulfillment"]["trackingInfo"]] == ["A", "B"]
    assert one.status == "IN_PROGRESS" and order.fulfillment_status == "PARTIALLY_FULFILLED"
    assert one.lines[0].remaining_quantity == 1
    ship(data, order)
    assert order.fulfillment_status == "FULFILLED" and len(order.fulfillments) == 2


@pytest.mark.parametrize(
    "quantity, message", [(4, "Invalid fulfillment order line item quantity requested."), (0, "Quantity must be greater than 0")]
)
def test_wrong_quantities(order, data, quantity, message):
    answer = ship(data, order, [(order.fulfillment_orders[0].lines[0], quantity)])
    assert answer["fulfillment"] is None and answer["userErrors"][0]["message"] == message
    assert order.fulfillments == []


def test_closed_and_unknown(order, data):
    ship(data, order)
    again = ship(data, order)
    number = order.fulfillment_orders[0].number
    assert again["userErrors"][0]["message"] == f"Fulfillment order {number} has an unfulfillable status= closed."
    answer = data(order.shop, CREATE, {"f": {"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": "gid://shopify/FulfillmentOrder/1"}]}})
    assert answer["fulfillmentCreate"]["userErrors"][0]["message"] == "Fulfillment order does not exist."


def test_tracking_is_changed_later(order, data):
    made = ship(data, order)["fulfillment"]
    text = """mutation($id: ID!) { fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: {number: "N2", company: "UPS"}) {
              fulfillment { trackingInfo { number company } } userErrors { message } } }"""
    answer = data(order.shop, text, {"id": made["id"]})["fulfillmentTrackingInfoUpdate"]
    assert answer["fulfillment"]["trackingInfo"] == [{"number": "N2", "company": "UPS"}]


def test_a_cancelled_fulfillment_opens_its_units_again(order, data):
    made = ship(data, order)["fulfillment"]
    text = "mutation($id: ID!) { fulfillmentCancel(id: $id) { fulfillment { status } userErrors { message } } }"
    assert data(order.shop, text, {"id": made["id"]})["fulfillmentCancel"]["fulfillment"]["status"] == "CANCELLED"
    assert order.fulfillment_status == "UNFULFILLED"
    assert [f.status for f in order.fulfillment_orders] == ["CLOSED", "OPEN"]
    assert sum(p.remaining_quantity for p in order.fulfillment_orders[1].lines) == 6


def test_hold_release_move_split(order, data):
    shop, one = order.shop, order.fulfillment_orders[0]
    hold = 'mutation($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: OTHER, reasonNotes: "n"}) { fulfillmentOrder { status } userErrors { message } } }'
    assert data(shop, hold, {"id": one.id})["fulfillmentOrderHold"]["fulfillmentOrder"]["status"] == "ON_HOLD"
    assert ship(data, order)["userErrors"][0]["message"].endswith("unfulfillable status= on_hold.")
    release = "mutation($id: ID!) { fulfillmentOrderReleaseHold(id: $id) { fulfillmentOrder { status } userErrors { message } } }"
    assert data(shop, release, {"id": one.id})["fulfillmentOrderReleaseHold"]["fulfillmentOrder"]["status"] == "OPEN"
    other = list(shop.locations)[1]
    move = """mutation($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) { fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {
              movedFulfillmentOrder { id assignedLocation { location { id } } lineItems(first: 5) { nodes { remainingQuantity } } } remainingFulfillmentOrder { id } userErrors { message } } }"""
    answer = data(shop, move, {"id": one.id, "to": other.id, "lines": [{"id": one.lines[0].id, "quantity": 1}]})["fulfillmentOrderMove"]
    assert answer["movedFulfillmentOrder"]["assignedLocation"]["location"]["id"] == other.id
    assert (
        answer["movedFulfillmentOrder"]["lineItems"]["nodes"] == [{"remainingQuantity": 1}]
        and answer["remainingFulfillmentOrder"]["id"] == one.id
    )
    assert sum(p.remaining_quantity for f in order.fulfillment_orders for p in f.lines) == 6
    moved = order.fulfillment_orders[1]
    both = {"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": one.id}, {"fulfillmentOrderId": moved.id}]}
    assert "same location" in data(shop, CREATE, {"f": both})["fulfillmentCreate"]["userErrors"][0]["message"]


ASSIGNED = """query A($s: FulfillmentOrderAssignmentStatus) { assignedFulfillmentOrders(first: 9, assignmentStatus: $s) { nodes { id requestStatus } } }"""
ACCEPT = """mutation A($id: ID!) { fulfillmentOrderAcceptFulfillmentRequest(id: $id) { fulfillmentOrder { status requestStatus } userErrors { message } } }"""


def test_requests_to_our_own_service(make_shop, data, ask):
    shop = make_shop("service", locations=1)
    seed_services(shop, 1)
    seed_services(shop, 1, foreign=True)
    own, foreign = [x for x in shop.locations if x.service]
    orders = seed_orders(shop, 2, 1)
    for order, place in zip(orders, (own, foreign)):
        order.fulfillment_orders[0].location, order.fulfillment_orders[0].request_status = place, "SUBMITTED"
    found = data(shop, ASSIGNED, {"s": "FULFILLMENT_REQUESTED"})["assignedFulfillmentOrders"]["nodes"]
    assert [x["id"] for x in found] == [orders[0].fulfillment_orders[0].id], "another app's service is not ours"
    answer = data(shop, ACCEPT, {"id": found[0]["id"]})["fulfillmentOrderAcceptFulfillmentRequest"]
    assert answer["fulfillmentOrder"] == {"status": "IN_PROGRESS", "requestStatus": "ACCEPTED"} and answer["userErrors"] == []
    assert data(shop, ASSIGNED, {"s": "FULFILLMENT_REQUESTED"})["assignedFulfillmentOrders"]["nodes"] == []
    assert len(data(shop, ASSIGNED, {"s": "FULFILLMENT_ACCEPTED"})["assignedFulfillmentOrders"]["nodes"]) == 1
    again = data(shop, ACCEPT, {"id": found[0]["id"]})["fulfillmentOrderAcceptFulfillmentRequest"]
    assert again["userErrors"]
