"""What is done to an order after it was placed: paid, captured, cancelled, refunded, edited, updated."""

from ..model import money
from ..model.order import Transaction
from ..model.refund import Adjustment, Refund, RefundLine, RefundShippingLine


def transaction(shop, order, kind, amount, gateway, parent=None, status="SUCCESS"):
    made = Transaction(shop.numbers.next("OrderTransaction"), order, kind, amount, gateway, shop.now(), status, parent)
    order.transactions.append(made)
    return shop.keep(made)


def pay(shop, order, gateway="manual", amount=None):
    """A sale over what is due (or the given pair)."""
    made = transaction(shop, order, "SALE", amount or order.due, gateway)
    shop.touch(order)
    return made


def capture(shop, order, amount=None):
    """Captures the first open authorization, wholly or in part."""
    open_one = next(
        (
            t
            for t in order.transactions
            if t.kind == "AUTHORIZATION"
            and t.status == "SUCCESS"
            and not any(c.parent is t for c in order.transactions if c.kind in ("CAPTURE", "VOID"))
        ),
        None,
    )
    if open_one is None:
        raise ValueError("The order has no open authorization.")
    made = transaction(shop, order, "CAPTURE", amount or open_one.amount, open_one.gateway, open_one)
    shop.touch(order)
    return made


def void(shop, order):
    for one in list(order.transactions):
        if one.kind == "AUTHORIZATION" and not any(c.parent is one for c in order.transactions if c.kind in ("CAPTURE", "VOID")):
            transaction(shop, order, "VOID", money.ZERO, one.gateway, one)


def refund(
    shop, order, lines=(), shipping=None, restock="NO_RESTOCK", note=None, amount=None, return_=None, duties=False, discrepancy=True
):
    """Refunds (line, quantity) pairs and shipping ("full" or a pair of minor units before tax).

    `amount` overrides what is paid back; the difference to what the parts add up to becomes an order adjustment."""
    made = Refund(shop.numbers.next("Refund"), order, shop.now(), note)
    made.return_ = return_
    due = money.ZERO
    for line, quantity in lines:
        due = money.add(due, refund_line(shop, made, line, quantity, restock))
    if shipping is not None:
        due = money.add(due, refund_shipping(shop, made, shipping))
    if duties and order.duty != money.ZERO:
        made.duty = order.current_duty
        made.duties = [made.duty]
        due = money.add(due, made.duty)
    paid = due if amount is None else amount
    paid = cap(paid, order.net_payment)
    if paid != due and amount is not None and discrepancy:
        made.adjustments.append(shop.keep(Adjustment(shop.numbers.next("OrderAdjustment"), made, money.subtract(due, paid))))
        order.refund_discrepancy = money.add(order.refund_discrepancy, money.subtract(due, paid))
    if paid != money.ZERO:
        parent = next((t for t in order.transactions if t.kind in ("SALE", "CAPTURE") and t.status == "SUCCESS"), None)
        back = transaction(shop, order, "REFUND", paid, parent.gateway if parent else "manual", parent)
        made.transactions.append(back)
        if order.net_payment == money.ZERO:  # all cash went back: its rounding is undone too
            back.rounding = money.subtract(order.payment_rounding, order.refund_rounding)
    order.refunds.append(shop.keep(made))
    shop.happened("REFUNDS_CREATE", made)
    shop.touch(order)
    return made


def due_for(order, lines):
    """What refunding (line, quantity) pairs would pay back."""
    due = money.ZERO
    for line, quantity in lines:
        for whole in (line.net,) if order.taxes_included else (line.net, line.tax):
            due = money.add(due, money.subtract(line.share(whole, line.gone + quantity), line.share(whole, line.gone)))
    return due


def cap(pair, limit):
    return (min(pair[0], limit[0]), min(pair[1], limit[1]))


def refund_line(shop, made, line, quantity, restock):
    """Refunds units; the parts of all refunds of a line add up to the line exactly."""
    before, after = line.gone, line.gone + quantity
    subtotal = money.subtract(line.share(line.net, after), line.share(line.net, before))
    tax = money.subtract(line.share(line.tax, after), line.share(line.tax, before))
    line.refunded += quantity
    location = shop.main_location() if restock != "NO_RESTOCK" else None
    made.lines.append(shop.keep(RefundLine(shop.numbers.next("RefundLineItem"), made, line, quantity, subtotal, tax, restock, location)))
    take_from_fulfillment_orders(line, quantity)
    if location is not None and line.variant is not None:
        level = line.variant.item.levels.get(location.number)
        if level is not None:
            level.available += quantity
    return subtotal if made.order.taxes_included else money.add(subtotal, tax)


def take_from_fulfillment_orders(line, quantity):
    """Refunded or removed units that were not shipped yet need not be shipped any more."""
    for fulfillment_order in line.order.fulfillment_orders:
        for part in fulfillment_order.lines:
            if part.line is line and part.remaining_quantity and quantity:
                taken = min(part.remaining_quantity, quantity)
                part.remaining_quantity -= taken
                part.total_quantity -= taken
                quantity -= taken
        if fulfillment_order.status == "OPEN" and not any(p.remaining_quantity for p in fulfillment_order.lines):
            fulfillment_order.status = "CLOSED"


def refund_shipping(shop, made, amount):
    due = money.ZERO
    for line in made.order.shipping_lines:
        left = money.subtract(line.net, line.refunded)
        part = left if amount == "full" else cap(amount, left)
        if part == money.ZERO:
            continue
        tax = money.subtract(line.tax, line.refunded_tax) if part == left else money.portion(line.tax, part[0], line.net[0] or 1)
        line.refunded, line.refunded_tax = money.add(line.refunded, part), money.add(line.refunded_tax, tax)
        made.shipping_lines.append(shop.keep(RefundShippingLine(shop.numbers.next("RefundShippingLine"), made, line, part, tax)))
        due = money.add(due, part if made.order.taxes_included else money.add(part, tax))
        if amount != "full":
            amount = money.subtract(amount, part)
    return due


def cancel(shop, order, reason="OTHER", refund=True, restock=True, note=None):
    """Cancels: what was paid goes back, authorizations are voided, open fulfillment orders are closed."""
    lines = [(n, n.current_quantity) for n in order.lines if n.current_quantity]
    if refund and order.net_payment != money.ZERO:
        _refund_all(shop, order, lines, restock)
    void(shop, order)
    order.cancelled_at, order.cancel_reason, order.cancel_note = shop.now(), reason, note
    for fulfillment_order in order.fulfillment_orders:
        if fulfillment_order.status in ("OPEN", "IN_PROGRESS", "SCHEDULED", "ON_HOLD"):
            fulfillment_order.status = "CLOSED"
            shop.touch(fulfillment_order)
    shop.happened("ORDERS_CANCELLED", order)
    shop.touch(order)


def _refund_all(shop, order, lines, restock):
    kind = "CANCEL" if restock else "NO_RESTOCK"
    refund(shop, order, lines, "full", kind, amount=order.net_payment, duties=True, discrepancy=False)


def update(shop, order, note=None, tags=None, attributes=None):
    if note is not None:
        order.note = note
    if tags is not None:
        order.tags = list(tags)
    if attributes is not None:
        order.custom_attributes = attributes
    shop.touch(order)


def close_if_done(shop, order):
    """Shopify archives a paid and fulfilled order by itself."""
    if order.fulfillment_status == "FULFILLED" and order.financial_status == "PAID" and order.closed_at is None:
        order.closed_at = shop.now()
