#!/usr/bin/env python3
"""Imports and processes the order objects of recorded answers of real shops, and says of each that was not processed why.

FILE is a JSON Lines file with one recorded exchange a line ("query", "variables", "response"); its order objects are merged by id.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import subprocess
import sys

import harness


def merged(file: str) -> str:
    """The recording's order objects, merged by id, as the sandbox takes them."""
    python = harness.ROOT / ".venv" / "bin" / "python"
    return subprocess.run(
        [str(python), "-m", "sandbox.recorded", str(pathlib.Path(file).resolve())],
        cwd=harness.ROOT / "Sandbox",
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def measure(file: str) -> bool:
    sandbox = harness.Sandbox()
    installation = harness.Installation()
    try:
        seeded = sandbox.control("seed-recorded", json.loads(merged(file)))
        installation.add_shop("DEMO", sandbox)
        imported = installation.run("sync", "sync-orders", "--shop", "DEMO", "--foreground", "--json")
        installation.run("sync", "process-orders", "--shop", "DEMO", "--foreground", "--json")
        orders = installation.json("orders", "list", "--shop", "DEMO")
        skipped = installation.json("skipped", "list", "--shop", "DEMO")
        processed = [order for order in orders if order["processed"]]
        unequal = [o["name"] for o in processed if o["documentTotal"]["amount"] != o["total"]["amount"]]
        reasons = collections.Counter((order["error"] or "no reason given").split("\n")[0] for order in orders if not order["processed"])
        for record in skipped:
            reasons[f"skipped: {record['reason']}"] += 1
        silent = reasons.get("no reason given", 0)
        rows = [
            ("order objects seeded", seeded["added"], "", None),
            ("imported", len(orders), "", len(orders) + len(skipped) >= seeded["added"]),
            ("processed", len(processed), "", None),
            ("not processed, no reason given", silent, "0", silent == 0),
            ("processed with another total", len(unequal), "0", not unequal),
        ]
        print(harness.table(f"Recorded orders (exit {imported.status})", rows))
        for reason, count in reasons.most_common():
            print(f"  {count:>4} x {reason}")
        return all(row[3] is not False for row in rows)
    finally:
        installation.stop()
        sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    sys.exit(0 if measure(parser.parse_args().file) else 1)
