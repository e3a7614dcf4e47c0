"""Payouts of Shopify Payments and the balance transactions they are made of. Amounts are minor units of the shop's currency."""

from ..engine.registry import model
from .base import Record


@model("ShopifyPaymentsBalanceTransaction")
class BalanceTransaction(Record):
    __slots__ = ("number", "payout", "kind", "amount", "fee", "at", "transaction", "reason", "test")

    def __init__(self, number, kind, amount, fee, at, transaction=None, reason=None):
        self.number, self.kind, self.amount, self.fee, self.at = number, kind, amount, fee, at
        self.transaction, self.reason, self.payout, self.test = transaction, reason, None, False

    @property
    def net(self):
        return self.amount - self.fee


@model("ShopifyPaymentsPayout")
class Payout(Record):
    __slots__ = ("number", "issued_at", "status", "transactions", "trace")

    def __init__(self, number, issued_at, transactions, status="PAID"):
        self.number, self.issued_at, self.transactions, self.status = number, issued_at, transactions, status
        self.trace = f"TRACE{number}"

    @property
    def net(self):
        return sum(t.net for t in self.transactions if t.kind != "TRANSFER")

    @property
    def gross(self):
        return sum(t.amount for t in self.transactions if t.kind != "TRANSFER")
