"""Mark as paid, capture, void, refund, return, orderCreate; payouts that reconcile."""

import pytest

from sandbox.model import money
from sandbox.seeding.orders import seed_orders
from sandbox.seeding.payouts import seed_payouts
from sandbox.shopfloor.builder import OrderBuilder
from sandbox.shopfloor.shipping import fulfil_all
from sandbox.seeding.orders import file_orders


def order_of(shop, pay=None, **settings):
    builder = OrderBuilder(shop, shop.now(), **settings)
    builder.line(None, 2, 1000, shop.variant_list()[0])
    builder.shipping("Standard", 500)
    builder.taxes([("VAT", "0.10")])
    if pay == "authorize":
        builder.pay("shopify_payments", kind="AUTHORIZATION")
    elif pay:
        builder.pay("shopify_payments")
    order = builder.finish()
    file_orders(shop, [order])
    return order


def test_mark_as_paid(shop, data):
    order = order_of(shop)
    text = "mutation($id: ID!) { orderMarkAsPaid(input: {id: $id}) { order { displayFinancialStatus totalOutstandingSet { shopMoney { amount } } } userErrors { message } } }"
    assert data(shop, text, {"id": order.id})["orderMarkAsPaid"]["order"] == {
        "displayFinancialStatus": "PAID",
        "totalOutstandingSet": {"shopMoney": {"amount": "0.0"}},
    }
    assert data(shop, text, {"id": order.id})["orderMarkAsPaid"]["userErrors"] == [{"message": "Order cannot be marked as paid."}]


def test_capture_and_void(shop, data):
    order = order_of(shop, "authorize")
    assert order.financial_status == "AUTHORIZED" and order.total[0] == 2750
    text = "mutation($i: OrderCaptureInput!) { orderCapture(input: $i) { transaction { kind amountSet { shopMoney { amount } } } userErrors { message } } }"
    given = {"id": order.id, "parentTransactionId": order.transactions[0].id}
    assert "Cannot capture more" in data(shop, text, {"i": {**given, "amount": "99"}})["orderCapture"]["userErrors"][0]["message"]
    assert data(shop, text, {"i": {**given, "amount": "27.50"}})["orderCapture"]["transaction"] == {
        "kind": "CAPTURE",
        "amountSet": {"shopMoney": {"amount": "27.5"}},
    }
    assert order.financial_status == "PAID"
    void = "mutation($id: ID!) { transactionVoid(parentTransactionId: $id) { transaction { kind } userErrors { code } } }"
    assert data(shop, void, {"id": order.transactions[0].id})["transactionVoid"]["userErrors"] == [{"code": "AUTH_NOT_VOIDABLE"}]
    other = order_of(shop, "authorize")
    assert data(shop, void, {"id": other.transactions[0].id})["transactionVoid"]["transaction"] == {"kind": "VOID"}
    assert other.financial_status == "VOIDED"


REFUND = """mutation($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { refund { id totalRefundedSet { shopMoney { amount } }
  refundLineItems(first: 5) { nodes { quantity restockType subtotalSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } } } } } userErrors { field message } } }"""


def refund_input(order, quantity, amount):
    return {
        "orderId": order.id,
        "refundLineItems": [{"lineItemId": order.lines[0].id, "quantity": quantity, "restockType": "RETURN"}],
        "transactions": [
            {"orderId": order.id, "kind": "REFUND", "gateway": "shopify_payments", "amount": amount, "parentId": order.transactions[0].id}
        ],
    }


def test_refund(shop, data):
    order = order_of(shop, "pay")
    before = order.lines[0].variant.item.levels[shop.main_location().number].available
    answer = data(shop, REFUND, {"key": "a", "input": refund_input(order, 1, "11.00")})["refundCreate"]
    assert answer["userErrors"] == [] and answer["refund"]["totalRefundedSet"]["shopMoney"]["amount"] == "11.0"
    assert answer["refund"]["refundLineItems"]["nodes"][0]["totalTaxSet"]["shopMoney"]["amount"] == "1.0"
    assert order.financial_status == "PARTIALLY_REFUNDED" and order.outstanding == (0, 0)
    assert order.lines[0].variant.item.levels[shop.main_location().number].available == before + 1
    again = data(shop, REFUND, {"key": "a", "input": refund_input(order, 1, "11.00")})["refundCreate"]
    assert again["refund"]["id"] == answer["refund"]["id"] and len(order.refunds) == 1
    assert data(shop, REFUND, {"key": "b", "input": refund_input(order, 2, "1")})["refundCreate"]["userErrors"][0]["field"] == [
        "refundLineItems",
        "0",
        "quantity",
    ]
    assert (
        "greater than net payment"
        in data(shop, REFUND, {"key": "c", "input": refund_input(order, 1, "99")})["refundCreate"]["userErrors"][0]["message"]
    )


