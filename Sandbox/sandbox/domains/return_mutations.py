"""Returns by the API."""

from ..engine.registry import field
from ..model import money
from ..shopfloor import returns
from .common import find, user_error
from .payment_mutations import model_order

TYPE = "ReturnUserError"


def refuse(path, message, code, **payload):
    return {"return": None, **payload, "userErrors": [user_error(path, message, code, TYPE)]}


def given_parts(c, order, entries, prefix, note_field):
    """(parts, refusal): fulfillment lines with quantity, reason and note."""
    parts = []
    for index, entry in enumerate(entries):
        path = [*prefix, str(index)]
        reason = entry.get("returnReason")
        if reason is None and entry.get("returnReasonDefinitionId") is None:
            if prefix[0] == "returnInput":
                return None, refuse(
                    path, "Return line items Either return reason or return reason definition must be provided", "NOT_FOUND"
                )
            return None, refuse([*path, "returnReason"], "Return reason can't be blank", "BLANK")
        if reason == "OTHER" and not (entry.get("returnReasonNote") or "").strip() and prefix[0] == "returnInput":
            return None, refuse(
                [*path, "returnReasonNote"],
                'Return line items return reason note The note is required when the return reason is "Other"',
                "BLANK",
            )
        line = find(c, entry["fulfillmentLineItemId"], "FulfillmentLineItem")
        if line is None or line.__class__ is dict or line.line.order is not order:
            return None, refuse([*path, "fulfillmentLineItemId"], "Fulfillment line item not found.", "NOT_FOUND")
        if not 0 < entry["quantity"] <= line.quantity - line.returned:
            return None, refuse([*path, "quantity"], "Return line items quantity Quantity is not available for return.", "INVALID")
        parts.append((line, entry["quantity"], reason or "UNKNOWN", entry.get(note_field) or "", entry.get("restockingFee")))
    return parts, None


def make(c, order, parts, status, exchange=(), fee=None):
    made = returns.open_return(c.shop, order, [(n, q) for n, q, *_ in parts], status=status, exchange=exchange, fee=fee)
    for line, (_, _, reason, note, restocking) in zip(made.lines, parts):
        line.reason, line.note = reason, note
        line.restocking_percent = (restocking or {}).get("percentage")
    return made


@field("Mutation.returnCreate")
def _(_o, a, c):
    given = a["returnInput"]
    order = model_order(c, given["orderId"])
    if order is None:
        return refuse(["returnInput", "orderId"], "Order not found.", "NOT_FOUND")
    parts, wrong = given_parts(c, order, given["returnLineItems"], ["returnInput", "returnLineItems"], "returnReasonNote")
    if wrong:
        return wrong
    exchange = []
    for index, entry in enumerate(given.get("exchangeLineItems") or []):
        variant = find(c, entry.get("variantId") or "", "ProductVariant")
        if variant is None:
            return refuse(["returnInput", "exchangeLineItems", str(index), "variantId"], "Variant not found.", "NOT_FOUND")
        exchange.append((variant, entry["quantity"]))
    fee = given.get("returnShippingFee")
    made = make(c, order, parts, "OPEN", exchange, fee and (money.minor(order.currency, fee["amount"]["amount"]),) * 2)
    c.shop.happened("RETURNS_APPROVE", made)
    c.applied("returnCreate", id=made.id, order=order.id)
    return {"return": made, "userErrors": []}


@field("Mutation.returnRequest")
def _(_o, a, c):
    given = a["input"]
    order = model_order(c, given["orderId"])
    if order is None:
        return refuse(["input", "orderId"], "Order not found.", "NOT_FOUND")
    parts, wrong = given_parts(c, order, given["returnLineItems"], ["input", "returnLineItems"], "customerNote")
    if wrong:
        return wrong
    made = make(c, order, [(n, q, r, "", f) for n, q, r, _, f in parts], "REQUESTED")
    for line, (_, _, _, note, _) in zip(made.lines, parts):
        line.customer_note = note or None
    c.shop.happened("RETURNS_REQUEST", made)
    c.applied("returnRequest", id=made.id, order=order.id)
    return {"return": made, "userErrors": []}


def found(c, gid):
    made = find(c, gid, "Return")
    return None if made is None or made.__class__ is dict else made


