"""Fulfillment orders (what is to be shipped from where) and fulfillments (what was)."""

from ..engine.registry import model
from .base import Record


@model("FulfillmentOrderLineItem")
class FulfillmentOrderLine(Record):
    __slots__ = ("number", "fulfillment_order", "line", "total_quantity", "remaining_quantity")

    def __init__(self, number, fulfillment_order, line, quantity):
        self.number, self.fulfillment_order, self.line = number, fulfillment_order, line
        self.total_quantity = self.remaining_quantity = quantity


@model("FulfillmentOrder")
class FulfillmentOrder(Record):
    __slots__ = (
        "number",
        "order",
        "location",
        "status",
        "request_status",
        "lines",
        "created_at",
        "updated_at",
        "holds",
        "fulfill_at",
        "third_party",
    )

    def __init__(self, number, order, location, created_at):
        self.number, self.order, self.location = number, order, location
        self.status, self.request_status, self.lines, self.holds = "OPEN", "UNSUBMITTED", [], []
        self.created_at = self.updated_at = self.fulfill_at = created_at
        self.third_party = False


@model("FulfillmentLineItem")
class FulfillmentLine(Record):
    __slots__ = ("number", "fulfillment", "line", "quantity", "fulfillment_order_line", "returned")

    def __init__(self, number, fulfillment, line, quantity, fulfillment_order_line=None):
        self.number, self.fulfillment, self.line, self.quantity = number, fulfillment, line, quantity
        self.fulfillment_order_line, self.returned = fulfillment_order_line, 0


@model("Fulfillment")
class Fulfillment(Record):
    __slots__ = (
        "number",
        "order",
        "location",
        "status",
        "lines",
        "created_at",
        "updated_at",
        "tracking",
        "name",
        "fulfillment_orders",
        "notified",
        "display_status",
    )

    def __init__(self, number, order, location, created_at, name):
        self.number, self.order, self.location, self.name = number, order, location, name
        self.status, self.lines, self.tracking, self.fulfillment_orders = "SUCCESS", [], [], []
        self.created_at = self.updated_at = created_at
        self.notified, self.display_status = False, "FULFILLED"
