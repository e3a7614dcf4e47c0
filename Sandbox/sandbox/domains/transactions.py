"""Order transactions."""

from ..engine.registry import field
from ..model import money
from ..model.base import iso
from .common import bag, scalar


@field("OrderTransaction.amountSet")
def _(t, a, c):
    return bag(t.order, t.amount)


@field("OrderTransaction.amount")
def _(t, a, c):
    return scalar(t.order, t.amount)


@field("OrderTransaction.amountV2")
def _(t, a, c):
    return (t.order.currency, t.amount[0])


@field("OrderTransaction.amountRoundingSet")
def _(t, a, c):
    return bag(t.order, t.rounding) if t.rounding != money.ZERO else None


@field("OrderTransaction.createdAt", "OrderTransaction.processedAt")
def _(t, a, c):
    return iso(t.created_at)


@field("OrderTransaction.parentTransaction")
def _(t, a, c):
    return t.parent


@field("OrderTransaction.formattedGateway")
def _(t, a, c):
    return t.gateway.replace("_", " ").title() if t.gateway else None


@field("OrderTransaction.manualPaymentGateway")
def _(t, a, c):
    return t.gateway in ("manual", "Cash on Delivery (COD)", "Bank Deposit")


@field("OrderTransaction.accountNumber")
def _(t, a, c):
    return t.card["number"] if t.card else None


@field("OrderTransaction.paymentDetails")
def _(t, a, c):
    if not t.card:
        return None
    return {
        "__typename": "CardPaymentDetails",
        "avsResultCode": None,
        "cvvResultCode": None,
        "bin": t.card.get("bin"),
        "paymentMethodName": t.card["method"],
        "wallet": None,
        **{k: t.card.get(k) for k in ("company", "number", "name", "expirationMonth", "expirationYear")},
    }


@field("OrderTransaction.totalUnsettledSet")
def _(t, a, c):
    return bag(t.order, t.amount if t.kind == "AUTHORIZATION" and t.order.capturable[0] else money.ZERO)


@field("OrderTransaction.manuallyCapturable")
def _(t, a, c):
    return t.kind == "AUTHORIZATION" and t.order.capturable[0] > 0


@field("OrderTransaction.receiptJson")
def _(t, a, c):
    if t.gateway == "gift_card":
        return f'{{"gift_card_id":{t.number},"gift_card_last_characters":"{t.gift_card_last or "abcd"}"}}'
    return "{}"


@field("OrderTransaction.fees")
def _(t, a, c):
    return [
        {
            "__typename": "TransactionFee",
            "id": f"gid://shopify/TransactionFee/{t.number}",
            "amount": (t.order.currency, f),
            "flatFee": (t.order.currency, 30),
            "flatFeeName": None,
            "rate": "0.029",
            "rateName": None,
            "taxAmount": (t.order.currency, 0),
            "type": "processing_fee",
        }
        for f in t.fees
    ]


@field("OrderTransaction.settlementCurrency")
def _(t, a, c):
    return t.order.currency if t.gateway == "shopify_payments" else None
