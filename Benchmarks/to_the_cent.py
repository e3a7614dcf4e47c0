#!/usr/bin/env python3
"""Generated orders to the cent: every document's total beside Shopify's, every refund beside its credit memo, every payout to 0.00.

The orders are the sandbox's `everything` mix: taxes included and not, several rates, discounts on lines, orders and shipping, several
presentment currencies, tips, gift cards sold and used, duties, fees, cash rounding, refunds, returns, exchanges, edits, cancellations,
in shops whose currencies have 0, 2 and 3 decimals, with documents in the shop's and in the presentment currency. After the documents are
made, most are shipped, and the shops go on refunding, returning and editing. Exits 1 where a total differs and nobody is told.
"""

from __future__ import annotations

import argparse
import collections
import decimal
import random
import re
import sys
import time

import harness

SHOPS = [(currency, handling) for currency in ("USD", "JPY", "KWD", "EUR") for handling in ("shop", "presentment")]
MONEY = "{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }"
TRUTH = f"""query($after: String) {{ orders(first: 50, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{
    id name cancelledAt taxesIncluded currentTotalPriceSet {MONEY}
    totalCashRoundingAdjustment {{ paymentSet {MONEY} refundSet {MONEY} }}
    returns(first: 5) {{ nodes {{ exchangeLineItems(first: 5) {{ nodes {{ lineItems {{ id }} }} }} }} }}
    lineItems(first: 30) {{ nodes {{ id currentQuantity discountedTotalSet {MONEY} taxLines {{ priceSet {MONEY} }} }} }}
    refunds(first: 20) {{ id totalRefundedSet {MONEY} }} }} }} }}"""


class Shop:
    """A shop in one currency, and the installation that keeps its books."""

    def __init__(self, sandbox: harness.Sandbox, currency: str, handling: str, orders: int, seed: int):
        self.sandbox, self.currency, self.handling = sandbox, currency, handling
        self.name = f"{currency}-{handling}".lower()
        self.chance = random.Random(f"{seed}/{self.name}")
        self.part = "shopMoney" if handling == "shop" else "presentmentMoney"
        given = {"currency": currency, "seed": seed, "products": 40, "customers": 60, "rate": 10_000_000, "bucket": 10_000_000}
        sandbox.control("shops/add", given, shop=self.name)
        sandbox.control("seed", {"orders": orders, "mix": "everything", "lines": 4, "sinceDays": 40}, shop=self.name)
        self.installation = harness.Installation()
        self.installation.environment["BACKROOM_LOG_LEVEL"] = "error"
        # All shops but the first have a customer for orders that name no buyer: there they are parked.
        default = {}
        if (currency, handling) != SHOPS[0]:
            self.installation.load("customers", "no,name", ["CASH,Cash sales"])
            default = {"defaultCustomer": "CASH"}
        self.installation.add_shop(
            "CENT", sandbox, f"/shops/{self.name}", currencyHandling=handling, returns="creditMemo", **default
        )

    def run(self, task: str) -> dict:
        return self.installation.json("sync", task, "--shop", "CENT", "--foreground")

    def truth(self) -> dict[str, dict]:
        return {order["name"]: order for order in self.sandbox.everything(TRUTH, "orders", shop=self.name)}

    def amount(self, money_set: dict) -> decimal.Decimal:
        return decimal.Decimal(money_set[self.part]["amount"])

    def total(self, order: dict) -> decimal.Decimal:
        """What the document has to come to: what is left of the order, cash rounding with it, exchanged goods without (a return settles
        those)."""
        rounding = order["totalCashRoundingAdjustment"]
        total = self.amount(order["currentTotalPriceSet"]) + self.amount(rounding["paymentSet"]) - self.amount(rounding["refundSet"])
        exchanged = {
            line["id"] for back in order["returns"]["nodes"] for one in back["exchangeLineItems"]["nodes"] for line in one["lineItems"] or ()
        }
        for line in order["lineItems"]["nodes"]:
            if line["id"] in exchanged and line["currentQuantity"]:
                total -= self.amount(line["discountedTotalSet"])
                if not order["taxesIncluded"]:
                    total -= sum(self.amount(tax["priceSet"]) for tax in line["taxLines"])
        return total

    def refunded(self, order: dict) -> dict[str, decimal.Decimal]:
        return {refund["id"]: decimal.Decimal(refund["totalRefundedSet"][self.part]["amount"]) for refund in order["refunds"]}


