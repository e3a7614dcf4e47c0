#!/usr/bin/env python3
"""Every task beside its budget: requests, requested points, seconds, CPU seconds and peak memory. Exits 1 where a budget is exceeded.

The budgets are per 1 000 records, or in all where a bulk operation does the work. Seconds, CPU and memory are those of the command that
ran the task, with nobody slowing it down: the shop's bucket is large enough never to be empty.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import sys

import harness
import pictures


# The first import of a large shop goes in bulk unless it is told otherwise.
BY_PAGES = ("--param", "firstImport=pages")


@dataclasses.dataclass
class Row:
    """What one step of a task cost, and what it may cost."""

    what: str
    requests: int
    points: int
    seconds: float
    cpu: float
    peak: float
    may_requests: float | None
    may_points: float | None
    wrong: str = ""

    @property
    def holds(self) -> bool:
        within = lambda figure, target: target is None or figure <= target
        return not self.wrong and within(self.requests, self.may_requests) and within(self.points, self.may_points) and self.peak <= 256


class Bench:
    """One sandbox with a shop for each group of tasks, one installation for all of them."""

    def __init__(self, records: int):
        self.records = records
        self.sandbox = harness.Sandbox("--rate", "10000000", "--bucket", "10000000", "--products", "0", "--customers", "0")
        self.rows: list[Row] = []

    def shop(self, code: str, seed: dict, **settings: str) -> harness.Installation:
        name = code.lower()
        self.sandbox.control("shops/add", {"products": 0, "customers": 0, "rate": 10_000_000, "bucket": 10_000_000}, shop=name)
        self.sandbox.control("seed", seed, shop=name)
        installation = harness.Installation()
        installation.add_shop(code, self.sandbox, f"/shops/{name}", allowDataSync="true", **settings)
        return installation

    def step(self, installation, code: str, what: str, *words: str, budget=None, check=None, quiet=False) -> dict:
        """Runs a task once; the budget is (requests, points), for all the records of this measure."""
        name = code.lower()
        self.sandbox.clear_log(name)
        run = installation.run("sync", *words, "--shop", code, "--foreground", "--json")
        summary = run.json()
        if quiet:
            return summary
        seen = self.sandbox.requests(name)
        points = sum(request["requested"] or 0 for request in seen)
        wrong = check(summary) if check else ""
        if summary["requests"] != len(seen):
            wrong = wrong or f"the run reports {summary['requests']} requests"
        may = budget or (None, None)
        self.rows.append(Row(what, len(seen), points, run.seconds, run.cpu, run.peak_mib, *may, wrong or ""))
        row = self.rows[-1]
        print(
            f"  {'ok' if row.holds else 'NO'}  {what}: {row.requests} requests, {row.points} points, {run.seconds:.1f} s {wrong}",
            file=sys.stderr,
            flush=True,
        )
        return summary

    def per(self, requests: float, points: float) -> tuple[float, float]:
        """A budget that is given for 1 000 records."""
        thousands = max(1, self.records / 1000)
        return (math.ceil(requests * thousands), math.ceil(points * thousands))

    # The tasks.

    def orders(self):
        n = self.records
        installation = self.shop("ORDERS", {"products": 50, "customers": 200, "orders": n, "lines": 3})
        try:
            created = lambda s: "" if s["created"] == n else f"created {s['created']} of {n}"
            words = ("sync-orders", *BY_PAGES)
            self.step(installation, "ORDERS", "orders in, incremental", *words, budget=self.per(16, 1300), check=created)
            # What was read within two seconds of its change is read once more by the next run, by design: that run is not counted.
            self.step(installation, "ORDERS", "", "sync-orders", quiet=True)
            still = lambda s: "" if not s["created"] + s["updated"] else "something changed"
            self.step(installation, "ORDERS", "orders in, nothing changed", "sync-orders", budget=(1, 13), check=still)
        finally:
            installation.stop()

    def orders_bulk(self):
        n = self.records
        installation = self.shop("BULK", {"products": 50, "customers": 200, "orders": n, "lines": 3})
        try:
            created = lambda s: "" if s["created"] == n else f"created {s['created']} of {n}"
            words = ("sync-orders", "--param", "firstImport=bulk")
            self.step(installation, "BULK", "orders, first import, bulk", *words, budget=(12, 25), check=created)
        finally:
            installation.stop()

    def images(self):
        n = min(self.records, 1000)
        installation = self.shop("IMAGES", {"customers": 0}, itemSync="toShopify", imageSync="toShopify", skuMapping="itemNo")
        try:
            installation.load("items", "no,description,unitPrice,currency", (f"I{i:05d},Thing {i},{10 + i % 90}.00,USD" for i in range(n)))
            self.step(installation, "IMAGES", "", "sync-products", quiet=True)
            for i in range(n):
                (installation.folder / "picture.png").write_bytes(pictures.png(i))
                installation.json("ledger", "picture", f"I{i:05d}", str(installation.folder / "picture.png"))
            budget = (math.ceil(8 * max(1, n / 1000)), math.ceil(130 * max(1, n / 1000)))
            done = lambda s: "" if s["created"] + s["updated"] == n and not s["failed"] else f"{s['created']}+{s['updated']} of {n}, failed {s['failed']}"
            self.step(installation, "IMAGES", f"images out, new ({n})", "sync-images", budget=budget, check=done)
            self.step(installation, "IMAGES", "images out, nothing changed", "sync-images", budget=(0, 0), check=lambda s: same(s, "created"))
        finally:
            installation.stop()

    def end_to_end(self):
        n = self.records
        # Archiving in the shop is no part of the budget: it costs another 10 points an order.
        installation = self.shop(
            "ENDTOEND",
            {"products": 50, "customers": 200, "orders": n, "lines": 3},
            writeBackDocumentNumber="true",
            archiveProcessedOrders="false",
        )
        try:
            first = len(self.rows)
            every = lambda key: lambda s: "" if s[key] == n else f"{key} {s[key]} of {n}"
            self.step(installation, "ENDTOEND", "  import", "sync-orders", *BY_PAGES, check=every("created"))
            self.step(installation, "ENDTOEND", "  process and write back", "process-orders", check=every("created"))
            numbers = [document["no"] for document in installation.json("ledger", "sales-orders", "list")]
            for start in range(0, n, 500):
                installation.json("ledger", "ship", *numbers[start : start + 500])
            self.step(
                installation, "ENDTOEND", "shipments out, 1 package each", "sync-shipments", budget=self.per(110, 12_000), check=every("created")
            )
            back = lambda s: "" if not s["created"] + s["updated"] else f"{s['updated']} orders came back"
            self.step(installation, "ENDTOEND", "  orders in again: nothing twice", "sync-orders", check=back)
            parts = self.rows[first:]
            total = lambda name: sum(getattr(row, name) for row in parts)
            self.rows.append(
                Row(
                    "orders end to end",
                    total("requests"),
                    total("points"),
                    total("seconds"),
                    total("cpu"),
                    max(row.peak for row in parts),
                    *self.per(140, 23_500),
                )
            )
        finally:
            installation.stop()

    def products_in(self):
        n = self.records
        installation = self.shop("PRODUCTSIN", {"products": n, "variants": 3}, itemSync="fromShopify")
        try:
            read = lambda s: "" if s["read"] == n and not s["failed"] else f"read {s['read']} of {n}, failed {s['failed']}"
            self.step(installation, "PRODUCTSIN", "products in, 3 variants", "sync-products", budget=self.per(4, 1020), check=read)
        finally:
            installation.stop()

    def products_out(self):
        n = self.records
        installation = self.shop("PRODUCTSOUT", {"customers": 0}, itemSync="toShopify", skuMapping="itemNoAndVariantCode", skuSeparator="-")
        try:
            items = lambda text: installation.load(
                "items", "no,description,unitPrice,currency", (f"I{i:05d},{text} {i},{10 + i % 90}.00,USD" for i in range(n))
            )
            variants = lambda price: installation.load(
                "variants",
                "itemNo,code,description,option1,unitPrice",
                (f"I{i:05d},{size},Size {size},{size},{price(i)}" for i in range(n) for size in ("S", "M", "L")),
            )
            items("Thing")
            variants(lambda i: f"{10 + i % 90}.00")
            every = lambda key: lambda s: "" if s[key] == n and not s["failed"] else f"{key} {s[key]} of {n}, failed {s['failed']}"
            self.step(installation, "PRODUCTSOUT", "products out, all new, published", "sync-products", check=every("created"))
            self.step(
                installation, "PRODUCTSOUT", "products out, nothing changed", "sync-products", budget=(0, 0), check=lambda s: same(s, "updated")
            )
            items("Better thing")
            self.step(installation, "PRODUCTSOUT", "products out, changed, bulk", "sync-products", budget=(13, 31), check=every("updated"))
            variants(lambda i: f"{11 + i % 90}.50")
            self.step(
                installation,
                "PRODUCTSOUT",
                "prices out, changed, bulk",
                "sync-products",
                "--param",
                "onlyPrices=true",
                budget=(13, 31),
                check=every("updated"),
            )
        finally:
            installation.stop()

    def inventory(self):
        n = self.records
        installation = self.shop("STOCK", {"products": n, "variants": 1}, itemSync="fromShopify")
        try:
            self.step(installation, "STOCK", "", "sync-products", quiet=True)
            installation.load("locations", "code,name", ["MAIN,Main"])
            installation.map_locations("STOCK", "MAIN", calculation="projectedAvailableBalance")
            rows = (f"P{i + 1:05d},,MAIN,{1000 + i % 50}" for i in range(n))
            installation.load("inventory", "itemNo,variantCode,locationCode,quantity", rows)
            every = lambda s: "" if s["updated"] == n else f"updated {s['updated']} of {n}"
            self.step(installation, "STOCK", "inventory, all pairs changed", "sync-inventory", budget=self.per(8, 190), check=every)
            self.step(installation, "STOCK", "inventory, nothing changed", "sync-inventory", check=lambda s: same(s, "updated"))
        finally:
            installation.stop()

    def customers(self):
        n = self.records
        installation = self.shop("PEOPLE", {"customers": n}, customerImport="all")
        try:
            created = lambda s: "" if s["created"] == n else f"created {s['created']} of {n}"
            self.step(installation, "PEOPLE", "customers in", "sync-customers", budget=self.per(4, 624), check=created)
        finally:
            installation.stop()

    def payouts(self):
        n = self.records
        # One payout a day, one charge each, and a correction every fifth day: 1 200 balance transactions for 1 000 payouts. The budget is
        # per 1 000 records of either; whole pages are read.
        seed = {"products": 20, "customers": 20, "orders": n, "sinceDays": n + 1, "payouts": True}
        installation = self.shop("PAYOUTS", seed)
        try:
            # Payments belong to orders that were imported before, as a rule; where they were not, a page costs one request more.
            self.step(installation, "PAYOUTS", "", "sync-orders", *BY_PAGES, quiet=True)
            self.step(installation, "PAYOUTS", "payouts with their transactions", "sync-payouts")
            seen = self.sandbox.requests("payouts")
            whole = self.rows[-1]
            for what, operation, records in (("payouts in", "Payouts", n), ("  their balance transactions", "BalanceTransactions", n * 6 / 5)):
                part = [request for request in seen if request["operation"] == operation]
                points = sum(request["requested"] for request in part)
                pages = math.ceil(records / 250)
                budget = (max(pages, math.ceil(4 * records / 1000)), max(25 * pages, math.ceil(100 * records / 1000)))
                self.rows.append(Row(what, len(part), points, whole.seconds, whole.cpu, whole.peak, *budget))
            whole.may_requests = sum(row.may_requests for row in self.rows[-2:])
            whole.may_points = sum(row.may_points for row in self.rows[-2:])
            payouts = installation.json("payouts", "list")
            off = [payout for payout in payouts if payout["difference"]["amount"] not in ("0", "0.00")]
            if off or abs(len(payouts) - n) > 1:
                whole.wrong = f"{len(payouts)} payouts, {len(off)} do not reconcile"
        finally:
            installation.stop()


def same(summary: dict, key: str) -> str:
    return "" if not summary[key] else f"{key} {summary[key]}"


GROUPS = ("orders", "orders_bulk", "end_to_end", "products_in", "products_out", "inventory", "customers", "images", "payouts")


def shown(rows: list[Row]) -> str:
    figure = lambda value, target: f"{value:>8,}" + ("        " if target is None else f" ≤{target:>6,}")
    lines = [f"      {'':<36} {'requests':<16} {'points':<16} {'seconds':>8} {'CPU s':>7} {'peak MiB':>9}"]
    for row in rows:
        mark = "ok" if row.holds else "NO"
        if row.may_requests is None and not row.wrong:
            mark = "  "
        lines.append(
            f"  {mark}  {row.what:<36} {figure(row.requests, row.may_requests):<16} {figure(row.points, row.may_points):<16}"
            f" {row.seconds:>8.1f} {row.cpu:>7.1f} {row.peak:>9.0f}  {row.wrong}"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000, help="how many records each task has to do with (1000)")
    parser.add_argument("--only", help=f"groups, separated by commas: {', '.join(GROUPS)}")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    given = parser.parse_args()
    wanted = given.only.split(",") if given.only else GROUPS
    bench = Bench(given.records)
    try:
        for group in wanted:
            try:
                getattr(bench, group)()
            except AssertionError as error:
                bench.rows.append(Row(group, 0, 0, 0, 0, 0, None, None, f"failed: {error}"))
    finally:
        bench.sandbox.stop()
    if given.json:
        print(json.dumps([{**dataclasses.asdict(row), "holds": row.holds} for row in bench.rows], indent=2))
    else:
        print(f"{given.records:,} records a task\n")
        print(shown(bench.rows))
    return 0 if all(row.holds for row in bench.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
