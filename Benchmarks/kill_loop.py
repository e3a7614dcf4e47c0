#!/usr/bin/env python3
"""kill -9 at random moments of an import and of processing, then an audit of both sides.

A worker runs; the shop is synced in the background with processing; the worker is killed after a random time and started again, as often
as asked for. New orders keep arriving, so that there is always work. At the end: every order is there once, every document once, every
total equal, nothing stuck, and how long each restart took until the interrupted entry ran again.
"""

from __future__ import annotations

import argparse
import collections
import random
import statistics
import sys
import time

import harness


def measure(kills: int, orders: int, seed: int) -> bool:
    chance = random.Random(seed)
    sandbox = harness.Sandbox("--rate", "1000", "--bucket", "20000")
    installation = harness.Installation()
    recoveries: list[float] = []
    struck_running = 0
    try:
        sandbox.control("seed", {"orders": orders, "lines": 3, "mix": "plain"})
        installation.add_shop("DEMO", sandbox, autoCreateSalesDocuments="true")
        for kill in range(kills):
            if kill % 10 == 0:
                sandbox.control("orders/place", {"count": 20})
            restart_lost(installation)
            installation.json("sync", "sync-orders", "--shop", "DEMO", "--background")
            before = running(installation)
            worker = installation.start("worker")
            started = time.monotonic()
            if before:
                # An entry that a dead worker held: it must run again within the lease's 30 s.
                waited = until_taken_back(installation, before, started)
                recoveries.append(waited)
            time.sleep(chance.uniform(0.02, 1.2))
            worker.kill()
            worker.wait()
            struck_running += bool(running(installation))
            print(f"\r{kill + 1}/{kills} kills, {struck_running} struck a running entry", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        installation.start("worker")
        restart_lost(installation)
        settle(installation)
        rows = audit(sandbox, installation)
        for entry in stuck(installation):
            print(f"stuck: {entry['task']} {entry['status']} {entry['error'] or entry['waitingFor']}", file=sys.stderr)
        rows.insert(0, ("kills", kills, "", None))
        rows.insert(1, ("kills that struck a running entry", struck_running, "", None))
        if recoveries:
            worst = max(recoveries)
            rows.insert(2, ("recovery, median s", f"{statistics.median(recoveries):.1f}", "", None))
            rows.insert(3, ("recovery, worst s", f"{worst:.1f}", "<= 32 (30 s lease)", worst <= 32))
        print(harness.table("Killed at random", rows))
        return all(row[3] is not False for row in rows)
    finally:
        installation.stop()
        sandbox.stop()


def running(installation) -> dict[str, str]:
    """The entries that a worker holds, each with its run."""
    return {run["entry"]: run["id"] for run in installation.json("jobs", "log", "--status", "inProcess")}


def restart_lost(installation):
    """After three losses in a row an entry waits for a person, so that a poisonous one cannot crash nodes for ever: here is the person."""
    for entry in installation.json("jobs", "list", "--status", "error"):
        installation.json("jobs", "restart", entry["id"])


def until_taken_back(installation, held: dict[str, str], started: float) -> float:
    """Seconds until none of the dead worker's runs counts as running any more: each entry runs anew or has been given up."""
    while time.monotonic() - started < 60:
        now = running(installation)
        if all(now.get(entry) != run for entry, run in held.items()):
            break
        time.sleep(0.1)
    return time.monotonic() - started


def settle(installation):
    """Syncs and processes until nothing is left to do."""
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        busy = [e for e in installation.json("jobs", "list") if e["status"] in ("ready", "waiting", "inProcess")]
        if not busy:
            break
        time.sleep(0.5)
    for task in ("sync-orders", "process-orders"):
        installation.run("sync", task, "--shop", "DEMO", "--background", "--wait", "--json", timeout=600).json()


def stuck(installation) -> list[dict]:
    return [e for e in installation.json("jobs", "list", "--all") if e["status"] in ("inProcess", "waiting", "ready", "error")]


def audit(sandbox, installation) -> list[tuple]:
    shop = {order["name"]: order for order in sandbox.orders()}
    ours = installation.json("orders", "list", "--shop", "DEMO")
    documents = installation.json("ledger", "sales-orders", "list") + installation.json("ledger", "invoices", "list")
    names = collections.Counter(order["name"] for order in ours)
    made = collections.Counter(document["externalDocumentNo"] for document in documents)
    twice = sum(1 for count in names.values() if count > 1)
    document_twice = sum(1 for count in made.values() if count > 1)
    wrong = sum(1 for o in ours if o["processed"] and o["documentTotal"]["amount"] != o["total"]["amount"])
    left = stuck(installation)
    return [
        ("orders in the shop", len(shop), "", None),
        ("orders here", len(names), f"= {len(shop)}", set(names) == set(shop)),
        ("orders here twice", twice, "0", twice == 0),
        ("documents", len(made), f"= {len(shop)}", set(made) == set(shop)),
        ("documents twice", document_twice, "0", document_twice == 0),
        ("document totals that differ", wrong, "0", wrong == 0),
        ("entries stuck", len(left), "0", not left),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--orders", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sys.exit(0 if measure(arguments.kills, arguments.orders, arguments.seed) else 1)
