"""Refunds and returns."""

from ..engine.registry import model
from . import money
from .base import Record


@model("RefundLineItem")
class RefundLine(Record):
    __slots__ = ("number", "refund", "line", "quantity", "subtotal", "tax", "restock", "location")

    def __init__(self, number, refund, line, quantity, subtotal, tax, restock="NO_RESTOCK", location=None):
        self.number, self.refund, self.line, self.quantity = number, refund, line, quantity
        self.subtotal, self.tax, self.restock, self.location = subtotal, tax, restock, location


@model("RefundShippingLine")
class RefundShippingLine(Record):
    __slots__ = ("number", "refund", "shipping_line", "subtotal", "tax")

    def __init__(self, number, refund, shipping_line, subtotal, tax):
        self.number, self.refund, self.shipping_line, self.subtotal, self.tax = number, refund, shipping_line, subtotal, tax


@model("OrderAdjustment")
class Adjustment(Record):
    __slots__ = ("number", "refund", "amount", "tax", "reason")

    def __init__(self, number, refund, amount, tax=money.ZERO, reason="REFUND_DISCREPANCY"):
        self.number, self.refund, self.amount, self.tax, self.reason = number, refund, amount, tax, reason


@model("Refund")
class Refund(Record):
    __slots__ = (
        "number",
        "order",
        "created_at",
        "updated_at",
        "note",
        "lines",
        "shipping_lines",
        "adjustments",
        "transactions",
        "duties",
        "return_",
        "duty",
    )

    def __init__(self, number, order, created_at, note=None):
        self.number, self.order, self.created_at, self.updated_at, self.note = number, order, created_at, created_at, note
        self.lines, self.shipping_lines, self.adjustments, self.transactions, self.duties = [], [], [], [], []
        self.return_, self.duty = None, money.ZERO

    @property
    def total(self):
        return money.total([t.amount for t in self.transactions if t.kind == "REFUND"])


@model("ReturnLineItem")
class ReturnLine(Record):
    __slots__ = (
        "number",
        "return_",
        "fulfillment_line",
        "quantity",
        "refunded",
        "processed",
        "reason",
        "note",
        "customer_note",
        "restocking_percent",
    )

    def __init__(self, number, return_, fulfillment_line, quantity, reason="UNKNOWN", note=""):
        self.number, self.return_, self.fulfillment_line, self.quantity = number, return_, fulfillment_line, quantity
        self.refunded, self.processed, self.reason, self.note = 0, 0, reason, note
        self.customer_note, self.restocking_percent = None, None


@model("ExchangeLineItem")
class ExchangeLine(Record):
    __slots__ = ("number", "return_", "line", "quantity", "processed", "variant")

    def __init__(self, number, return_, variant, quantity):
        self.number, self.return_, self.variant, self.quantity = number, return_, variant, quantity
        self.line, self.processed = None, 0


@model("Return")
class Return(Record):
    __slots__ = (
        "number",
        "order",
        "name",
        "status",
        "created_at",
        "closed_at",
        "approved_at",
        "lines",
        "exchange_lines",
        "refunds",
        "fees",
        "decline",
    )

    def __init__(self, number, order, name, created_at):
        self.number, self.order, self.name, self.created_at = number, order, name, created_at
        self.status, self.closed_at, self.approved_at = "OPEN", None, created_at
        self.lines, self.exchange_lines, self.refunds, self.fees, self.decline = [], [], [], [], None