def test_return_processed_with_refund(shop, data):
    order = order_of(shop, "pay")
    fulfil_all(shop, order)
    create = """mutation($r: ReturnInput!) { returnCreate(returnInput: $r) { return { id status returnLineItems(first: 5) { nodes { id quantity } } } userErrors { field code } } }"""
    line = order.fulfillments[0].lines[0]
    given = {"orderId": order.id, "returnLineItems": [{"fulfillmentLineItemId": line.id, "quantity": 1, "returnReason": "WRONG_ITEM"}]}
    made = data(shop, create, {"r": given})["returnCreate"]["return"]
    assert made["status"] == "OPEN" and order.return_status == "IN_PROGRESS"
    too_many = {**given, "returnLineItems": [{"fulfillmentLineItemId": line.id, "quantity": 5, "returnReason": "COLOR"}]}
    assert data(shop, create, {"r": too_many})["returnCreate"]["userErrors"][0]["code"] == "INVALID"
    process = """mutation($i: ReturnProcessInput!) { returnProcess(input: $i) { return { status refunds(first: 2) { nodes { totalRefundedSet { shopMoney { amount } } } } } userErrors { code } } }"""
    answer = data(
        shop,
        process,
        {
            "i": {
                "returnId": made["id"],
                "returnLineItems": [{"id": made["returnLineItems"]["nodes"][0]["id"], "quantity": 1}],
                "financialTransfer": {"issueRefund": {"orderTransactions": []}},
            }
        },
    )["returnProcess"]
    assert answer["return"] == {"status": "OPEN", "refunds": {"nodes": [{"totalRefundedSet": {"shopMoney": {"amount": "11.0"}}}]}}
    assert order.lines[0].current_quantity == 1 and order.return_status == "IN_PROGRESS"
    data(shop, "mutation($id: ID!) { returnClose(id: $id) { return { status } userErrors { code } } }", {"id": made["id"]})
    assert order.return_status == "RETURNED"


CREATE = """mutation($o: OrderCreateOrderInput!) { orderCreate(order: $o) { order { id name email displayFinancialStatus totalPriceSet { shopMoney { amount } }
  totalTaxSet { shopMoney { amount } } customer { id } fulfillmentOrders(first: 2) { nodes { status } } } userErrors { field message } } }"""


def test_order_create(shop, data):
    money_of = lambda amount: {"shopMoney": {"amount": amount, "currencyCode": "USD"}}  # noqa: E731
    given = {
        "email": "new@example.com",
        "lineItems": [
            {
                "variantId": shop.variant_list()[0].id,
                "quantity": 2,
                "priceSet": money_of("10.00"),
                "taxLines": [{"title": "VAT", "rate": "0.2", "priceSet": money_of("4.00")}],
            }
        ],
        "shippingLines": [{"title": "Post", "priceSet": money_of("3.00")}],
        "transactions": [{"kind": "SALE", "status": "SUCCESS", "amountSet": money_of("27.00")}],
    }
    order = data(shop, CREATE, {"o": given})["orderCreate"]["order"]
    assert order["displayFinancialStatus"] == "PAID" and order["totalPriceSet"]["shopMoney"]["amount"] == "27.0"
    assert order["fulfillmentOrders"]["nodes"] == [{"status": "OPEN"}] and order["customer"]
    assert data(shop, CREATE, {"o": {"lineItems": []}})["orderCreate"]["order"] is None


PAYOUTS = """{ shopifyPaymentsAccount { payouts(first: 50) { nodes { id status issuedAt net { amount currencyCode } summary { chargesGross { amount } chargesFee { amount }
  refundsFeeGross { amount } refundsFee { amount } adjustmentsGross { amount } adjustmentsFee { amount } } } }
  balanceTransactions(first: 250, hideTransfers: true) { nodes { id type amount { amount } fee { amount } net { amount } associatedOrder { id name } associatedPayout { id status }
  sourceOrderTransactionId } pageInfo { hasNextPage } } } }"""


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_payouts_reconcile(make_shop, data, currency):
    shop = make_shop("paid", currency=currency)
    seed_orders(shop, 150, 3, "everything")
    made = seed_payouts(shop)
    assert len(made) >= 20 and seed_payouts(shop) == []
    account = data(shop, PAYOUTS)["shopifyPaymentsAccount"]
    entries = account["balanceTransactions"]["nodes"]
    assert not account["balanceTransactions"]["pageInfo"]["hasNextPage"]

    def units(value):
        return money.minor(currency, value["amount"])

    for payout in account["payouts"]["nodes"]:
        own = [e for e in entries if e["associatedPayout"]["id"] == payout["id"]]
        assert sum(units(e["net"]) for e in own) == units(payout["net"])
        assert all(units(e["amount"]) - units(e["fee"]) == units(e["net"]) for e in own)
        summary = {k: units(v) for k, v in payout["summary"].items()}
        gross = summary["chargesGross"] + summary["refundsFeeGross"] + summary["adjustmentsGross"]
        fees = summary["chargesFee"] + summary["refundsFee"] + summary["adjustmentsFee"]
        assert gross - fees == units(payout["net"])
    by_number = {str(t.number): t for o in shop.orders for t in o.transactions}
    for entry in entries:
        if entry["type"] in ("CHARGE", "REFUND"):
            source = by_number[entry["sourceOrderTransactionId"]]
            assert source.order.id == entry["associatedOrder"]["id"] and abs(units(entry["amount"])) == source.amount[0]
