#!/usr/bin/env python3
"""Imports and processes the order objects of recorded answers of real shops, and says of each that was not processed why.

FILE is a JSON Lines file with one recorded exchange a line ("query", "variables", "response"); its order objects are merged by id.
"""

from __future__ import annotations

import argparse
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
        # Recordings seldom ask for the customer: an order without one goes to the shop's default customer.
        installation.load("customers", "no,name", ["DEFAULT,Walk-in customer"])
        installation.add_shop("DEMO", sandbox, defaultCustomer="DEFAULT")
        imported = installation.run("sync", "sync-orders", "--shop", "DEMO", "--foreground", "--json")
        installation.run("sync", "process-orders", "--shop", "DEMO", "--foreground", "--json")
        orders = installation.json("orders", "list", "--shop", "DEMO")
        processed = [order for order in orders if order["processed"]]
        made = [o for o in processed if o["documentNo"]]
        unequal = [o["name"] for o in made if o["documentTotal"]["amount"] != o["total"]["amount"]]
        skipped = {r["record"]: r["reason"] for r in installation.json("skipped", "list", "--shop", "DEMO")}
        reasons = [order["error"] or skipped.get(order["id"]) for order in orders if not order["processed"]]
        silent = reasons.count(None)
        rows = [
            ("order objects seeded", seeded["added"], "", None),
            ("imported", len(orders), f"= {seeded['added']}", len(orders) == seeded["added"]),
            ("processed", len(processed), "", None),
            ("of them with nothing to document", len(processed) - len(made), "", None),
            ("not processed, no reason given", silent, "0", silent == 0),
            ("processed with another total", len(unequal), "0", not unequal),
        ]
        print(harness.table(f"Recorded orders (exit {imported.status})", rows))
        for reason in filter(None, reasons):
            print(f"  - {reason}")
        return all(row[3] is not False for row in rows)
    finally:
        installation.stop()
        sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    sys.exit(0 if measure(parser.parse_args().file) else 1)
