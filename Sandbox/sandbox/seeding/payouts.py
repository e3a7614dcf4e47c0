"""Payouts over what was paid through Shopify Payments: one a day; the last one is still under way."""

from itertools import groupby

from ..model.payout import BalanceTransaction, Payout

DAY = 86_400


def fee_of(shop, amount):
    """2.9 % and 30 cents."""
    return amount * 29 // 1000 + shop.minor(0.3)


def open_transactions(shop):
    """Payments and refunds that no payout has yet, oldest first."""
    known = {t.transaction.number for t in shop.balance_transactions if t.transaction is not None}
    found = [
        t
        for order in shop.orders
        if order.__class__ is not dict
        for t in order.transactions
        if t.gateway == "shopify_payments" and t.status == "SUCCESS" and t.kind in ("SALE", "CAPTURE", "REFUND") and t.number not in known
    ]
    return sorted(found, key=lambda t: (t.created_at, t.number))


def seed_payouts(shop, count=None):
    """Makes payouts for all open payments (or the first `count` days of them); returns them."""
    made = []
    for day, group in groupby(open_transactions(shop), key=lambda t: t.created_at // DAY):
        if count is not None and len(made) == count:
            break
        made.append(payout(shop, day, list(group)))
    if made and made[-1].issued_at > shop.now() - DAY:
        made[-1].status = "SCHEDULED"
    return made


def payout(shop, day, payments):
    entries = []
    for payment in payments:
        back = payment.kind == "REFUND"
        amount = -payment.amount[0] if back else payment.amount[0]
        entries.append(
            BalanceTransaction(
                shop.numbers.next("ShopifyPaymentsBalanceTransaction"),
                "REFUND" if back else "CHARGE",
                amount,
                0 if back else fee_of(shop, amount),
                payment.created_at,
                payment,
            )
        )
    if day % 5 == 0:
        entries.append(
            BalanceTransaction(
                shop.numbers.next("ShopifyPaymentsBalanceTransaction"),
                "ADJUSTMENT",
                -shop.minor(1.5),
                0,
                day * DAY + DAY - 1,
                None,
                "Correction of an earlier fee",
            )
        )
    made = Payout(shop.numbers.next("ShopifyPaymentsPayout"), (day + 1) * DAY, entries)
    entries.append(BalanceTransaction(shop.numbers.next("ShopifyPaymentsBalanceTransaction"), "TRANSFER", -made.net, 0, made.issued_at))
    for entry in entries:
        entry.payout = made
        shop.balance_transactions.add(entry)
    return shop.payouts.add(made)
