#!/usr/bin/env python3
"""Many shops with eight recurring entries each on one node, one shop failing always, one throttled always: are the others slowed?

Measured twice, with the two bad shops and without: how long after its time a run of a good shop has ended. Exits 1 where the bad shops
make the 95th percentile worse by more than a quarter and a second.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
import urllib.request

import harness

TASKS = (
    "sync-orders",
    "process-orders",
    "sync-shipments",
    "sync-products",
    "sync-inventory",
    "sync-customers",
    "sync-payouts",
    "sync-images",
)


class Node:
    """A server with its API."""

    def __init__(self, workers: int):
        self.installation = harness.Installation()
        self.installation.environment["BACKROOM_WORKERS"] = str(workers)
        self.installation.environment["BACKROOM_LOG_LEVEL"] = "error"
        self.token = self.installation.json("token", "create", "measure", "--role", "administrator")["token"]
        self.address = f"http://127.0.0.1:{self.installation.environment['BACKROOM_PORT']}/api/v1"
        self.known = {task["name"] for task in self.installation.json("tasks", "list")}
        self.process = self.installation.start("serve")
        deadline = time.monotonic() + 60
        while True:
            try:
                self.call("GET", "/tasks")
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise SystemExit("the server did not start") from None
                time.sleep(0.2)

    def call(self, method: str, path: str, body: dict | None = None):
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")


def instant(text: str) -> float:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def measure(shops: int, minutes: float, every: int, workers: int, bad: bool) -> dict:
    sandbox = harness.Sandbox("--products", "0", "--customers", "0", "--rate", "100000", "--bucket", "1000000")
    node = Node(workers)
    try:
        tasks = [task for task in TASKS if task in node.known]
        # Entries begin together, two minutes on at the latest, so that making them disturbs no run.
        begin = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=30 + shops * 0.25)
        begin = begin.replace(second=0, microsecond=0) + datetime.timedelta(minutes=1)
        for number in range(shops):
            name = f"s{number}"
            sandbox.control("shops/add", {"products": 2, "customers": 2, "orders": 3, "rate": 100_000, "bucket": 1_000_000}, shop=name)
            code = name.upper()
            settings = {"customerImport": "all", "itemSync": "fromShopify", "allowDataSync": "true", "skuMapping": "itemNo"}
            given = {"code": code, "url": f"https://{name}.myshopify.com", "token": harness.TOKEN}
            node.call("POST", "/shops", {**given, "endpoint": f"{sandbox.address}/shops/{name}", "settings": settings})
            node.call("PATCH", f"/shops/{code}", {"enabled": True})
            for place, task in enumerate(tasks):
                minute = (number + place) % every
                recurrence = {"days": ["all"], "start": f"00:{minute:02d}", "every": every, "zone": "UTC"}
                body = {"task": task, "shop": code, "recurrence": recurrence, "earliestStart": begin.isoformat().replace("+00:00", "Z")}
                node.call("POST", "/job-queue/entries", body)
        if bad:
            sandbox.control("faults/add", {"kind": "503"}, shop="s0")
            sandbox.control("faults/add", {"kind": "throttled"}, shop="s1")
        late = (begin - datetime.datetime.now(datetime.timezone.utc)).total_seconds()
        print(f"  {shops * len(tasks)} entries, first runs in {late:.0f} s", file=sys.stderr, flush=True)
        time.sleep(max(0, late) + minutes * 60)
        runs = [run for run in node.installation.json("jobs", "log") if run.get("ended") and run["attempt"]]
        good = sorted(instant(run["ended"]) - instant(run["scheduledFor"]) for run in runs if run["shop"] not in ("S0", "S1"))
        if not good:
            raise SystemExit("no run of a good shop has ended")
        at = lambda share: good[min(len(good) - 1, int(len(good) * share))]
        return {
            "runs of good shops": len(good),
            "of them failed": sum(run["status"] == "error" for run in runs if run["shop"] not in ("S0", "S1")),
            "runs of the bad shops": sum(run["shop"] in ("S0", "S1") for run in runs),
            "of those failed": sum(run["status"] == "error" for run in runs if run["shop"] in ("S0", "S1")),
            "p50": at(0.5),
            "p95": at(0.95),
            "p99": at(0.99),
            "worst": good[-1],
            "peak MiB": harness.peak_mib(node.process.pid),
        }
    finally:
        node.installation.stop()
        sandbox.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shops", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--every", type=int, default=5, help="minutes between the runs of an entry")
    parser.add_argument("--workers", type=int, default=4)
    given = parser.parse_args()
    results = {}
    for bad in (False, True):
        results[bad] = measure(given.shops, given.minutes, given.every, given.workers, bad)
    without, with_bad = results[False], results[True]
    print(f"{given.shops} shops, {given.workers} workers, every {given.every} min, for {given.minutes:g} min")
    print(f"  {'':<28}{'without':>10}{'with':>10}   (seconds from a run's time to its end)")
    for what in without:
        figure = lambda value: f"{value:>10.2f}" if isinstance(value, float) else f"{value:>10}"
        print(f"  {what:<28}{figure(without[what])}{figure(with_bad[what])}")
    holds = with_bad["p95"] <= without["p95"] * 1.25 + 1 and with_bad["of them failed"] == 0
    print(f"  {'ok' if holds else 'NO'}  the others are not slowed")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
