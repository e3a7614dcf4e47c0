"""Returns and exchanges."""

from ..model import money
from ..model.refund import ExchangeLine, Return, ReturnLine
from . import orders as floor
from .edits import add_line


def open_return(shop, order, parts, reason="UNKNOWN", note="", status="OPEN", exchange=(), fee=None):
    """`parts` is [(fulfillment line, quantity)]; `exchange` is [(variant, quantity)]."""
    made = Return(shop.numbers.next("Return"), order, f"{order.name}-R{len(order.returns) + 1}", shop.now())
    made.status = status
    if status == "REQUESTED":
        made.approved_at = None
    for fulfillment_line, quantity in parts:
        made.lines.append(shop.keep(ReturnLine(shop.numbers.next("ReturnLineItem"), made, fulfillment_line, quantity, reason, note)))
        fulfillment_line.returned += quantity
    for variant, quantity in exchange:
        made.exchange_lines.append(shop.keep(ExchangeLine(shop.numbers.next("ExchangeLineItem"), made, variant, quantity)))
    if fee is not None:
        made.fees.append(fee)
    order.returns.append(shop.keep(made))
    shop.touch(order)
    return made


def process(shop, made, restock="RETURN", refund=True, quantities=None, close=True):
    """Takes goods back (all, or the given quantities by return line): refunds them, turns exchange items into lines of the order,
    closes the return when nothing is left (by the API it stays open until it is closed)."""
    order = made.order
    lines = []
    for part in made.lines:
        quantity = part.quantity - part.processed if quantities is None else quantities.get(part, 0)
        part.processed += quantity
        part.refunded += quantity
        if quantity:
            lines.append((part.fulfillment_line.line, quantity))
    for part in made.exchange_lines:
        if part.line is None:
            part.line = add_line(shop, order, part.variant, part.quantity)
            part.line.exchange, part.processed = True, part.quantity
    if lines:
        # What the exchange items cost is kept back from the money that is returned.
        kept = money.total(
            [money.add(p.line.net, money.ZERO if order.taxes_included else p.line.tax) for p in made.exchange_lines if p.line]
        )
        amount = None
        if not refund:
            amount = money.ZERO
        elif kept != money.ZERO:
            due = floor.due_for(order, lines)
            amount = tuple(max(0, d - k) for d, k in zip(due, kept))
        made.refunds.append(
            floor.refund(shop, order, lines, None, restock, amount=amount, return_=made, discrepancy=made.exchange_lines == [])
        )
    if close and all(part.processed == part.quantity for part in made.lines):
        made.status, made.closed_at = "CLOSED", shop.now()
    shop.touch(order)
    return made
