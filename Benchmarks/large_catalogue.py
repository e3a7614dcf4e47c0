#!/usr/bin/env python3
"""A catalogue of 50 000 variants: prices of all changed, stock of all in three locations, pictures of 1 000 products: requests, points,
seconds, peak memory.

The catalogue comes in from the shop first, so that the ledger has an item for each product and a variant for each variant. Exits 1 where
a budget is exceeded or a task needs more than 256 MiB.
"""

from __future__ import annotations

import argparse
import decimal
import math
import sys
import time

import harness
import pictures

SIZES = ("XS", "S", "M", "L", "XL")
COUNT = "{ productVariantsCount { count } }"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=50_000)
    parser.add_argument("--pictures", type=int, default=1000, help="products that get a picture")
    given = parser.parse_args()
    # Every third product has one variant, the others three: seven for three products.
    products = math.ceil(given.variants * 3 / 7)
    sandbox = harness.Sandbox("--products", "0", "--customers", "0", "--locations", "3", "--rate", "10000000", "--bucket", "10000000")
    ours = harness.Installation()
    ours.environment["BACKROOM_LOG_LEVEL"] = "error"
    rows: list[tuple] = []
    try:
        sandbox.control("seed", {"products": products, "variants": 3})
        settings = {"itemSync": "fromShopify", "skuMapping": "itemNoAndVariantCode", "skuSeparator": "-", "allowDataSync": "true"}
        ours.add_shop("BIG", sandbox, **settings)
        # As whoever enters a shop does: its currency is known from then on.
        ours.run("shop", "test", "BIG")
        variants = sandbox.graphql(COUNT)["productVariantsCount"]["count"] if given.variants < 10_000 else None
        pairs = products * 7 // 3

        def step(what: str, *words: str, requests: float, points: float, check) -> dict:
            sandbox.clear_log()
            run = ours.run("sync", *words, "--shop", "BIG", "--foreground", "--json")
            summary = run.json()
            seen = sandbox.requests()
            cost = sum(entry["requested"] or 0 for entry in seen)
            wrong = check(summary)
            rows.append((f"{what}: requests", f"{len(seen):,}", f"<= {requests:,.0f}", len(seen) <= requests))
            rows.append((f"{what}: points", f"{cost:,}", f"<= {points:,.0f}", cost <= points))
            rows.append((f"{what}: seconds", f"{run.seconds:.1f}", f"CPU {run.cpu:.1f}", None))
            rows.append((f"{what}: peak MiB", f"{run.peak_mib:.0f}", "<= 256", run.peak_mib <= 256))
            rows.append((f"{what}: done", f"{summary['created']:,}/{summary['updated']:,}", wrong or "all", not wrong))
            print(f"  {what}: {run.seconds:.0f} s, {len(seen)} requests, {run.peak_mib:.0f} MiB {wrong}", file=sys.stderr, flush=True)
            return summary

        # Budgets are per 1 000 records, four pages; the last page of a list may be short.
        pages = math.ceil(products / 250)
        step(
            "products in",
            "sync-products",
            requests=pages,
            points=1020 / 4 * pages,
            check=lambda s: "" if s["read"] == products and not s["failed"] else f"read {s['read']}, failed {s['failed']}",
        )
        # New prices for all: of items without variants, and of variants.
        started = time.monotonic()
        documents = ours.json("ledger", "items", "list")
        items = [f"{item['no']},{19 + n % 70}.95,USD" for n, item in enumerate(documents) if not item["variants"]]
        of_variants = [
            f"{item['no']},{variant['code']},{29 + n % 70}.95" for n, item in enumerate(documents) for variant in item["variants"]
        ]
        # A price may happen to be the one that was there: then nothing changes, and the feed of changes does not tell of it.
        same = sum(
            decimal.Decimal(item["unitPrice"]["amount"]) == decimal.Decimal(f"{19 + n % 70}.95")
            for n, item in enumerate(documents)
            if not item["variants"]
        )
        stock = []
        for location in ("A", "B", "C"):
            for n, item in enumerate(documents):
                for code in [variant["code"] for variant in item["variants"]] or [""]:
                    stock.append(f"{item['no']},{code},{location},{300 + n % 60}")
        ours.load("items", "no,unitPrice,currency", items)
        ours.load("variants", "itemNo,code,unitPrice", of_variants)
        ours.load("locations", "code,name", ["A,First", "B,Second", "C,Third"])
        ours.load("inventory", "itemNo,variantCode,locationCode,quantity", stock)
        rows.append(("ledger: prices and stock imported from CSV, seconds", f"{time.monotonic() - started:.1f}", "", None))
        step(
            "prices of all",
            "sync-products",
            "--param",
            "onlyPrices=true",
            requests=13,
            points=31,
            check=lambda s: "" if s["updated"] + same == products and not s["failed"] else f"updated {s['updated']}, {same} the same",
        )
        ours.map_locations("BIG", "A", "B", "C")
        step(
            "stock of all in three locations",
            "sync-inventory",
            requests=8 / 4 * 3 * math.ceil(len(stock) / 3 / 250),
            points=190 / 4 * 3 * math.ceil(len(stock) / 3 / 250),
            check=lambda s: "" if s["updated"] == len(stock) and not s["failed"] else f"updated {s['updated']} of {len(stock)}",
        )
        shown = min(given.pictures, len(documents))
        for number, item in enumerate(documents[:shown]):
            (ours.folder / "picture.png").write_bytes(pictures.png(number))
            ours.json("ledger", "picture", item["no"], str(ours.folder / "picture.png"))
        if shown:
            ours.run("shop", "set", "BIG", "imageSync=toShopify")
            step(
                f"pictures of {shown:,} products",
                "sync-images",
                requests=8 * math.ceil(shown / 1000),
                points=130 * math.ceil(shown / 1000),
                check=lambda s: "" if s["created"] == shown and not s["failed"] else f"created {s['created']}, failed {s['failed']}",
            )
        rows.insert(0, ("products / variants / pairs", f"{products:,}/{variants or pairs:,}/{len(stock):,}", "", None))
        print(harness.table("A large catalogue", rows))
        return 0 if all(row[3] is not False for row in rows) else 1
    finally:
        ours.stop()
        sandbox.stop()


if __name__ == "__main__":
    sys.exit(main())