class Findings:
    def __init__(self):
        self.counts: collections.Counter[str] = collections.Counter()
        self.reasons: collections.Counter[str] = collections.Counter()
        self.wrong: list[str] = []

    def parked(self, reason: str):
        self.counts["parked"] += 1
        self.reasons[re.sub(r"#?\d[\d.,]*|“[^”]*”|\([^)]*\)", "…", reason)[:110]] += 1


def documents(shop: Shop, found: Findings) -> dict[str, dict]:
    """Every order has a document with its total, was cancelled before there was one, or says why not."""
    truth = shop.truth()
    for order in shop.installation.json("orders", "list"):
        theirs = truth.pop(order["name"], None)
        found.counts["orders"] += 1
        if theirs is None:
            found.wrong.append(f"{shop.name} {order['name']}: not in the shop")
        elif order["documentTotal"]:
            total, currency = decimal.Decimal(order["documentTotal"]["amount"]), order["documentTotal"]["currency"]
            if total != shop.total(theirs) or currency != theirs["currentTotalPriceSet"][shop.part]["currencyCode"]:
                found.wrong.append(f"{shop.name} {order['name']}: document {total} {currency}, Shopify {shop.total(theirs)}")
            found.counts["documents"] += 1
        elif order["error"]:
            if order["errorCode"] == "totalsDiffer" and not re.search(r"\d.*\d", order["error"]):
                found.wrong.append(f"{shop.name} {order['name']}: parked without amounts: {order['error']}")
            found.parked(order["error"])
        elif order["cancelledAt"]:
            found.counts["cancelled before"] += 1
        elif shop.amount(theirs["currentTotalPriceSet"]) == 0:
            found.counts["nothing left of it"] += 1
        else:
            found.wrong.append(f"{shop.name} {order['name']}: neither processed nor parked")
    for name in truth:
        found.wrong.append(f"{shop.name} {name}: not imported")
    return {order["name"]: order for order in shop.installation.json("orders", "list")}


def ship(shop: Shop, share: float) -> set[str]:
    """Ships a share of the open documents; answers the orders' names."""
    shipped = set()
    open_ones = [
        document
        for document in shop.installation.json("ledger", "sales-orders", "list")
        if any(line["type"] == "item" and line["shipped"] < line["quantity"] for line in document["lines"])
    ]
    chosen = [document for document in open_ones if shop.chance.random() < share]
    for start in range(0, len(chosen), 200):
        part = chosen[start : start + 200]
        if part:
            shop.installation.json("ledger", "ship", *(document["no"] for document in part))
            shipped |= {document["externalDocumentNo"] for document in part}
    return shipped


def go_on(shop: Shop, orders: dict[str, dict]) -> int:
    """The shop goes on: refunds, returns, exchanges and edits of orders that have a document."""
    done = 0
    for name, order in orders.items():
        if not order["documentNo"]:
            continue
        kind = shop.chance.choice(["", "", "", "refund", "refund-one", "refund-shipping", "less", "return", "exchange", "edit"])
        body = {"name": name}
        try:
            if kind == "refund":
                shop.sandbox.control("orders/refund", {**body, "restock": "RETURN"}, shop=shop.name)
            elif kind == "refund-one":
                shop.sandbox.control("orders/refund", {**body, "lines": [{"index": 0, "quantity": 1}], "restock": "RETURN"}, shop=shop.name)
            elif kind == "refund-shipping":
                shop.sandbox.control("orders/refund", {**body, "lines": [], "shipping": "full"}, shop=shop.name)
            elif kind == "less":
                given = {**body, "lines": [{"index": 0, "quantity": 1}], "amount": "1", "restock": "NO_RESTOCK"}
                shop.sandbox.control("orders/refund", given, shop=shop.name)
            elif kind in ("return", "exchange"):
                shop.sandbox.control("orders/fulfil", body, shop=shop.name)
                sku = {"exchange": [{"sku": "P00001", "quantity": 1}]} if kind == "exchange" else {}
                shop.sandbox.control("orders/return", {**body, "process": True, **sku}, shop=shop.name)
            elif kind == "edit":
                shop.sandbox.control("orders/edit", {**body, "add": [{"sku": "P00001", "quantity": 1}]}, shop=shop.name)
            else:
                continue
            done += 1
        except OSError:
            continue  # Nothing left to refund, or nothing shipped to return.
    return done


