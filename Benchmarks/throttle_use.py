#!/usr/bin/env python3
"""How much of a shop's restore rate an import uses while there is work, and whether a run fails by throttling.

The figure is (points spent - points the bucket held at the start) / (seconds x restore rate), from the first request to the last.
"""

from __future__ import annotations

import argparse
import sys

import harness


def measure(orders: int, rate: int, bucket: int, target: float) -> bool:
    sandbox = harness.Sandbox("--rate", str(rate), "--bucket", str(bucket))
    installation = harness.Installation()
    try:
        sandbox.control("seed", {"orders": orders, "lines": 3, "mix": "plain"})
        installation.add_shop("DEMO", sandbox)
        sandbox.clear_log()
        summary = installation.run("sync", "sync-orders", "--shop", "DEMO", "--foreground", "--json", "--param", "firstImport=pages", timeout=7200).json()
        seen = sandbox.requests()
        spent = sum(request["actual"] or 0 for request in seen)
        throttled = sum(1 for request in seen if request.get("throttled"))
        seconds = seen[-1]["at"] - seen[0]["at"]
        # What was in the bucket at first is spent without waiting; the last request's cost is not waited for after it.
        share = (spent - bucket) / (seconds * rate) if seconds > 0 else 0
        rows = [
            ("orders created", summary["created"], f"= {orders}", summary["created"] == orders),
            ("points spent", spent, "", None),
            ("seconds", f"{seconds:.1f}", "", None),
            ("requests answered THROTTLED", throttled, "", None),
            ("share of the restore rate", f"{share:.1%}", f">= {target:.0%}", share >= target),
            ("run status", summary["status"], "success", summary["status"] == "success"),
        ]
        print(harness.table(f"A bucket of {bucket} points restoring {rate} a second", rows))
        return all(row[3] is not False for row in rows)
    finally:
        installation.stop()
        sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--bucket", type=int, default=2000)
    parser.add_argument("--target", type=float, default=0.95)
    arguments = parser.parse_args()
    sys.exit(0 if measure(arguments.orders, arguments.rate, arguments.bucket, arguments.target) else 1)