@field("Mutation.returnApproveRequest")
def _(_o, a, c):
    made = found(c, a["input"]["id"])
    if made is None:
        return refuse(["input", "id"], "Return not found.", "NOT_FOUND")
    if made.status != "REQUESTED":
        return refuse(["input", "id"], "Return is not approvable. Only returns with status REQUESTED can be approved.", "INVALID_STATE")
    return changed(c, made, "OPEN", "returnApproveRequest")


@field("Mutation.returnDeclineRequest")
def _(_o, a, c):
    made = found(c, a["input"]["id"])
    if made is None:
        return refuse(["input", "id"], "Return not found.", "NOT_FOUND")
    if made.status == "DECLINED":
        return refuse(["input", "id"], "The return is already declined.", "INVALID_STATE")
    if made.status != "REQUESTED":
        return refuse(
            ["input", "id"], "Return is not declinable. Only non-refunded returns with status REQUESTED can be declined.", "INVALID_STATE"
        )
    made.decline = {"reason": a["input"]["declineReason"], "note": a["input"].get("declineNote")}
    return changed(c, made, "DECLINED", "returnDeclineRequest")


def changed(c, made, status, operation):
    made.status = status
    now = c.shop.now()
    if status == "OPEN" and made.approved_at is None:
        made.approved_at = now
    made.closed_at = now if status == "CLOSED" else None
    if status in ("DECLINED", "CANCELED"):
        for part in made.lines:
            part.fulfillment_line.returned -= part.quantity
    c.shop.touch(made.order)
    c.applied(operation, id=made.id)
    return {"return": made, "userErrors": []}


def state_change(name, allowed, status, message="Return status is invalid."):
    @field(f"Mutation.{name}")
    def _(_o, a, c):
        made = found(c, a["id"])
        if made is None:
            return refuse(["id"], "Return not found.", "NOT_FOUND")
        if made.status == status:
            return {"return": made, "userErrors": []}
        if made.status not in allowed:
            return refuse(["id"], message, "INVALID_STATE")
        return changed(c, made, status, name)


state_change("returnClose", ("OPEN",), "CLOSED")
state_change("returnReopen", ("CLOSED",), "OPEN")
state_change("returnCancel", ("OPEN", "REQUESTED"), "CANCELED", "Return is not cancelable.")


@field("Mutation.returnProcess")
def _(_o, a, c):
    given = a["input"]
    made = found(c, given["returnId"])
    if made is None:
        return refuse(["input", "returnId"], "Return not found.", "NOT_FOUND")
    if made.status != "OPEN":
        return refuse(["input", "returnId"], "Return status is invalid.", "INVALID_STATE")
    by_id, quantities = {x.id: x for x in made.lines}, {}
    for index, entry in enumerate(given.get("returnLineItems") or []):
        part = by_id.get(entry["id"])
        if part is None:
            return refuse(["input", "returnLineItems", str(index), "id"], "Return line item was not found.", "NOT_FOUND")
        if not 0 < entry["quantity"] <= part.quantity - part.processed:
            return refuse(["input", "returnLineItems", str(index), "quantity"], "Quantity is not processable.", "INVALID")
        quantities[part] = entry["quantity"]
    transfer = (given.get("financialTransfer") or {}).get("issueRefund")
    returns.process(c.shop, made, "RETURN", refund=transfer is not None, quantities=quantities or None, close=False)
    c.applied("returnProcess", id=made.id, order=made.order.id)
    return {"return": made, "userErrors": []}


@field("Mutation.removeFromReturn")
def _(_o, a, c):
    made = found(c, a["returnId"])
    if made is None:
        return refuse(["returnId"], "Return not found.", "NOT_FOUND")
    if made.status not in ("OPEN", "REQUESTED"):
        return refuse(["returnId"], "Return status is invalid.", "INVALID_STATE")
    by_id = {x.id: x for x in made.lines}
    for index, entry in enumerate(a.get("returnLineItems") or []):
        part = by_id.get(entry["returnLineItemId"])
        if part is None or not 0 < entry["quantity"] <= part.quantity - part.processed:
            return refuse(["returnLineItems", str(index)], "Return line item was not found.", "NOT_FOUND")
        part.quantity -= entry["quantity"]
        part.fulfillment_line.returned -= entry["quantity"]
    made.lines = [x for x in made.lines if x.quantity]
    return changed(c, made, made.status if made.lines else "CLOSED", "removeFromReturn")
