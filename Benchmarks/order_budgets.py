#!/usr/bin/env python3
"""Requests and requested points of Sync orders: the first 1 000 orders by pages and by bulk operation, nothing changed, one changed. Exits 1
where a budget is exceeded."""

from __future__ import annotations

import argparse
import sys

import harness


def measure(orders: int, mode: str) -> bool:
    """`mode`: how the first import goes, `pages` or `bulk`."""
    sandbox = harness.Sandbox()
    installation = harness.Installation()
    try:
        sandbox.control("seed", {"orders": orders, "lines": 3, "mix": "plain"})
        installation.add_shop("DEMO", sandbox)
        rows = []

        def sync(what: str, requests: int, points: int):
            sandbox.clear_log()
            chosen = ("--param", f"firstImport={mode}")
            run = installation.run("sync", "sync-orders", "--shop", "DEMO", "--foreground", "--json", *chosen)
            summary = run.json()
            seen = sandbox.requests()
            cost = sum(request["requested"] or 0 for request in seen)
            rows.append((f"{what}: requests", len(seen), f"<= {requests}", len(seen) <= requests))
            rows.append((f"{what}: points", cost, f"<= {points}", cost <= points))
            rows.append((f"{what}: requests the run reports", summary["requests"], f"= {len(seen)}", summary["requests"] == len(seen)))
            rows.append((f"{what}: seconds", f"{run.seconds:.2f}", "", None))
            rows.append((f"{what}: CPU seconds", f"{run.cpu:.2f}", "", None))
            rows.append((f"{what}: peak MiB", f"{run.peak_mib:.0f}", "", None))
            return summary

        thousands = -(-orders // 1000)
        budget = (12, 25) if mode == "bulk" else (16 * thousands, 1300 * thousands)
        first = sync(f"{orders} orders by {mode}", *budget)
        rows.append(("orders read and created", f"{first['read']}/{first['created']}", f"{orders}/{orders}", first["created"] == orders))
        # What was read within two seconds of its change is read once more by the next run, by design: that run is not counted.
        installation.run("sync", "sync-orders", "--shop", "DEMO", "--foreground", "--json").json()
        sync("nothing changed", 1, 13)
        sandbox.control("orders/update", {"note": "changed"})
        changed = sync("one changed", 2, 160)
        rows.append(("updated", changed["updated"], "1", changed["updated"] == 1))
        print(harness.table(f"Sync orders, {orders} orders of 3 lines, 1 fulfillment order, 1 transaction", rows))
        return all(row[3] is not False for row in rows)
    finally:
        installation.stop()
        sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--first-import", choices=["pages", "bulk", "both"], default="both")
    arguments = parser.parse_args()
    modes = ["pages", "bulk"] if arguments.first_import == "both" else [arguments.first_import]
    sys.exit(0 if all([measure(arguments.orders, mode) for mode in modes]) else 1)
