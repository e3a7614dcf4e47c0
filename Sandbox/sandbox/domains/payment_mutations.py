"""Money by the API: mark as paid, capture, void, refund."""

from ..engine.registry import field
from ..model import money
from ..shopfloor import orders as floor
from .common import find, user_error


def model_order(c, gid):
    order = find(c, gid, "Order")
    return None if order is None or order.__class__ is dict else order


def both(order, amount):
    """The pair for an amount in the presentment currency."""
    presentment = money.minor(order.presentment, amount)
    if order.presentment == order.currency:
        return (presentment, presentment)
    whole = order.total
    return (money.divide(presentment * whole[0], whole[1]) if whole[1] else 0, presentment)


@field("Mutation.orderMarkAsPaid")
def _(_o, a, c):
    order = model_order(c, a["input"]["id"])
    if order is None:
        return {"order": None, "userErrors": [user_error(["id"], "Order does not exist")]}
    if order.cancelled_at or order.due[1] <= 0:
        return {"order": order, "userErrors": [user_error(["id"], "Order cannot be marked as paid.")]}
    floor.pay(c.shop, order, "manual")
    c.shop.happened("ORDERS_PAID", order)
    c.applied("orderMarkAsPaid", id=order.id)
    return {"order": order, "userErrors": []}


def authorization_left(order, parent):
    taken = money.total([t.amount for t in order.transactions if t.parent is parent and t.kind == "CAPTURE" and t.status == "SUCCESS"])
    return money.subtract(parent.amount, taken)


@field("Mutation.orderCapture")
def _(_o, a, c):
    given = a["input"]

    def refuse(message, path=None):
        return {"transaction": None, "userErrors": [user_error(path, message)]}

    order = model_order(c, given["id"])
    if order is None:
        return refuse("Order does not exist", ["id"])
    parent = find(c, given["parentTransactionId"], "OrderTransaction")
    if parent is None or parent.order is not order:
        return refuse("Unable to find parent transaction")
    if given.get("currency", order.currency) != order.presentment:
        return refuse(f"Currency Currency must match parent transaction {order.presentment}", ["currency"])
    amount = both(order, given["amount"])
    if amount[1] <= 0:
        return refuse("Amount must be greater than zero for capture transactions")
    if given.get("finalCapture") is not None:
        return refuse(
            "Setting final capture is not supported for this transaction's payment gateway. Please remove the parameter or set it to "
            "null, then try again."
        )
    left = authorization_left(order, parent)
    if amount[1] > left[1] or parent.kind != "AUTHORIZATION":
        return refuse(f"Cannot capture more than the authorized {money.scalar(order.presentment, parent.amount[1])} for this payment.")
    made = floor.transaction(c.shop, order, "CAPTURE", left if amount[1] == left[1] else amount, parent.gateway, parent)
    c.shop.touch(order)
    c.applied("orderCapture", id=order.id, transaction=made.id)
    return {"transaction": made, "userErrors": []}


@field("Mutation.transactionVoid")
def _(_o, a, c):
    def refuse(message, code):
        return {"transaction": None, "userErrors": [user_error(["parentTransactionId"], message, code, "TransactionVoidUserError")]}

    parent = find(c, a["parentTransactionId"], "OrderTransaction")
    if parent is None or parent.__class__ is dict:
        return refuse("Transaction does not exist", "TRANSACTION_NOT_FOUND")
    if parent.kind != "AUTHORIZATION" or parent.status != "SUCCESS":
        return refuse("Parent transaction must be a successful authorization", "AUTH_NOT_SUCCESSFUL")
    order = parent.order
    if any(t.parent is parent for t in order.transactions):
        return refuse("Parent transaction require a parent_id referring to a voidable transaction", "AUTH_NOT_VOIDABLE")
    made = floor.transaction(c.shop, order, "VOID", money.ZERO, parent.gateway, parent)
    c.shop.touch(order)
    c.applied("transactionVoid", id=order.id)
    return {"transaction": made, "userErrors": []}


@field("Mutation.refundCreate")
def _(_o, a, c):
    given = a["input"]

    def refuse(message, path=None):
        return {"order": order, "refund": None, "userErrors": [user_error(path, message)]}

    order = model_order(c, given["orderId"])
    if order is None:
        return refuse("Order does not exist", ["orderId"])
    lines = []
    for index, entry in enumerate(given.get("refundLineItems") or []):
        line = find(c, entry["lineItemId"], "LineItem")
        if line is None or line.__class__ is dict or line.order is not order:
            return refuse("Line item does not exist", ["refundLineItems", str(index), "lineItemId"])
        asked = entry["quantity"] + sum(q for n, q, _ in lines if n is line)
        if entry["quantity"] < 0 or asked > line.current_quantity:
            return refuse("Quantity cannot refund more items than were purchased", ["refundLineItems", str(index), "quantity"])
        lines.append((line, entry["quantity"], entry.get("restockType") or "NO_RESTOCK"))
    amount = money.ZERO
    for entry in given.get("transactions") or []:
        if entry["kind"] != "REFUND":
            return refuse(f"Kind {entry['kind'].lower()} is not a valid transaction")
        parent = find(c, entry.get("parentId") or "", "OrderTransaction")
        if parent is None or parent.order is not order:
            return refuse("Transactions require a parent_id associated with the order", ["transactions"])
        amount = money.add(amount, both(order, entry["amount"]))
    left = order.net_payment
    if amount[1] > left[1] and not given.get("allowOverRefunding"):
        return refuse(
            f"Refund amount {money.scalar(order.presentment, amount[1])} is greater than net payment received "
            f"{money.scalar(order.presentment, left[1])}",
            ["transactions"],
        )
    if amount[1] == left[1]:
        amount = left
    shipping = given.get("shipping") or {}
    part = "full" if shipping.get("fullRefund") else both(order, shipping["amount"]) if shipping.get("amount") is not None else None
    made = floor.refund(
        c.shop,
        order,
        [(n, q) for n, q, _ in lines],
        part,
        lines[0][2] if lines else "NO_RESTOCK",
        given.get("note"),
        amount=amount,
        duties=bool(given.get("refundDuties")),
    )
    c.applied("refundCreate", id=order.id, refund=made.id)
    return {"order": order, "refund": made, "userErrors": []}
