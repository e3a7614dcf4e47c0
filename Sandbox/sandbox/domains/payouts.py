"""Shopify Payments: account, payouts, balance transactions."""

from ..engine.registry import field
from ..model.base import iso


def amount(c, minor):
    return (c.shop.currency, minor)


@field("QueryRoot.shopifyPaymentsAccount")
def _(_o, a, c):
    return {
        "__typename": "ShopifyPaymentsAccount",
        "id": f"gid://shopify/ShopifyPaymentsAccount/{c.shop.seed}",
        "activated": True,
        "onboardable": False,
        "country": c.shop.country,
        "defaultCurrency": c.shop.currency,
        "chargeStatementDescriptor": c.shop.name.upper(),
        "balance": [
            amount(c, sum(t.net for p in c.shop.payouts if p.status == "SCHEDULED" for t in p.transactions if t.kind != "TRANSFER"))
        ],
        "payoutSchedule": {"__typename": "ShopifyPaymentsPayoutSchedule", "interval": "DAILY", "monthlyAnchor": None, "weeklyAnchor": None},
    }


@field("ShopifyPaymentsAccount.payouts")
def _(_o, a, c):
    kind = a.get("transactionType")
    return c.shop.payouts.page(a, also=None if kind is None else lambda p: (p.net < 0) == (kind == "WITHDRAWAL"))


@field("ShopifyPaymentsAccount.balanceTransactions")
def _(_o, a, c):
    return c.shop.balance_transactions.page(a, also=(lambda t: t.kind != "TRANSFER") if a.get("hideTransfers") else None)


@field("ShopifyPaymentsPayout.issuedAt")
def _(p, a, c):
    return iso(p.issued_at)


@field("ShopifyPaymentsPayout.net")
def _(p, a, c):
    return amount(c, p.net)


@field("ShopifyPaymentsPayout.gross")
def _(p, a, c):
    return amount(c, p.gross)


@field("ShopifyPaymentsPayout.externalTraceId")
def _(p, a, c):
    return p.trace


@field("ShopifyPaymentsPayout.transactionType")
def _(p, a, c):
    return "WITHDRAWAL" if p.net < 0 else "DEPOSIT"


@field("ShopifyPaymentsPayout.summary")
def _(p, a, c):
    def total(kind, name):
        return amount(c, sum(getattr(t, name) for t in p.transactions if t.kind == kind))

    zero = amount(c, 0)
    return {
        "__typename": "ShopifyPaymentsPayoutSummary",
        "chargesGross": total("CHARGE", "amount"),
        "chargesFee": total("CHARGE", "fee"),
        "refundsFeeGross": total("REFUND", "amount"),
        "refundsFee": total("REFUND", "fee"),
        "adjustmentsGross": total("ADJUSTMENT", "amount"),
        "adjustmentsFee": total("ADJUSTMENT", "fee"),
        **{
            n: zero
            for n in (
                "advanceFees",
                "advanceGross",
                "reservedFundsFee",
                "reservedFundsGross",
                "retriedPayoutsFee",
                "retriedPayoutsGross",
                "usdcRebateCreditAmount",
            )
        },
    }


@field("ShopifyPaymentsBalanceTransaction.amount")
def _(t, a, c):
    return amount(c, t.amount)


@field("ShopifyPaymentsBalanceTransaction.fee")
def _(t, a, c):
    return amount(c, t.fee)


@field("ShopifyPaymentsBalanceTransaction.net")
def _(t, a, c):
    return amount(c, t.net)


@field("ShopifyPaymentsBalanceTransaction.type")
def _(t, a, c):
    return t.kind


@field("ShopifyPaymentsBalanceTransaction.transactionDate")
def _(t, a, c):
    return iso(t.at)


@field("ShopifyPaymentsBalanceTransaction.adjustmentReason")
def _(t, a, c):
    return t.reason


@field("ShopifyPaymentsBalanceTransaction.associatedOrder")
def _(t, a, c):
    if t.transaction is None:
        return None
    order = t.transaction.order
    return {"__typename": "ShopifyPaymentsAssociatedOrder", "id": order.id, "name": order.name}


@field("ShopifyPaymentsBalanceTransaction.associatedPayout")
def _(t, a, c):
    return {
        "__typename": "ShopifyPaymentsBalanceTransactionAssociatedPayout",
        "id": t.payout.id if t.payout else None,
        "status": BALANCE[t.payout.status] if t.payout else "PENDING",
    }


BALANCE = {"SCHEDULED": "SCHEDULED", "IN_TRANSIT": "IN_TRANSIT", "PAID": "PAID", "FAILED": "FAILED", "CANCELED": "CANCELED"}


@field("ShopifyPaymentsBalanceTransaction.sourceOrderTransactionId")
def _(t, a, c):
    return str(t.transaction.number) if t.transaction else None


@field("ShopifyPaymentsBalanceTransaction.sourceId")
def _(t, a, c):
    return str(t.transaction.number if t.transaction else t.number)
