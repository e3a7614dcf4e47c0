#!/usr/bin/env python3
"""Memory, seconds and CPU seconds of a large first import. Exits 1 where the peak exceeds the limit or an order is missing."""

from __future__ import annotations

import argparse
import sys

import harness


def measure(orders: int, limit_mib: float, rate: int, mode: str) -> bool:
    # A large plan's bucket, so that the product is measured and not the wait for points.
    sandbox = harness.Sandbox("--rate", str(rate), "--bucket", str(rate * 20))
    installation = harness.Installation()
    try:
        sandbox.control("seed", {"orders": orders, "lines": 3, "mix": "plain"})
        installation.add_shop("DEMO", sandbox)
        chosen = ("--param", f"firstImport={mode}")
        run = installation.run("sync", "sync-orders", "--shop", "DEMO", "--foreground", "--json", *chosen, timeout=7200)
        summary = run.json()
        rows = [
            ("orders created", summary["created"], f"= {orders}", summary["created"] == orders),
            ("peak MiB", f"{run.peak_mib:.0f}", f"<= {limit_mib:.0f}", run.peak_mib <= limit_mib),
            ("seconds", f"{run.seconds:.1f}", "", None),
            ("CPU seconds per 1 000 orders", f"{run.cpu * 1000 / orders:.2f}", "", None),
            ("requests", summary["requests"], f"<= {16 * orders // 1000}", summary["requests"] <= 16 * orders // 1000),
            ("points", summary["points"], f"<= {1300 * orders // 1000}", summary["points"] <= 1300 * orders // 1000),
        ]
        print(harness.table(f"Import of {orders} orders", rows))
        return all(row[3] is not False for row in rows)
    finally:
        installation.stop()
        sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=200, help="MiB")
    parser.add_argument("--rate", type=int, default=2000, help="points a second the shop restores")
    parser.add_argument("--first-import", choices=["pages", "bulk", "auto"], default="auto")
    arguments = parser.parse_args()
    sys.exit(0 if measure(arguments.orders, arguments.limit, arguments.rate, arguments.first_import) else 1)