def credits(shop: Shop, found: Findings, before: dict[str, dict], shipped: set[str]):
    """Refunds that came after a shipped document are credit memos of the same amount; others are order updates that name the amounts."""
    memos: dict[str, decimal.Decimal] = collections.defaultdict(decimal.Decimal)
    for memo in shop.installation.json("ledger", "credit-memos", "list"):
        memos[memo["externalDocumentNo"]] += decimal.Decimal(memo["total"]["amount"])
    parked = {record["record"]: record["reason"] for record in shop.installation.json("skipped", "list")}
    ours = {order["name"]: order for order in shop.installation.json("orders", "list")}
    for name, order in shop.truth().items():
        known = shop.refunded(before[name]) if name in before else {}
        fresh = {gid: amount for gid, amount in shop.refunded(order).items() if gid not in known and amount}
        row = ours.get(name)
        if not fresh or row is None or not row["documentNo"]:
            continue
        found.counts["refunds after the document"] += len(fresh)
        reasons = [parked[gid] for gid in fresh if gid in parked]
        if reasons:
            for reason in reasons:
                found.parked(reason)
        elif memos.get(name):
            if memos[name] != sum(fresh.values()):
                found.wrong.append(f"{shop.name} {name}: credited {memos[name]}, refunded {sum(fresh.values())}")
            found.counts["credited to the cent"] += len(fresh)
        elif row["orderUpdate"] and any(re.search(r"\d", f"{d}") for d in row["differences"]):
            found.counts["order updates on open documents"] += len(fresh)
        else:
            found.wrong.append(f"{shop.name} {name}: refunded {sum(fresh.values())}, neither credited nor flagged")


def payouts(shop: Shop, found: Findings):
    shop.sandbox.control("seed", {"payouts": True}, shop=shop.name)
    shop.run("sync-payouts")
    for payout in shop.installation.json("payouts", "list"):
        found.counts["payouts"] += 1
        if decimal.Decimal(payout["difference"]["amount"]) != 0:
            found.wrong.append(f"{shop.name}: payout {payout['id']} is off by {payout['difference']['amount']}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    started, found = time.monotonic(), Findings()
    sandbox = harness.Sandbox("--products", "0", "--customers", "0")
    try:
        for number, (currency, handling) in enumerate(SHOPS):
            count = given.orders // len(SHOPS) + (number < given.orders % len(SHOPS))
            shop = Shop(sandbox, currency, handling, count, given.seed + number)
            try:
                shop.run("sync-orders")
                shop.run("process-orders")
                before = shop.truth()
                orders = documents(shop, found)
                shipped = ship(shop, 0.8)
                found.counts["changed afterwards"] += go_on(shop, orders)
                shop.run("sync-orders")
                shop.run("process-orders")
                credits(shop, found, before, shipped)
                payouts(shop, found)
            finally:
                shop.installation.stop()
            print(f"  {shop.name}: {count} orders, {len(found.wrong)} wrong so far", file=sys.stderr, flush=True)
    finally:
        sandbox.stop()
    for what, count in found.counts.items():
        print(f"  {count:>6}  {what}")
    for reason, count in found.reasons.most_common(12):
        print(f"  {count:>6}  parked: {reason}")
    print(f"  {len(found.wrong):>6}  wrong, and nobody told   (target 0)")
    for line in found.wrong[:15]:
        print(f"          {line}")
    print(f"seed {given.seed}, {time.monotonic() - started:.0f} s")
    return 1 if found.wrong or found.counts["orders"] != given.orders else 0


if __name__ == "__main__":
    sys.exit(main())
