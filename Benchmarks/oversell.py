#!/usr/bin/env python3
"""Sales in the shop and postings in the ledger while inventory syncs: afterwards the shop shows exactly the computed stock.

Four at once: buyers place orders; a shopkeeper corrects stock in the shop's admin; the ledger receives, counts and ships; *Sync inventory*
runs without a pause. Every quantity that is written says from which one it changes, so that a write that has become stale changes
nothing: the sandbox's log counts how many were refused for that. At the end everything is synced until nothing changes, and the shop's
on-hand quantity of each item is compared with the ledger's. Exits 1 where one differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time

import harness

LEVELS = """query($after: String) { inventoryItems(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id sku
    inventoryLevels(first: 5) { nodes { location { id } quantities(names: ["on_hand", "available", "committed"]) { name quantity } } } } } }"""
ADJUST = """mutation($input: InventoryAdjustQuantitiesInput!, $key: String!) { inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    userErrors { code message } } }"""


class Trade:
    def __init__(self, items: int, seed: int):
        self.items, self.chance = items, random.Random(seed)
        self.sandbox = harness.Sandbox("--products", "0", "--customers", "20", "--rate", "100000", "--bucket", "1000000")
        self.sandbox.control("seed", {"products": items, "variants": 1, "stock": 50})
        self.ours = harness.Installation()
        self.ours.environment["BACKROOM_LOG_LEVEL"] = "error"
        self.ours.add_shop("DEMO", self.sandbox, allowDataSync="true", itemSync="fromShopify")
        self.over = threading.Event()
        self.counts = {"sales": 0, "corrections in the shop": 0, "postings in the ledger": 0, "shipments": 0, "syncs": 0, "writes": 0}
        self.problems: list[str] = []

    def sync(self, task: str) -> dict:
        return self.ours.json("sync", task, "--shop", "DEMO", "--foreground")

    def prepare(self):
        self.sync("sync-products")
        self.ours.load("locations", "code,name", ["MAIN,Main"])
        self.ours.map_locations("DEMO", "MAIN")
        rows = (f"P{i + 1:05d},,MAIN,{200 + i}" for i in range(self.items))
        self.ours.load("inventory", "itemNo,variantCode,locationCode,quantity", rows)

    # Who does what at the same time.

    def buyers(self):
        while not self.over.wait(0.15):
            self.sandbox.control("orders/place", {"count": 1, "lines": 2})
            self.counts["sales"] += 1

    def shopkeeper(self):
        chance = random.Random(7)
        levels = self.sandbox.everything(LEVELS, "inventoryItems")
        while not self.over.wait(0.01):
            item = chance.choice(levels)
            change = {
                "inventoryItemId": item["id"],
                "locationId": item["inventoryLevels"]["nodes"][0]["location"]["id"],
                "delta": chance.choice([-1, 1]),
                "changeFromQuantity": None,
            }
            given = {"reason": "correction", "name": "available", "changes": [change]}
            self.sandbox.graphql(ADJUST, {"input": given, "key": f"{chance.getrandbits(64)}"})
            self.counts["corrections in the shop"] += 1

    def storekeeper(self):
        chance = random.Random(8)
        while not self.over.wait(0.05):
            no, by = f"P{1 + chance.randrange(self.items):05d}", chance.choice([-2, -1, 3, 5])
            run = self.ours.run("ledger", "adjust", no, "--location", "MAIN", f"--by={by}", "--json")
            if run.status == 0:
                self.counts["postings in the ledger"] += 1
            else:
                self.problems.append(f"a posting fails: {run.err.strip()}")

    def sellers(self):
        while not self.over.wait(0.3):
            self.sync("sync-orders")
            self.sync("process-orders")
            self.ship()
            self.sync("sync-shipments")

    def ship(self):
        for document in self.ours.json("ledger", "sales-orders", "list", "--limit", "100"):
            if any(line["type"] == "item" and line["shipped"] < line["quantity"] for line in document["lines"]):
                run = self.ours.run("ledger", "ship", document["no"], "--location", "MAIN", "--json")
                if run.status == 0:
                    self.counts["shipments"] += 1

    def syncer(self):
        while not self.over.is_set():
            run = self.sync("sync-inventory")
            self.counts["syncs"] += 1
            self.counts["writes"] += run["updated"]

    def trade(self, seconds: float):
        parts = (self.buyers, self.shopkeeper, self.storekeeper, self.sellers, self.syncer)
        threads = [threading.Thread(target=self.guarded, args=(part,)) for part in parts]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.over.set()
        for thread in threads:
            thread.join()

    def guarded(self, part):
        try:
            part()
        except Exception as error:  # noqa: BLE001: whatever it is, the measure fails with it
            self.problems.append(f"{part.__name__}: {error}")

    def settle(self):
        for _ in range(6):
            done = 0
            for task in ("sync-orders", "process-orders", "sync-shipments", "sync-inventory"):
                if task == "sync-shipments":
                    self.ship()
                run = self.sync(task)
                done += run["created"] + run["updated"]
            if not done:
                return

    def audit(self) -> list[tuple]:
        ledger = {line["itemNo"]: line for line in self.ours.json("ledger", "inventory", "list")}
        wrong, oversold = [], []
        for item in self.sandbox.everything(LEVELS, "inventoryItems"):
            quantities = {q["name"]: q["quantity"] for q in item["inventoryLevels"]["nodes"][0]["quantities"]}
            real = max(0, int(float(ledger[item["sku"]]["quantity"])))
            if quantities["on_hand"] != real:
                wrong.append(f"{item['sku']}: shop {quantities['on_hand']}, ledger {real}")
            if quantities["available"] > max(0, real - quantities["committed"]):
                oversold.append(f"{item['sku']}: offers {quantities['available']} of {real} less {quantities['committed']}")
        log = [entry for entry in self.sandbox.requests() if entry["operation"] == "StockSet"]
        stale = sum(entry.get("userErrors", []).count("CHANGE_FROM_QUANTITY_STALE") for entry in log)
        parked = self.ours.json("skipped", "list", "--task", "sync-inventory")
        for line in (wrong + oversold)[:5]:
            print(f"      {line}", file=sys.stderr)
        return [
            *((what, count, "", None) for what, count in self.counts.items()),
            ("stale writes, refused and computed anew", stale, "> 0, else it was too quiet", stale > 0),
            ("items", self.items, "", None),
            ("items whose stock differs in the end", len(wrong), "0", not wrong),
            ("items offered beyond what is there", len(oversold), "0", not oversold),
            ("pairs still parked", len(parked), "0", not parked),
        ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    trade = Trade(given.items, given.seed)
    try:
        trade.prepare()
        trade.trade(given.seconds)
        trade.settle()
        rows = trade.audit()
        print(harness.table(f"Sales, postings and syncs at once for {given.seconds:.0f} s", rows))
        for problem in trade.problems[:5]:
            print(f"  NO  {problem}")
        return 0 if not trade.problems and all(row[3] is not False for row in rows) else 1
    finally:
        trade.over.set()
        trade.ours.stop()
        trade.sandbox.stop()


if __name__ == "__main__":
    sys.exit(main())
