"""Shipping: fulfillments over fulfillment orders."""

from ..model.fulfillment import Fulfillment, FulfillmentLine, FulfillmentOrder, FulfillmentOrderLine

OPEN = ("OPEN", "IN_PROGRESS")


def fulfil(shop, fulfillment_orders_with_lines, tracking=(), notify=False):
    """Ships `[(fulfillment order, [(its line, quantity)])]` of one order and location; an empty list means all that is left."""
    first = fulfillment_orders_with_lines[0][0]
    order, now = first.order, shop.now()
    made = Fulfillment(shop.numbers.next("Fulfillment"), order, first.location, now, f"{order.name}-F{len(order.fulfillments) + 1}")
    for fulfillment_order, parts in fulfillment_orders_with_lines:
        parts = parts or [(p, p.remaining_quantity) for p in fulfillment_order.lines if p.remaining_quantity]
        for part, quantity in parts:
            part.remaining_quantity -= quantity
            part.line.fulfilled += quantity
            made.lines.append(shop.keep(FulfillmentLine(shop.numbers.next("FulfillmentLineItem"), made, part.line, quantity, part)))
            level = part.line.variant.item.levels.get(first.location.number) if part.line.variant else None
            if level is not None:
                level.committed = max(0, level.committed - quantity)
        made.fulfillment_orders.append(fulfillment_order)
        done = not any(p.remaining_quantity for p in fulfillment_order.lines)
        fulfillment_order.status = "CLOSED" if done else "IN_PROGRESS"
        shop.touch(fulfillment_order, now)
    made.tracking = list(tracking)
    made.notified = notify
    order.fulfillments.append(shop.keep(made))
    shop.touch(order, now)
    return made


def fulfil_all(shop, order, tracking=()):
    """Ships everything that is left, one fulfillment a fulfillment order."""
    return [
        fulfil(shop, [(f, [])], tracking)
        for f in list(order.fulfillment_orders)
        if f.status in OPEN and any(p.remaining_quantity for p in f.lines)
    ]


def cancel(shop, made):
    """Cancels a fulfillment: its units are open again on a new fulfillment order."""
    made.status, made.display_status, made.updated_at = "CANCELLED", "CANCELED", shop.now()
    order, lines = made.order, []
    for part in made.lines:
        part.line.fulfilled -= part.quantity
        level = part.line.variant.item.levels.get(made.location.number) if part.line.variant else None
        if level is not None:
            level.committed += part.quantity
        lines.append((part.line, part.quantity))
    again = FulfillmentOrder(shop.numbers.next("FulfillmentOrder"), order, made.location, shop.now())
    for line, quantity in lines:
        again.lines.append(shop.keep(FulfillmentOrderLine(shop.numbers.next("FulfillmentOrderLineItem"), again, line, quantity)))
    order.fulfillment_orders.append(again)
    shop.fulfillment_orders.add(again)
    shop.touch(order)
